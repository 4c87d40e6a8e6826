import { type ApiObject, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { InferencePoolObject } from '../../imports/inference.networking.k8s.io';
import { checkAppOf } from '../core/app-checks';
import { Connections } from '../core/connections';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { ROUTED_POOLS, type RoutedPool } from '../core/inference-pools';
import { MADE_ELSEWHERE } from '../core/made-elsewhere';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { permitConnection } from '../core/permit-connection';
import type { PoolMember } from '../core/pool-members';
import { tenancyOf } from '../core/tenancy';
import {
  type ITrafficTarget,
  type TrafficBackend,
  TrafficBackendKind,
  type TrafficPin,
  TrafficProtocol,
} from '../core/traffic-target';
import { checkServiceName, MAX_LABEL_LENGTH } from '../private/check-name';
import { sortedMap } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import type { InferencePoolProps } from './inference-pool-props';
import { Picker, PICKER_SUFFIX } from './picker';
import { isMade, planPool, type PoolPlan } from './plan-pool';

/** One pool of the construct: a release of two versions has two. */
interface Pool {
  readonly name: string;
  readonly member: PoolMember;
  readonly picker: Picker | undefined;
}

/**
 * An InferencePool (`inference.networking.k8s.io/v1`): the gateway asks an endpoint picker for each request which pod of a
 * model gets it, by the length of queues, the use of caches and the prompts that pods have seen. For gateways that can, which
 * docs/routes.md lists; everywhere else, and for models whose requests are all alike, the server itself is the target of a
 * route.
 *
 * The id is the name of the pool. A Canary by route has a second one, `<id>-canary`.
 *
 * @example
 * import {
 *   Accelerator,
 *   ContainerImage,
 *   InferencePool,
 *   ModelServer,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const chat = new TenantNamespace(new ServingApp(), 'chat');
 * const llama = new ModelServer(chat, 'llama', {
 *   image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
 *   runtime: ServingRuntime.vllm({ model: 'meta-llama/Llama-3.1-8B-Instruct' }),
 *   replicas: 4,
 *   resources: { cpu: '8', memory: '48Gi', accelerator: Accelerator.nvidia(1) },
 * });
 *
 * // The target of rules of an IngressRoute: RouteRule.pathPrefix('/v1', pool).
 * const pool = new InferencePool(chat, 'llama', { target: llama });
 */
export class InferencePool extends Construct implements ITrafficTarget {
  /** The InferencePool; of a Canary by route that of the stable version. */
  public readonly resource: ApiObject;
  /** The InferencePools, and the objects of their pickers. */
  public readonly resources: ApiObject[];
  /** Namespace of the pool; nothing in a chart without one. */
  public readonly namespaceName?: string;

  private readonly target: ITrafficTarget;
  private readonly plan: PoolPlan;
  private readonly pools: readonly Pool[];

  /**
   * Declares a pool.
   *
   * @param scope the tenant or chart of its server
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, short enough for `-epp` behind it
   * @param props whose pods, and what picks them
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: InferencePoolProps) {
    const given = { title: 'InferencePool', sort: 'pool', id } as const;
    super(scope, nodeIdOf(scope, given));
    keepGivenId(this, given);
    const problems = new Problems(`InferencePool '${this.node.path}'`);
    const none: Partial<InferencePoolProps> = {};
    const own = fitted(problems, '', (props as InferencePoolProps | undefined) ?? none, 'InferencePoolProps') ?? none;
    this.plan = planPool(problems, this, own);
    problems.add(nameProblem(id, this.plan.members));
    problems.throwIfAny();
    checkAppOf(this);
    this.target = own.target as ITrafficTarget;
    this.namespaceName = chartOf(this).namespace;
    this.pools = this.plan.members.map((member) => {
      const name = nameOf(id, member);
      return { name, member, picker: this.addPicker(name, member, own.annotations) };
    });
    const made = this.pools.map((pool) => this.addPool(pool, own.annotations));
    this.resources = [...made, ...this.pools.flatMap(({ picker }) => picker?.resources ?? [])];
    [this.resource] = made;
    ROUTED_POOLS.attach(this, {
      pools: this.pools.map((pool) => this.routed(pool)),
      admit: (peer) => {
        this.admit(peer);
      },
    });
  }

  /** The pools that take the requests, with the shares that the server or release gives them. */
  public get trafficBackends(): TrafficBackend[] {
    return this.target.trafficBackends.flatMap((backend) => this.pooled(backend) ?? []);
  }

  /** Requests that go to one version whatever the weights, as the release says. */
  public get trafficPins(): TrafficPin[] | undefined {
    return this.target.trafficPins?.flatMap((pin) => {
      const backend = this.pooled(pin.backend);
      return backend ? [{ ...pin, backend }] : [];
    });
  }

  /** The longest that a request takes, as far as the server knows. */
  public get requestTimeout(): Duration | undefined {
    return this.target.requestTimeout;
  }

  /**
   * Lets peers in as a gateway is: to the picker, and to the target ports of the pods. For a gateway whose pods the cluster
   * profile does not know.
   *
   * @param peers namespaces, address blocks
   */
  public allowFrom(...peers: INetworkPeer[]): void {
    const problems = new Problems(`InferencePool '${this.node.path}': allowFrom`);
    for (const peer of peers) {
      for (const { member, picker } of this.pools) {
        if (picker) permitConnection(problems, peer, picker);
        permitConnection(problems, peer, member.server as unknown as INetworkPeer, this.plan.targetPorts);
      }
    }
    problems.throwIfAny();
  }

  private admit(peer: NetworkPeerConfig): void {
    for (const { member, picker } of this.pools) {
      picker?.connections.admit(peer);
      Connections.of(member.server as unknown as INetworkPeer)?.admit(peer, this.plan.targetPorts);
    }
  }

  /** The pool in the place of a Service of the target; nothing where none is made for it. */
  private pooled({ serviceName, weight, replicas }: TrafficBackend): TrafficBackend | undefined {
    const pool = this.pools.find(({ member }) => member.serviceName === serviceName);
    const [port] = this.plan.targetPorts;
    return (
      pool && {
        kind: TrafficBackendKind.INFERENCE_POOL,
        serviceName: pool.name,
        port,
        weight,
        replicas,
        ports: [{ name: 'http', port, targetPort: port, protocol: TrafficProtocol.HTTP }],
      }
    );
  }

  private routed({ name, member: { readiness }, picker }: Pool): RoutedPool {
    const { picker: plan } = this.plan;
    return {
      name,
      readiness,
      pickerService: picker?.name ?? (isMade(plan) ? '' : (plan.name ?? '')),
      isPickerSecure: !isMade(plan) || plan.isSecure,
    };
  }

  private addPicker(
    poolName: string,
    member: PoolMember,
    annotations: InferencePoolProps['annotations'],
  ): Picker | undefined {
    const { picker, targetPorts } = this.plan;
    if (!isMade(picker)) return undefined;
    const id = member.suffix === '' ? 'Picker' : `Picker-${member.suffix}`;
    return new Picker(this, id, { poolName, picker, member, targetPorts, annotations });
  }

  private addPool({ name, member, picker }: Pool, annotations: InferencePoolProps['annotations']): ApiObject {
    const { picker: existing, failureMode, targetPorts } = this.plan;
    const [service, port] = isMade(existing)
      ? [picker?.toNetworkPeer().peerService?.serviceName ?? '', picker?.toNetworkPeer().peerService?.port ?? 0]
      : [existing.name ?? '', existing.port ?? 0];
    const labels = sortedMap({ ...tenancyOf(this)?.labels, ...COMMON_LABELS });
    const pool = new InferencePoolObject(this, member.suffix === '' ? 'Default' : `Pool-${member.suffix}`, {
      metadata: { name, labels, annotations: sortedMap(annotations) },
      spec: {
        // Written out: it is required up to v1.5 of the extension, and most gateways want it afterwards too.
        endpointPickerRef: { group: '', kind: 'Service', name: service, port: { number: port }, failureMode },
        selector: { matchLabels: { ...member.selector } },
        targetPorts: targetPorts.map((number) => ({ number })),
      },
    });
    if (!picker) MADE_ELSEWHERE.attach(pool, [`Service ${this.namespaceName ?? ''}/${service}`]);
    return pool;
  }
}

function nameOf(id: string, { suffix }: PoolMember): string {
  return suffix === '' ? id : `${id}-${suffix}`;
}

function nameProblem(id: string, members: readonly PoolMember[]): string | undefined {
  const longest = Math.max(0, ...members.map((member) => nameOf(id, member).length - id.length));
  const most = MAX_LABEL_LENGTH - PICKER_SUFFIX.length - longest;
  return (
    checkServiceName('its id, which is its name,', id) ??
    (id.length > most
      ? `its id, which is its name, must have at most ${most} characters, as its picker's name adds to it, got '${id}' (${id.length} characters); shorten it`
      : undefined)
  );
}
