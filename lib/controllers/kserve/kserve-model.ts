import { type ApiObject, Duration, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  KServeInferenceService,
  type KServeInferenceServiceSpec,
  KServeServingRuntime,
} from '../../../imports/serving.kserve.io';
import { type TrafficBackend, type TrafficPort, TrafficProtocol } from '../../core/traffic-target';
import { warn } from '../../core/warnings';
import { componentName, KSERVE_CONTAINER } from '../../model/operators/kserve/naming';
import { UsageError } from '../../private/errors';
import { isPlainObject, type JsonObject } from '../../private/json';
import { Problems } from '../../private/problems';
import { metadata } from '../../server/manifests/metadata';
import { initSeconds } from '../../server/pod-times';
import type { ServerPlan } from '../../server/server-plan';
import { OperatedModel } from '../operated-model';
import { KServeMode, type KServeModelProps } from './kserve-props';
import { canaryPods, type KServePlan, nameOfCanary, planModel } from './plan-model';
import { knativeFields, MODEL_FORMAT, podFields, scaleFields } from './predictor';

/** Port of every Service that KServe makes. */
const SERVICE_PORT = 80;
/** Labels by which a model is kept inside the cluster (`pkg/constants/constants.go` of kserve/kserve). */
const IN_STANDARD = 'networking.kserve.io/visibility';
const ON_KNATIVE = 'networking.knative.dev/visibility';
/** What a Deployment is given to make progress where nobody says (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds). */
const PROGRESS_SECONDS = 600;

/**
 * A model that KServe serves: an InferenceService made of the options of a ModelServer, with the ServiceAccount, the
 * NetworkPolicy and the PodDisruptionBudget that KServe does not make.
 *
 * KServe makes the Deployment, the Service and the autoscaler, called `<name>-predictor`; quotas, reviews and policies count
 * them. Options that KServe would take and ignore are errors, all of them at once. The cluster's profile has to declare KServe.
 *
 * @example
 * import { ClusterProfile, ContainerImage, KServeModel, ServingApp, ServingRuntime, TenantNamespace } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ kserve: { version: '0.20' } }) });
 * const vision = new TenantNamespace(app, 'vision');
 * new KServeModel(vision, 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
 *   resources: { cpu: '500m', memory: '1Gi' },
 * });
 */
export class KServeModel extends OperatedModel {
  /** The InferenceService. */
  public readonly inferenceService: ApiObject;
  /** The ServingRuntime; nothing for a custom predictor. */
  public readonly servingRuntimeObject?: ApiObject;

  private readonly planned: KServePlan;

  /**
   * Declares a model that KServe serves.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, at most 48 characters
   * @param props image, runtime, resources and whatever differs from the defaults
   * @throws when props are not possible or KServe would ignore them, naming all of them
   */
  public constructor(scope: Construct, id: string, props: KServeModelProps) {
    super(scope, id, 'KServeModel', props?.name);
    const problems = new Problems(`KServeModel '${this.node.path}'`);
    const { plan, parts } = planModel(this, problems, props);
    this._open(problems, parts);
    this.planned = plan;
    this.servingRuntimeObject = this.isServingRuntime ? this.addServingRuntime() : undefined;
    this.inferenceService = this.addInferenceService();
    this.addWarnings();
  }

  /**
   * The Services that KServe makes, with their shares of the requests: that of the stable version, and with a canary that of
   * the canary.
   *
   * @throws on Knative, whose Services lead through its own gateway
   */
  public get trafficBackends(): TrafficBackend[] {
    const { canary, stable } = this.planned;
    const { mode, canary: given } = this.planned.props;
    if (mode === KServeMode.KNATIVE) {
      throw new UsageError([
        `KServeModel '${this.node.path}': no route can lead to a model on Knative, whose requests pass its own gateway; send them to the host that KServe gives it, or use KServeMode.STANDARD`,
      ]);
    }
    const weight = canary && given ? given.trafficPercent : 0;
    const pods = canary ? canaryPods(stable, this.planned.props) : 0;
    return [
      this.backend(componentName(this.name, 'predictor'), 100 - weight, Math.max(stable.replicas - pods, 1), stable),
      ...(canary
        ? [this.backend(componentName(this.name, 'predictor', nameOfCanary(this.planned.props)), weight, pods, canary)]
        : []),
    ].filter((backend) => backend.weight > 0);
  }

  /** @internal */
  protected get _requestTimeout(): Duration | undefined {
    const { facts, drain } = this.planned.stable;
    return facts.requestSeconds === undefined
      ? undefined
      : Duration.seconds(Math.max(facts.requestSeconds, drain.shutdownSeconds));
  }

  /** @internal */
  protected _plans(): readonly ServerPlan[] {
    const { stable, canary } = this.planned;
    return canary ? [stable, canary] : [stable];
  }

