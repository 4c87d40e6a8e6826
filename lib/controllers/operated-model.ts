import { classNameOf } from '../core/class-name';
import { type ApiObject, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { checkAppOf } from '../core/app-checks';
import { throwProblems } from '../core/app-problems';
import { givenIdOf, keepGivenId, nodeIdOf } from '../core/construct-id';
import { Connections } from '../core/connections';
import { connectionsOfPods } from '../core/connections-of-pods';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { type HttpReadiness, READINESS } from '../core/readiness';
import type { ITrafficTarget, TrafficBackend, TrafficPin } from '../core/traffic-target';
import { warn } from '../core/warnings';
import type { Labels } from '../private/labels';
import { Problems } from '../private/problems';
import { isForClients, type RuntimePort } from '../runtimes/runtime-facts';
import { connect, type ConnectOptions, connectTo } from '../server/connect';
import { hubWarnings } from '../server/hub-warnings';
import { networkPolicySpec } from '../server/manifests/network-policy';
import { addClaimTemplate, addNamed, addServiceAccount } from '../server/server-objects';
import type { ServerPlan } from '../server/server-plan';

/** What stands around the pods that a controller makes. */
export interface OperatedParts {
  readonly plan: ServerPlan;
  /** Labels by which the pods are found, those of every version. */
  readonly selector: Labels;
  /** Ports on which clients come to the pods; those of the runtime where the controller puts nothing before it. */
  readonly clientPorts: readonly RuntimePort[] | undefined;
  /** Where the pods answer for their health over HTTP; nothing where they do not. */
  readonly readiness: HttpReadiness | undefined;
  /** Whether there may be two pods at a time. */
  readonly hasBudget: boolean;
}

/** The objects around the pods of a model. */
interface MadeObjects {
  serviceAccount?: ApiObject;
  networkPolicy?: ApiObject;
  podDisruptionBudget?: ApiObject;
  resourceClaimTemplate?: ApiObject;
}

/**
 * A model whose Deployment and Services a controller makes of a custom resource: KServeModel, SeldonModel.
 *
 * What stands around its pods and no controller makes is made here: their ServiceAccount, NetworkPolicy and
 * PodDisruptionBudget, which find the pods by the labels that the controller gives them.
 *
 * @example
 * import {
 *   ClusterProfile,
 *   ContainerImage,
 *   KServeModel,
 *   NamespacePeer,
 *   OperatedModel,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ kserve: { version: '0.20' } }) });
 * const model: OperatedModel = new KServeModel(new TenantNamespace(app, 'vision'), 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
 *   resources: { cpu: '500m', memory: '1Gi' },
 * });
 * model.allowFrom(NamespacePeer.external('frontend'));
 */
export abstract class OperatedModel extends Construct implements ITrafficTarget, INetworkPeer {
  /** Name of the custom resource. */
  public readonly name: string;
  /** Namespace of the model; nothing in a chart without one. */
  public readonly namespaceName?: string;

  private readonly made: MadeObjects = {};
  private parts!: OperatedParts;
  private connections!: Connections;

  /**
   * @param scope the tenant or chart it lives in
   * @param id its name, unless it is given another
   * @param title name of its class
   * @param name the name that it is given
   */
  protected constructor(scope: Construct, id: string, title: string, name?: string) {
    const given = { title, sort: 'server', id } as const;
    super(scope, nodeIdOf(scope, given));
    keepGivenId(this, given);
    this.name = name ?? givenIdOf(this);
    this.namespaceName = chartOf(this).namespace;
  }

  /**
   * Makes what stands around the pods.
   *
   * @internal
   */
  protected _open(problems: Problems, parts: OperatedParts): void {
    throwProblems(this, problems);
    checkAppOf(this);
    this.parts = parts;
    const { plan, selector, hasBudget } = parts;
    const { props, identity } = plan;
    const podLabels = { ...identity.podLabels, ...selector };
    const around = Connections.around(this);
    this.connections = connectionsOfPods(this, this.namespaceName, podLabels, { around });
    const found = new Problems(problems.subject);
    for (const { peer, ports } of plan.source?.access?.egress ?? []) connect(found, this, peer, { ports });
    throwProblems(this, found);
    for (const warning of warningsOf(plan)) warn(this, warning);
    if (parts.readiness) READINESS.attach(this, parts.readiness);
    const { networkPolicy = true } = props;
    if (networkPolicy) warn(this, () => hubWarnings(this, plan).map(({ text }) => text));
    this.made.serviceAccount = props.serviceAccount ? undefined : addServiceAccount(this, plan);
    this.made.networkPolicy = networkPolicy ? this.addNetworkPolicy() : undefined;
    this.made.podDisruptionBudget = hasBudget ? this.addBudget() : undefined;
    this.made.resourceClaimTemplate = addClaimTemplate(this, plan);
  }

  /** The model's own ServiceAccount; nothing when it was given one. */
  public get serviceAccount(): ApiObject | undefined {
    return this.made.serviceAccount;
  }

  /** The NetworkPolicy; nothing when it was declined. */
  public get networkPolicy(): ApiObject | undefined {
    return this.made.networkPolicy;
  }

  /** The PodDisruptionBudget; nothing where there is never more than one pod. */
  public get podDisruptionBudget(): ApiObject | undefined {
    return this.made.podDisruptionBudget;
  }

  /** The ResourceClaimTemplate; nothing without devices that pods get by claims of their own. */
  public get resourceClaimTemplate(): ApiObject | undefined {
    return this.made.resourceClaimTemplate;
  }

  /** The Services that the controller makes, with their shares of the requests. */
  public abstract get trafficBackends(): TrafficBackend[];

  /** Requests that go to one version whatever the shares: controllers know none. */
  public get trafficPins(): TrafficPin[] | undefined {
    return undefined;
  }

  /** The longest that a request takes, where the runtime has an end for it. */
  public get requestTimeout(): Duration | undefined {
    return this._requestTimeout;
  }

  /** Name of the host inside the cluster: `<service>.<namespace>.svc`, or the Service's name in a chart without namespace. */
  public get host(): string {
    const { serviceName } = this._mainService();
    return this.namespaceName === undefined ? serviceName : `${serviceName}.${this.namespaceName}.svc`;
  }

  /** URL inside the cluster, valid from every namespace; the port is left out when it is 80. */
  public get url(): string {
    const { port } = this._mainService();
    return `http://${this.host}${port === 80 ? '' : `:${port}`}`;
  }

  /** Labels by which the pods of every version are selected. A copy. */
  public get selectorLabels(): { [key: string]: string } {
    return { ...this.parts.selector };
  }

  /**
   * Lets peers in, on every port for clients. Where a peer is a server or tenant of this app, its own NetworkPolicies are
   * opened towards this model as well. Peers in the model's own namespace are let in anyway.
   *
   * @param peers servers, tenants, namespaces, address blocks
   */
  public allowFrom(...peers: INetworkPeer[]): void {
    const problems = new Problems(`${classNameOf(this)} '${this.node.path}': allowFrom`);
    for (const peer of peers) connect(problems, peer, this, {});
    problems.throwIfAny();
  }

  /**
   * Lets the model out to a target. Where the target is a server or tenant of this app, its own NetworkPolicies admit this
   * model as well. Targets in the model's own namespace can be reached anyway.
   *
   * @param target server, tenant, namespace or address block
   * @param options ports, and the environment variable that hands the target's URL to this model
   * @throws when `env` is asked for a target without a URL, or names a variable that is there already
   */
  public connectTo(target: INetworkPeer, options: ConnectOptions = {}): void {
    const problems = new Problems(`${classNameOf(this)} '${this.node.path}': connectTo`);
    connectTo(
      problems,
      this,
      target,
      options,
      this._plans().map(({ environment }) => environment),
    );
  }

  /** The pods, ports and Service of the model as one end of a connection. */
  public toNetworkPeer(): NetworkPeerConfig {
    const { serviceName, port } = this._mainService();
    const { plan, selector, clientPorts } = this.parts;
    return {
      namespaceName: this.namespaceName,
      podLabels: { ...selector },
      ports: (clientPorts ?? plan.facts.ports.filter(isForClients)).map((each) => each.port),
      peerService: { serviceName, port },
    };
  }

  /** @internal */
  protected get _requestTimeout(): Duration | undefined {
    return undefined;
  }

  /** Plans of all versions. @internal */
  protected abstract _plans(): readonly ServerPlan[];

  /** The Service that clients inside the cluster are handed. @internal */
  protected abstract _mainService(): { readonly serviceName: string; readonly port: number };

  private addNetworkPolicy(): ApiObject {
    const { plan, selector, clientPorts } = this.parts;
    const ports = clientPorts ? [...clientPorts, ...plan.facts.ports] : plan.facts.ports;
    const seen = {
      ...plan,
      identity: { ...plan.identity, policySelector: selector },
      facts: { ...plan.facts, ports },
    };
    return addNamed(this, plan, 'NetworkPolicy', 'networking.k8s.io/v1', 'networkPolicy', () =>
      networkPolicySpec(seen, this.connections),
    );
  }

  /** By labels of all versions: a pod with two budgets could not be evicted at all. */
  private addBudget(): ApiObject {
    const { plan, selector } = this.parts;
    return addNamed(this, plan, 'PodDisruptionBudget', 'policy/v1', 'podDisruptionBudget', () => ({
      maxUnavailable: 1,
      selector: { matchLabels: { ...selector } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    }));
  }
}

/** What is said of a server, but for its monitor and alerts: none are made for pods that an operator makes. */
function warningsOf({ warnings: planned, watch }: ServerPlan): string[] {
  const warnings = planned.map(({ text }) => text);
  if (watch === undefined) return warnings;
  return [
    ...warnings.filter((warning) => !watch.warnings.includes(warning)),
    'it is not watched: no monitor and no alerts are made for pods that its operator makes; write a PodMonitor for its selectorLabels',
  ];
}
