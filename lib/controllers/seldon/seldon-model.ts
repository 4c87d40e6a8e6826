import { type ApiObject, Duration, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { SeldonDeployment, type SeldonDeploymentSpec } from '../../../imports/machinelearning.seldon.io';
import { secondsOf } from '../../core/duration';
import { type TrafficBackend, type TrafficPort, TrafficProtocol } from '../../core/traffic-target';
import { EXECUTOR_PORT, predictorService } from '../../model/operators/seldon/naming';
import { Problems } from '../../private/problems';
import { isForClients } from '../../runtimes/runtime-facts';
import { metadata } from '../../server/manifests/metadata';
import type { ServerPlan } from '../../server/server-plan';
import { OperatedModel } from '../operated-model';
import { planSeldon, type SeldonPlan } from './plan-seldon';
import { type PredictorParts, predictorOf } from './predictor';
import { type SeldonModelProps, SeldonProtocol } from './seldon-props';

/** What a request may take on Seldon's routes where the runtime has no end for it. */
const ROUTE_SECONDS = 300;

/**
 * A model that Seldon Core 1 serves: a SeldonDeployment made of the options of a ModelServer, with the ServiceAccount, the
 * NetworkPolicy and the PodDisruptionBudget around its pods.
 *
 * Seldon makes a Deployment and Services of each version, called `<name>-<predictor>`, and puts its executor beside the
 * model; quotas, reviews and policies count them. Options that Seldon would take and ignore are errors, all of them at once.
 * The cluster's profile has to declare Seldon.
 *
 * @example
 * import { ClusterProfile, ContainerImage, PodSecurityLevel, SeldonModel, ServingApp, ServingRuntime, TenantNamespace } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ seldon: { version: '1.18' } }) });
 * const vision = new TenantNamespace(app, 'vision', { podSecurity: { enforce: PodSecurityLevel.BASELINE } });
 * new SeldonModel(vision, 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.http({ port: 5000 }),
 *   resources: { cpu: '500m', memory: '1Gi' },
 *   drain: { hasSleepCommand: true },
 * });
 */
export class SeldonModel extends OperatedModel {
  /** The SeldonDeployment. */
  public readonly seldonDeployment: ApiObject;

  private readonly planned: SeldonPlan;

  /**
   * Declares a model that Seldon serves.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, short enough for what Seldon adds
   * @param props image, runtime, resources and whatever differs from the defaults
   * @throws when props are not possible or Seldon would ignore them, naming all of them
   */
  public constructor(scope: Construct, id: string, props: SeldonModelProps) {
    super(scope, id, 'SeldonModel', props?.name);
    const problems = new Problems(`SeldonModel '${this.node.path}'`);
    const { plan, parts } = planSeldon(this, problems, props);
    secondsOf(problems, 'routeTimeout', plan.props.routeTimeout, ROUTE_SECONDS, 1);
    this._open(problems, parts);
    this.planned = plan;
    this.seldonDeployment = this.addSeldonDeployment();
  }

  /** The Services that Seldon makes of the predictors, with their shares of the requests; a shadow has none. */
  public get trafficBackends(): TrafficBackend[] {
    return this.planned.predictors
      .filter(({ isShadow }) => !isShadow)
      .map((predictor) => this.backend(predictor))
      .filter(({ weight }) => weight > 0);
  }

  /** @internal */
  protected get _requestTimeout(): Duration | undefined {
    const { facts, drain } = this.planned.predictors[0].plan;
    return facts.requestSeconds === undefined
      ? undefined
      : Duration.seconds(Math.max(facts.requestSeconds, drain.shutdownSeconds));
  }

  /** @internal */
  protected _plans(): readonly ServerPlan[] {
    return this.planned.predictors.map(({ plan }) => plan);
  }

  /** @internal */
  protected _mainService(): { readonly serviceName: string; readonly port: number } {
    const { serviceName, port } = this.backend(this.planned.predictors[0]);
    return { serviceName, port };
  }

  private backend({ name, plan, traffic }: PredictorParts): TrafficBackend {
    const ports = this.planned.hasExecutor
      ? [port('http', EXECUTOR_PORT.HTTP), port('grpc', EXECUTOR_PORT.GRPC)]
      : plan.facts.ports.filter(isForClients).map((each) => port(each.role, each.port));
    const serviceName = predictorService(this.name, name);
    return { serviceName, port: ports[0].port, weight: traffic ?? 100, ports, replicas: plan.replicas };
  }

  private addSeldonDeployment(): ApiObject {
    const { identity, props } = this.planned.predictors[0].plan;
    return new SeldonDeployment(this, 'Default', {
      metadata: metadata(identity.name, identity.labels, props.annotations),
      spec: Lazy.any({ produce: () => this.spec() }) as SeldonDeploymentSpec,
    });
  }

  private spec(): SeldonDeploymentSpec {
    const { props, predictors } = this.planned;
    const milliseconds = String(this.routeSeconds() * 1000);
    const [{ plan }] = predictors;
    const hasHttp = plan.facts.ports.some(({ role }) => role === 'http');
    return {
      name: this.name,
      protocol: props.protocol ?? SeldonProtocol.SELDON,
      transport: hasHttp ? 'rest' : 'grpc',
      annotations: { 'seldon.io/grpc-timeout': milliseconds, 'seldon.io/rest-timeout': milliseconds },
      predictors: predictors.map(predictorOf),
    };
  }

  private routeSeconds(): number {
    const known = this._requestTimeout?.toSeconds() ?? ROUTE_SECONDS;
    return secondsOf(new Problems(''), 'routeTimeout', this.planned.props.routeTimeout, known, 1);
  }
}

function port(name: string, number: number): TrafficPort {
  const protocol = name === 'grpc' ? TrafficProtocol.GRPC : TrafficProtocol.HTTP;
  return { name, port: number, targetPort: number, protocol };
}
