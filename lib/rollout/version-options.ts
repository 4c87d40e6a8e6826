import type { RollingStrategy } from '../core/rolling-strategy';
import type { SecurityProfile } from '../core/security-profile';
import type { Autoscaling } from '../server/autoscaling';
import type { ContainerImage } from '../server/container-image';
import type { DrainOptions } from '../server/drain';
import type { EnvironmentOptions } from '../server/environment';
import type { ExtraContainer } from '../server/extra-container';
import type { FileMount } from '../server/file-mount';
import type { HealthOptions } from '../server/health';
import type { MetricsEndpoint } from '../server/metrics-endpoint';
import type { Placement } from '../server/placement';
import type { ServerResources } from '../server/resources';
import type { ServerOverrides } from '../server/server-overrides';
import type { ServerVolume } from '../server/server-volume';
import type { TerminalOptions } from '../server/terminal-options';
import type { ServingRuntime } from '../runtimes/serving-runtime';

/**
 * One version of a server in a release: its image, and whatever differs from the options that both versions share.
 *
 * What a version says wins over `server`. Environment variables, labels and annotations are merged by name, files by
 * path, volumes, init containers and sidecars by name, overrides field by field; everything else is replaced, `envFrom` as
 * a whole.
 */
export interface VersionOptions extends EnvironmentOptions, TerminalOptions {
  /** The image with this version of the model's server. */
  readonly image: ContainerImage;

  /**
   * Number of pods of this version, in place of `server.replicas` and of autoscaling. Not for a Canary that splits by
   * replicas, where the weight decides.
   *
   * @default - what the release says
   */
  readonly replicas?: number;

  /**
   * Scaling of this version by load. Not for a Canary that splits by replicas.
   *
   * @default - `server.autoscaling`
   */
  readonly autoscaling?: Autoscaling;

  /**
   * CPU, memory and accelerators of each pod of this version, as a whole.
   *
   * @default - `server.resources`
   */
  readonly resources?: ServerResources;

  /**
   * What runs in this version's image. Both versions must serve ports of the same names and roles.
   *
   * @default - `server.runtime`
   */
  readonly runtime?: ServingRuntime;

  /**
   * Entry point of this version.
   *
   * @default - `server.command`
   */
  readonly command?: string[];

  /**
   * Arguments of this version, all of them.
   *
   * @default - `server.args`
   */
  readonly args?: string[];

  /**
   * Health checks of this version, as a whole.
   *
   * @default - `server.health`
   */
  readonly health?: HealthOptions;

  /**
   * How pods of this version leave, as a whole.
   *
   * @default - `server.drain`
   */
  readonly drain?: DrainOptions;

  /**
   * How the pods of this side are replaced when the side itself changes.
   *
   * @default - `server.rollout`
   */
  readonly rollout?: RollingStrategy;

  /**
   * Files from ConfigMaps and Secrets. One at the same path takes the place of the server's.
   *
   * @default - `server.files`
   */
  readonly files?: FileMount[];

  /**
   * Volumes. One of the same name takes the place of the server's.
   *
   * @default - `server.volumes`
   */
  readonly volumes?: ServerVolume[];

  /**
   * Init containers. One of the same name takes the place of the server's.
   *
   * @default - `server.initContainers`
   */
  readonly initContainers?: ExtraContainer[];

  /**
   * Sidecars. One of the same name takes the place of the server's.
   *
   * @default - `server.sidecars`
   */
  readonly sidecars?: ExtraContainer[];

  /**
   * Which nodes the pods of this version run on, as a whole.
   *
   * @default - `server.placement`
   */
  readonly placement?: Placement;

  /**
   * What the containers of this version may do.
   *
   * @default - `server.security`
   */
  readonly security?: SecurityProfile;

  /**
   * Where this version publishes metrics.
   *
   * @default - `server.metrics`
   */
  readonly metrics?: MetricsEndpoint;

  /**
   * Labels of this side's objects and pods, besides those of `server`.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of this version's pods, besides those of `server`.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };

  /**
   * Fields to merge into the manifests of this side, on top of those of `server`; lists take the place of the
   * server's. The Service belongs to the release: `server.overrides.service`.
   *
   * @default - none
   */
  readonly overrides?: ServerOverrides;
}
