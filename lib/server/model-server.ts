import type * as kplus from 'cdk8s-plus-28';
import { type ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { checkAppOf } from '../core/app-checks';
import { reportProblems, throwProblems } from '../core/app-problems';
import { Connections } from '../core/connections';
import { connectionsOfPods } from '../core/connections-of-pods';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { POOL_MEMBERS } from '../core/pool-members';
import { READINESS } from '../core/readiness';
import type { ITrafficTarget, TrafficBackend } from '../core/traffic-target';
import { warn } from '../core/warnings';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { UsageError } from '../private/errors';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { isForClients } from '../runtimes/runtime-facts';
import { boundKeyProblems, configuredSecrets } from './configured-variables';
import { connect, type ConnectOptions, connectTo } from './connect';
import { extraContainersOf } from './extra-containers';
import { httpReadinessOf } from './health';
import { leaderPolicySpec, networkPolicySpec } from './manifests/network-policy';
import { disruptionBudgetSpec } from './manifests/small-objects';
import { type Membership, membershipOf } from './membership';
import { podSelectorConfig } from './plus-interop';
import { poolMemberOf } from './pool-member';
import { hubWarnings } from './hub-warnings';
import type { ModelServerProps } from './server-options';
import { addScaler, interceptorPeer, OVERRIDES_OF } from './scaler';
import { checkOverridden } from './server-overrides';
import {
  addClaimTemplate,
  addGroupPolicy,
  addNamed,
  addServerService,
  addServiceAccount,
  addWorkload,
} from './server-objects';
import { leftOf, warnOf } from './overridden-warnings';
import { planServer } from './plan-server';
import type { ServerPlan } from './server-plan';
import { addWatching } from './watching';

/**
 * A model server: a Deployment with its Service, ServiceAccount, PodDisruptionBudget and NetworkPolicy, and a
 * HorizontalPodAutoscaler or a ScaledObject of KEDA when it scales by load.
 *
 * The id is the name of all of them. Pods are selected by the labels `app.kubernetes.io/name` and
 * `app.kubernetes.io/instance`, which never change with the version, the place in the construct tree or the release of
 * this library.
 *
 * Works in any chart of any cdk8s app; inside a tenant the namespace and the tenant's labels come with it.
 *
 * @example
 * import {
 *   ContainerImage,
 *   ModelServer,
 *   RollingStrategy,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * new ModelServer(new TenantNamespace(app, 'vision'), 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.bentoMl(),
 *   replicas: 3,
 *   resources: { cpu: '500m', memory: '1Gi' },
 *   rollout: RollingStrategy.zeroDowntime(),
 * });
 * app.synth();
 */
export class ModelServer
  extends Construct
  implements ITrafficTarget, INetworkPeer, kplus.IPodSelector, kplus.INetworkPolicyPeer
{
  /** The Deployment; of a group its LeaderWorkerSet, in a release by Argo Rollouts the Rollout. */
  public readonly deployment: ApiObject;
  /** The Service; where the server is a side of a release, that of the release that leads to it. */
  public readonly service: ApiObject;
  /** The server's own ServiceAccount; nothing when it was given one. */
  public readonly serviceAccount?: ApiObject;
  /** The PodDisruptionBudget; nothing where it was declined, or where there is never more than one replica, of which it would protect nothing. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The NetworkPolicy; nothing when it was declined. */
  public readonly networkPolicy?: ApiObject;
  /** The HorizontalPodAutoscaler; nothing without autoscaling, or where KEDA scales. */
  public readonly horizontalPodAutoscaler?: ApiObject;
  /** The ScaledObject of KEDA; nothing where KEDA does not scale. */
  public readonly scaledObject?: ApiObject;
  /** The TriggerAuthentication by which KEDA shows Prometheus who it is; nothing where it needs none of the server's own. */
  public readonly triggerAuthentication?: ApiObject;
  /** The InterceptorRoute of KEDA's HTTP add-on; nothing without ScalingMetric.httpRequests. */
  public readonly interceptorRoute?: ApiObject;
  /** The ResourceClaimTemplate; nothing without devices that pods get by claims of their own. */
  public readonly resourceClaimTemplate?: ApiObject;
  /**
   * The PodMonitor or ServiceMonitor; nothing without a Prometheus operator, without metrics, and for a side of a release
   * whose ServiceMonitor is the release's.
   */
  public readonly metricsMonitor?: ApiObject;
  /** The PrometheusRule with the server's alerts; nothing where the cluster profile asks for none. */
  public readonly prometheusRule?: ApiObject;
  /** Name of the Deployment. */
  public readonly name: string;
  /** Namespace of the server; nothing in a chart without one. */
  public readonly namespaceName?: string;

  private readonly plan: ServerPlan;
  private readonly membership: Membership | undefined;
  private readonly connections: Connections;

  /**
   * Declares a model server.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, at most 63 characters
   * @param props image, runtime, resources and whatever differs from the defaults
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: ModelServerProps) {
    const given = { title: props?.group ? 'ModelServerGroup' : 'ModelServer', sort: 'server', id } as const;
    super(scope, nodeIdOf(scope, given));
    keepGivenId(this, given);
    this.membership = membershipOf(this);
    const problems = new Problems(this.membership?.subject ?? `${given.title} '${this.node.path}'`);
    const none = {} as ModelServerProps;
    const plan = planServer(problems, this, fitted(problems, '', props ?? none, 'ModelServerProps') ?? none);
    problems.add(this._groupProblem(plan));
    const { autoscaling, replicas } = plan;
    const { serviceAccount, networkPolicy = true, podDisruptionBudget = true, overrides } = plan.props;
    const hasBudget = podDisruptionBudget && (autoscaling?.max ?? replicas) >= 2;
    checkOverridden(problems, overrides, [
      plan.workload.override,
      ...(this.membership ? [] : (['service'] as const)),
      ...(serviceAccount ? [] : (['serviceAccount'] as const)),
      ...(hasBudget ? (['podDisruptionBudget'] as const) : []),
      ...(networkPolicy ? (['networkPolicy'] as const) : []),
      ...(autoscaling ? [OVERRIDES_OF[autoscaling.kind]] : []),
    ]);
    // Sides of a release are its own to report.
    if (this.membership) problems.throwIfAny();
    else reportProblems(this, problems);
    checkAppOf(this);
    this.plan = plan;
    this.name = this.plan.identity.name;
    this.namespaceName = chartOf(this).namespace;
    this.connections = connectionsOfPods(this, this.namespaceName, plan.identity.podLabels, {
      around: Connections.around(this),
    });
    this.openSource(new Problems(problems.subject));
    warnOf(this, this.plan);
    // What lets it out may be declared after it.
    if (networkPolicy) warn(this, () => leftOf(this, this.plan, hubWarnings(this, this.plan)));
    this.holdConfiguration();
    const readiness = httpReadinessOf(this.plan.facts);
    if (readiness) READINESS.attach(this, readiness);
    POOL_MEMBERS.attach(this, () => ({ members: [poolMemberOf(this, this.plan)] }));

    this.serviceAccount = serviceAccount ? undefined : addServiceAccount(this, plan);
    this.service = this.membership?.service ?? addServerService(this, plan);
    this.networkPolicy = networkPolicy
      ? addNamed(this, plan, 'NetworkPolicy', 'networking.k8s.io/v1', 'networkPolicy', () =>
          (plan.group ? leaderPolicySpec : networkPolicySpec)(this.plan, this.connections),
        )
      : undefined;
    if (networkPolicy && plan.group) addGroupPolicy(this, plan, this.connections);
    this.podDisruptionBudget = hasBudget
      ? addNamed(this, plan, 'PodDisruptionBudget', 'policy/v1', 'podDisruptionBudget', () =>
          disruptionBudgetSpec(this.plan),
        )
      : undefined;
    this.resourceClaimTemplate = addClaimTemplate(this, plan);
    this.deployment = addWorkload(this, plan);
    const watching = addWatching(this, this.plan, this.membership !== undefined && !this.membership.workload);
    [this.metricsMonitor, this.prometheusRule] = [watching.monitor, watching.rules];
    const scaling = autoscaling && addScaler(this, this.plan, autoscaling);
    this.horizontalPodAutoscaler = scaling?.horizontalPodAutoscaler;
    this.scaledObject = scaling?.scaledObject;
    this.triggerAuthentication = scaling?.triggerAuthentication;
    this.interceptorRoute = scaling?.interceptorRoute;
    if (autoscaling?.interceptorRoute) this.letInterceptorsIn();
  }

  /** Name of the host inside the cluster: `<service>.<namespace>.svc`, or the Service's name in a chart without namespace. */
  public get host(): string {
    return this.namespaceName === undefined
      ? this.plan.service.name
      : `${this.plan.service.name}.${this.namespaceName}.svc`;
  }

  /** URL inside the cluster, valid from every namespace; the port is left out when it is 80. */
  public get url(): string {
    return `http://${this.host}${this.plan.service.port === 80 ? '' : `:${this.plan.service.port}`}`;
  }

  /**
   * The Service that takes the server's requests: all of them.
   *
   * @throws for a side of a Canary that splits by replicas, which shares its Service with the other side
   */
  public get trafficBackends(): TrafficBackend[] {
    const { service, replicas } = this.plan;
    if (this.membership?.isShared) {
      throw new UsageError([
        `${this.membership.subject}: has no Service that leads to it alone, so that no route can; send the requests to the release, or split by route`,
      ]);
    }
    const ports = service.ports.map((port) => ({ ...port }));
    return [{ serviceName: service.name, port: service.port, weight: 100, ports, replicas }];
  }

  /**
   * The longest that a request takes, where the runtime has an end for it: BentoML's `traffic.timeout`, Gunicorn's worker
   * timeout; as long as `drain.shutdown` at least. Nothing where requests take as long as they like, as streams do.
   */
  public get requestTimeout(): Duration | undefined {
    const { drain, facts } = this.plan;
    return facts.requestSeconds === undefined
      ? undefined
      : Duration.seconds(Math.max(facts.requestSeconds, drain.shutdownSeconds));
  }

  /** Labels by which the server's pods are selected. A copy. */
  public get selectorLabels(): { [key: string]: string } {
    return { ...this.plan.identity.selector };
  }

  /**
   * Lets peers in, on every port for clients: not on those of metrics and management alone. Where a peer is a server or tenant of
   * this app, its own NetworkPolicies are opened towards this server as well. Peers in the server's own namespace are let in anyway.
   *
   * @param peers servers, tenants, namespaces, address blocks
   */
  public allowFrom(...peers: INetworkPeer[]): void {
    const problems = new Problems(`ModelServer '${this.node.path}': allowFrom`);
    for (const peer of peers) connect(problems, peer, this, {});
    problems.throwIfAny();
  }

  /**
   * Lets the server out to a target. Where the target is a server or tenant of this app, its own NetworkPolicies admit
   * this server as well. Targets in the server's own namespace can be reached anyway.
   *
   * @param target server, tenant, namespace or address block
   * @param options ports, and the environment variable that hands the target's URL to this server
   * @throws when `env` is asked for a target without a URL, or names a variable that is there already
   */
  public connectTo(target: INetworkPeer, options: ConnectOptions = {}): void {
    const problems = new Problems(`ModelServer '${this.node.path}': connectTo`);
    connectTo(problems, this, target, options, [this.plan.environment]);
  }

  /** The server's pods, ports and Service as one end of a connection. */
  public toNetworkPeer(): NetworkPeerConfig {
    return {
      namespaceName: this.namespaceName,
      podLabels: this.peerLabels(),
      ports: this.plan.facts.ports.filter(isForClients).map(({ port }) => port),
      peerService: this.membership?.isShared
        ? undefined
        : { serviceName: this.plan.service.name, port: this.plan.service.port },
    };
  }

  /** What is wrong with what makes it a group, or no group. @internal */
  protected _groupProblem({ group }: ServerPlan): string | undefined {
    return group && 'group must be left out of a ModelServer, whose pods serve by themselves; make a ModelServerGroup';
  }

  /** @internal */
  public get _plan(): ServerPlan {
    return this.plan;
  }

  /** The server's pods as constructs of cdk8s-plus select them. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return podSelectorConfig(this.selectorLabels, this.namespaceName);
  }

  /** The server's pods as a peer of NetworkPolicies of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The server itself: it selects pods. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }

  /** In the first apply of a move the Service leads to the pods of the release before, which share the name alone. */
  private peerLabels(): { [key: string]: string } {
    const { identity, props } = this.plan;
    return props.previously?._isFirstOfTwo ? { [LABEL.NAME]: identity.name } : { ...identity.policySelector };
  }

  /** Lets the pods out to where their weights come from. */
  private openSource(problems: Problems): void {
    for (const { peer, ports } of this.plan.source?.access?.egress ?? []) connect(problems, this, peer, { ports });
    throwProblems(this, problems);
  }

  /** Lets those in who hold the requests and bring them once there is a pod. */
  private letInterceptorsIn(): void {
    const problems = new Problems(`ModelServer '${this.node.path}'`);
    connect(problems, interceptorPeer(this.plan.profile), this, {});
    problems.throwIfAny();
  }

  /** ConfigMaps may get keys until the app is synthesized. */
  private holdConfiguration(): void {
    const { props, environment } = this.plan;
    this.node.addValidation({ validate: () => boundKeyProblems(props, environment) });
    warn(this, () => [
      ...configuredSecrets('', props),
      ...extraContainersOf(props).flatMap(({ property, container }) => configuredSecrets(`${property}.`, container)),
    ]);
  }
}
