import type * as kplus from 'cdk8s-plus-28';
import type { AlertSetting } from '../core/alert-setting';
import type { RollingStrategy } from '../core/rolling-strategy';
import type { SecurityProfile } from '../core/security-profile';
import type { Autoscaling } from './autoscaling';
import type { ContainerImage } from '../core/container-image';
import type { DrainOptions } from './drain';
import type { EnvironmentOptions } from './environment';
import type { ExtraContainer } from './extra-container';
import type { FileMount } from './file-mount';
import type { GroupOptions } from './group/group-options';
import type { HealthOptions } from './health';
import type { MetricsEndpoint } from './metrics-endpoint';
import type { Placement } from './placement';
import type { PreviousRelease } from './previous-release';
import type { ServerResources } from './resources';
import type { ServerOverrides } from './server-overrides';
import type { ServerVolume } from './server-volume';
import type { ServiceOptions } from './service-options';
import type { ModelSource } from '../sources/model-source';
import type { TerminalOptions } from './terminal-options';
import type { ServingRuntime } from '../runtimes/serving-runtime';

/** When nodes ask the registry for an image: https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy */
export enum ImagePullPolicy {
  /** At every start of a pod; layers that are there already are not downloaded again. */
  ALWAYS = 'Always',
  /** When the node does not have the image. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the image must be on the node. */
  NEVER = 'Never',
}

/** Everything about a model server but its image. */
export interface ServerOptions extends EnvironmentOptions, TerminalOptions {
  /** What runs in the image: it knows ports, health checks, metrics, writable paths and shutdown. */
  readonly runtime: ServingRuntime;

  /** CPU, memory and accelerators of each pod. */
  readonly resources: ServerResources;

  /**
   * Name of the Deployment, and of every other object unless said otherwise. Lower-case letters, digits and `-`,
   * beginning with a letter, at most 63 characters.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Name of the application that the server belongs to (the label `app.kubernetes.io/part-of`).
   *
   * @default - no label
   */
  readonly partOf?: string;

  /**
   * Where the weights come from, where they are not a part of the image: a hub, an object store, a claim, another image.
   *
   * @default - the image has them
   */
  readonly source?: ModelSource;

  /**
   * Number of pods, 0 or more. Not together with `autoscaling`.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Several pods that serve one model together, in place of each pod that serves it by itself: for a ModelServerGroup, and for
   * the sides of a BlueGreen, and of a Canary that splits by route. `replicas` is then the number of groups.
   *
   * @default - each pod serves the model by itself
   */
  readonly group?: GroupOptions;

  /**
   * Scaling by load in place of a fixed number of pods.
   *
   * @default - no autoscaler
   */
  readonly autoscaling?: Autoscaling;

  /**
   * Timing of the health checks, and how long a model may take to load.
   *
   * @default - ten minutes to load, checks every 5 and 10 seconds
   */
  readonly health?: HealthOptions;

  /**
   * How a pod leaves without dropping requests.
   *
   * @default - 15 seconds until load balancers have forgotten it, then the runtime's own shutdown
   */
  readonly drain?: DrainOptions;

  /**
   * How pods of one version are replaced by the next.
   *
   * @default - RollingStrategy.zeroDowntime(); RollingStrategy.inPlace() with an accelerator of which the cluster profile declares no spare
   */
  readonly rollout?: RollingStrategy;

  /**
   * The Service in front of the pods.
   *
   * @default - a ClusterIP named like the server, port 80
   */
  readonly service?: ServiceOptions;

  /**
   * Name of the model's container.
   *
   * @default - the server's name
   */
  readonly containerName?: string;

  /**
   * When nodes ask the registry for the image, and for those of init containers and sidecars.
   *
   * @default - ImagePullPolicy.ALWAYS; IF_NOT_PRESENT for an image pinned by digest
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with the registry's credentials, in the server's namespace.
   *
   * @default - none
   */
  readonly imagePullSecrets?: kplus.ISecret[];

  /**
   * Entry point in place of the runtime's and the image's. The runtime's arguments go with the runtime's entry point: where
   * it has one, give your own in `args`, and bind host and port in them.
   *
   * @default - the runtime's, else the image's
   */
  readonly command?: string[];

  /**
   * Arguments after those of the runtime. Their order is kept: reordering them restarts pods.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Files from ConfigMaps and Secrets.
   *
   * @default - none
   */
  readonly files?: FileMount[];

  /**
   * Volumes besides `/tmp` and the runtime's own writable paths. One mounted at `/tmp` takes the default's place.
   *
   * @default - none
   */
  readonly volumes?: ServerVolume[];

  /**
   * Containers that run to completion, in order, before the model's container starts: downloads, migrations. A rollout
   * waits for them as long as for the model (`health.startupBudget`) before it is reported as failed; where they take
   * longer, set `progressDeadline` of the rolling strategy.
   *
   * @default - none
   */
  readonly initContainers?: ExtraContainer[];

  /**
   * Containers that run beside the model's: started after the init containers and before the model, stopped after it.
   * Native sidecars, from Kubernetes 1.29.
   *
   * @default - none
   */
  readonly sidecars?: ExtraContainer[];

  /**
   * Which nodes the pods run on.
   *
   * @default - any node, spread over hosts
   */
  readonly placement?: Placement;

  /**
   * Service account of the pods, for one that exists already.
   *
   * @default - one of the server's own, without permissions
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * What the containers may do.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;

  /**
   * Where the server publishes Prometheus metrics.
   *
   * @default - what the runtime does by itself
   */
  readonly metrics?: MetricsEndpoint;

  /**
   * Alerts of this server that differ from those of the cluster, or are not wanted. An empty list asks for all alerts
   * where the cluster profile has none. They need a scraper of the Prometheus operator.
   *
   * @default - those of the cluster profile
   */
  readonly alerts?: AlertSetting[];

  /**
   * Labels of every object and every pod. `app.kubernetes.io/name`, `/instance` and `/managed-by` are not for you to
   * set: selectors stand on them.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of every object, but not of the pods.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Annotations of the pods. A change replaces them.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };

  /**
   * Labels by which a workload that is live already selects its pods: they take the place of
   * `app.kubernetes.io/name` and `/instance` wherever pods are selected, and are put on the pods. For taking over
   * hand-written YAML of the same name without an outage: a Deployment's selector cannot be changed.
   *
   * @default - selected by name and instance
   */
  readonly selector?: { readonly [key: string]: string };

  /**
   * Whether the server has a NetworkPolicy of its own. Without one its pods are open to everyone, unless another
   * policy selects them.
   *
   * @default true
   */
  readonly networkPolicy?: boolean;

  /**
   * Whether the server has a PodDisruptionBudget of its own where there are two pods or more. Say `false` where another
   * one selects its pods: with two of them, none of the pods can be evicted.
   *
   * @default true
   */
  readonly podDisruptionBudget?: boolean;

  /**
   * Fields to merge into the finished manifests.
   *
   * @default - none
   */
  readonly overrides?: ServerOverrides;
}

/** A model server. */
export interface ModelServerProps extends ServerOptions {
  /** The image with the model's server. */
  readonly image: ContainerImage;

  /**
   * What runs under the server's name before the server takes it over, when that is a Canary or BlueGreen: the move is
   * checked, and done in two applies. Leave it out again in the second.
   *
   * @default - nothing, or a ModelServer
   */
  readonly previously?: PreviousRelease;
}