  /** @internal */
  protected _mainService(): { readonly serviceName: string; readonly port: number } {
    const { stable, props } = this.planned;
    const isHeadless = stable.profile._kserve?.headlessServices === true && props.mode !== KServeMode.KNATIVE;
    return {
      serviceName: componentName(this.name, 'predictor'),
      port: isHeadless ? stable.facts.ports[0].port : SERVICE_PORT,
    };
  }

  private get isServingRuntime(): boolean {
    return this.planned.props.servingRuntime === true;
  }

  private backend(serviceName: string, weight: number, replicas: number, { facts }: ServerPlan): TrafficBackend {
    const ports = facts.ports.map((each, index): TrafficPort => {
      const port = index === 0 ? SERVICE_PORT : each.port;
      return { name: each.role, port, targetPort: each.port, protocol: protocolOf(each.role) };
    });
    return { serviceName, port: SERVICE_PORT, weight, ports, replicas };
  }

  private addServingRuntime(): ApiObject {
    const { identity, props } = this.planned.stable;
    return new KServeServingRuntime(this, 'ServingRuntime', {
      metadata: metadata(identity.name, identity.labels, props.annotations),
      spec: {
        // What a version says stands in the InferenceService: the runtime is the same for all of them.
        containers: [{ name: KSERVE_CONTAINER }],
        supportedModelFormats: [{ name: MODEL_FORMAT, autoSelect: false }],
      },
    });
  }

  private addInferenceService(): ApiObject {
    const { stable, props } = this.planned;
    const isOnKnative = props.mode === KServeMode.KNATIVE;
    const made = new KServeInferenceService(this, 'Default', {
      metadata: metadata(
        stable.identity.name,
        { ...stable.identity.labels, ...this.visibility() },
        {
          ...props.annotations,
          'serving.kserve.io/deploymentMode': props.mode ?? KServeMode.STANDARD,
          ...(isOnKnative ? {} : { 'serving.kserve.io/autoscalerClass': stable.autoscaling ? 'hpa' : 'none' }),
        },
      ),
      spec: Lazy.any({
        produce: () => (isOnKnative ? this.knativeSpec() : this.standardSpec()),
      }) as KServeInferenceServiceSpec,
    });
    return made;
  }

  /** Without it KServe makes an Ingress or a route for every model. */
  private visibility(): { [label: string]: string } {
    const { mode, exposed } = this.planned.props;
    if (exposed === true) return {};
    return { [mode === KServeMode.KNATIVE ? ON_KNATIVE : IN_STANDARD]: 'cluster-local' };
  }

  private standardSpec(): KServeInferenceServiceSpec {
    const { stable, canary, props } = this.planned;
    const form = this.isServingRuntime ? 'serving-runtime' : 'custom';
    const predictor = { ...podFields(stable, form, this.name), ...scaleFields(stable) };
    if (!canary || !props.canary) return { predictor };
    const { trafficPercent, version } = props.canary;
    return {
      predictor,
      canary: [
        {
          predictor: {
            name: nameOfCanary(props),
            minReplicas: version.replicas,
            ...withModelName(podFields(canary, form, this.name)),
          },
          trafficPercent,
        },
      ],
    };
  }

  private knativeSpec(): KServeInferenceServiceSpec {
    const { stable, canary, props } = this.planned;
    const percent = canary && props.canary?.trafficPercent;
    return { predictor: { ...knativeFields(canary ?? stable), canaryTrafficPercent: percent } };
  }

  private addWarnings(): void {
    const { stable, canary: next, props } = this.planned;
    const { canary } = props;
    if (canary && props.mode !== KServeMode.KNATIVE && canaryPods(stable, props) === 0) {
      warn(
        this,
        `its canary '${nameOfCanary(props)}' has no pods: KServe gives it its share of those of the stable version; say canary.version.replicas where it is to be tried without requests`,
      );
    }
    // What the pods take without their init containers, the rule progress-deadline says.
    const seconds = Math.max(
      ...[stable, ...(next ? [next] : [])]
        .filter(({ health }) => health.startupSeconds <= PROGRESS_SECONDS)
        .map((plan) => plan.health.startupSeconds + initSeconds(plan)),
    );
    if (props.mode !== KServeMode.KNATIVE && seconds > PROGRESS_SECONDS) {
      warn(
        this,
        `its model may take ${seconds} s to be ready, and KServe's Deployment is reported as failed after ${PROGRESS_SECONDS} s without progress; it goes on all the same, so wait for the pods, not for the status`,
      );
    }
  }
}

/** The CRD wants the name of the container in the model of a canary, and the webhook refuses it in that of the stable version. */
function withModelName(predictor: JsonObject): JsonObject {
  if (!isPlainObject(predictor.model)) return predictor;
  return { ...predictor, model: { ...predictor.model, name: KSERVE_CONTAINER } };
}

function protocolOf(role: string): TrafficPort['protocol'] {
  return role === 'grpc' ? TrafficProtocol.GRPC : TrafficProtocol.HTTP;
}
