import type * as kplus from 'cdk8s-plus-28';
import { type ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { Connections } from '../core/connections';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import type { ITrafficTarget, TrafficBackend, TrafficPin } from '../core/traffic-target';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { connect, type ConnectOptions, connectTo } from '../server/connect';
import { isForClients } from '../runtimes/runtime-facts';
import type { ModelServer } from '../server/model-server';
import { podSelectorConfig } from '../server/plus-interop';
import type { WatchObjects } from './release-parts';
import type { ReleaseStage } from './release-stage';

/**
 * Two versions of a model server under one name: what BlueGreen and Canary have in common. A route, a client and a
 * NetworkPolicy see one server; which version answers is the release's business.
 *
 * @example
 * import {
 *   BlueGreen,
 *   Colour,
 *   ContainerImage,
 *   NamespacePeer,
 *   Release,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * const release: Release = new BlueGreen(new TenantNamespace(app, 'vision'), 'iris', {
 *   server: { runtime: ServingRuntime.bentoMl(), resources: { cpu: '500m', memory: '1Gi' } },
 *   blue: { image: ContainerImage.of('registry.example/iris:0.2.0') },
 *   green: { image: ContainerImage.of('registry.example/iris:0.3.0') },
 *   active: Colour.BLUE,
 * });
 * release.allowFrom(NamespacePeer.external('frontend-ns'));
 * const stages = release.plan();
 * app.synth();
 */
export abstract class Release
  extends Construct
  implements ITrafficTarget, INetworkPeer, kplus.IPodSelector, kplus.INetworkPolicyPeer
{
  /** Name of the release: the beginning of its Deployments' names, and the name of its Service unless said otherwise. */
  public readonly name: string;
  /** Namespace of the release; nothing in a chart without one. */
  public readonly namespaceName?: string;
  private readonly title: string;
  private watchers: WatchObjects = {};

  /** @internal */
  protected constructor(scope: Construct, id: string, title: string, name: string | undefined) {
    const given = { title, sort: 'server', id } as const;
    super(scope, nodeIdOf(scope, given));
    keepGivenId(this, given);
    this.title = title;
    // Another one is reported where the names are checked.
    this.name = typeof name === 'string' ? name : id;
    this.namespaceName = chartOf(this).namespace;
    new Connections(this, this.namespaceName, { around: Connections.around(this) });
  }

  /** The Jobs that test the versions; none without `verify`. Their names change with the test and the image under test. */
  public abstract get verifyJobs(): ApiObject[];
  /** The Services that take the requests, with their shares. */
  public abstract get trafficBackends(): TrafficBackend[];
  /** Requests that go to one version whatever the shares. */
  public abstract get trafficPins(): TrafficPin[] | undefined;

  /**
   * The release as data: every apply from here to the end of the release in order, with weights, replicas, pods and
   * resources, the most pods that exist meanwhile and the fewest that are ready.
   */
  public abstract plan(): ReleaseStage[];

  /** The ServiceMonitor over both versions; nothing where each has a PodMonitor, and without a Prometheus operator. */
  public get metricsMonitor(): ApiObject | undefined {
    return this.watchers.monitor;
  }

  /**
   * The PrometheusRule with alerts of a new version that is worse than the one before; nothing while no new version takes
   * requests, and where the cluster profile asks for no alerts. The alerts of each version are its server's.
   */
  public get prometheusRule(): ApiObject | undefined {
    return this.watchers.rules;
  }

  /** @internal */
  protected _watchedBy(watchers: WatchObjects): void {
    this.watchers = watchers;
  }

  /** @internal */
  public abstract get _servers(): readonly ModelServer[];

  /** @internal */
  public abstract get _serviceName(): string;

  /**
   * Name of the host inside the cluster: `<service>.<namespace>.svc`. Whichever version takes the requests answers,
   * but for a Canary that splits by route: there the weights are the route's, and who goes to the host without it
   * reaches the stable version alone.
   */
  public get host(): string {
    return this.namespaceName === undefined ? this._serviceName : `${this._serviceName}.${this.namespaceName}.svc`;
  }

  /** URL inside the cluster, valid from every namespace; the port is left out when it is 80. */
  public get url(): string {
    return `http://${this.host}${this.port === 80 ? '' : `:${this.port}`}`;
  }

  /** The longest that a request takes in either version; nothing where one has no end for it. */
  public get requestTimeout(): Duration | undefined {
    const longest = this._servers.map(({ requestTimeout }) => requestTimeout?.toSeconds() ?? Infinity);
    return longest.includes(Infinity) ? undefined : Duration.seconds(Math.max(...longest));
  }

  /** Labels that the pods of both versions carry, and no others. A copy. */
  public get selectorLabels(): { [key: string]: string } {
    return { [LABEL.NAME]: this.name };
  }

  /**
   * Lets peers in to both versions. Where a peer is a server or tenant of this app, its own NetworkPolicies are opened
   * as well. Peers in the release's own namespace are let in anyway.
   *
   * @param peers servers, releases, tenants, namespaces, address blocks
   */
  public allowFrom(...peers: INetworkPeer[]): void {
    const problems = new Problems(`${this._subject}: allowFrom`);
    for (const peer of peers) connect(problems, peer, this, {});
    problems.throwIfAny();
  }

  /**
   * Lets both versions out to a target. Where the target is a server or tenant of this app, its own NetworkPolicies
   * admit them as well. Targets in the release's own namespace can be reached anyway.
   *
   * @param target server, release, tenant, namespace or address block
   * @param options ports, and the environment variable that hands the target's URL to both versions
   * @throws when `env` is asked for a target without a URL, or names a variable that is there already
   */
  public connectTo(target: INetworkPeer, options: ConnectOptions = {}): void {
    const problems = new Problems(`${this._subject}: connectTo`);
    const environments = this._servers.map(({ _plan }) => _plan.environment);
    connectTo(problems, this, target, options, environments);
  }

  /** The pods of both versions, their ports and the Service as one end of a connection. */
  public toNetworkPeer(): NetworkPeerConfig {
    const ports = this._servers.flatMap(({ _plan }) => _plan.facts.ports.filter(isForClients));
    return {
      namespaceName: this.namespaceName,
      podLabels: this.selectorLabels,
      ports: [...new Set(ports.map(({ port }) => port))],
      peerService: { serviceName: this._serviceName, port: this.port },
    };
  }

  /** The pods of both versions as constructs of cdk8s-plus select them. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return podSelectorConfig(this.selectorLabels, this.namespaceName);
  }

  /** The pods of both versions as a peer of NetworkPolicies of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The release itself: it selects pods. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }

  /** @internal */
  public get _subject(): string {
    return `${this.title} '${this.node.path}'`;
  }

  private get port(): number {
    return this._servers[0]._plan.service.port;
  }
}
