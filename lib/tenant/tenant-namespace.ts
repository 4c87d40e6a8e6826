import { type ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { addApiObject } from '../core/api-object';
import { checkAppOf } from '../core/app-checks';
import { throwProblems } from '../core/app-problems';
import { checkScope } from '../core/scope';
import { Attachment } from '../core/attachment';
import { ClusterProfile } from '../core/cluster-profile';
import { Connections } from '../core/connections';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { NamedRelations } from '../core/named-relations';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { permitConnection } from '../core/permit-connection';
import { openTenancy } from '../core/tenancy';
import { warn } from '../core/warnings';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { COMMON_LABELS, type Labels } from '../private/labels';
import { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { planAccess } from './access/access-plan';
import { addAccess } from './access/add-access';
import { addBudget, defaultCpuLimit, planBudget } from './budget';
import { checkPeers, checkTenant } from './check-tenant';
import { nestedChartsIn } from './nested-charts';
import { ownerMetadata } from './owner';
import { podSecurityLabels } from './pod-security';
import { checkUnique, tenancyFor } from './tenancy-for';
import type { TenantNamespaceProps } from './tenant-props';
import { headroomOf, type TenantHeadroom, type TenantUsage, usageOf } from './usage';
import { unusualBudget } from './usual-values';
import { ALLOW_DECLARED, allowDeclaredSpec, allowOutSpec, DEFAULT_DENY, defaultDenySpec } from './tenant-policies';

const TENANT = new Attachment<TenantNamespace>('tenant');

/**
 * A team's namespace, and a chart: what is declared inside lives in it, in a file of its own. The Namespace itself
 * goes to the file that is applied first; deleting a server's file deletes no namespace.
 *
 * @example
 * import { AccessSubject, NamespacePeer, ServingApp, TenantAccess, TenantNamespace } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * new TenantNamespace(app, 'vision', {
 *   quota: { cpu: '40', memory: '160Gi', gpus: 4, pods: 60 },
 *   access: [TenantAccess.developer(AccessSubject.group('vision-dev-group'))],
 *   allowFrom: [NamespacePeer.external('frontend-ns')],
 * });
 * app.synth();
 */
export class TenantNamespace extends Chart implements INetworkPeer {
  /**
   * The tenant around a construct.
   *
   * @param scope any construct
   * @returns nothing outside of a tenant
   */
  public static find(scope: IConstruct): TenantNamespace | undefined {
    // Not by instanceof: cdk8s answers it with yes for every Chart.
    return TENANT.find(scope);
  }

  /** The Namespace. */
  public readonly resource: ApiObject;
  /** Name of the namespace. */
  public readonly namespaceName: string;

  private readonly peers: { [side in 'allowFrom' | 'allowTo']: readonly INetworkPeer[] } = {
    allowFrom: [],
    allowTo: [],
  };

  /**
   * Declares a tenant.
   *
   * @param scope the app
   * @param id its name
   * @param props labels, budget, access, network policies, and what servers inside inherit
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: TenantNamespaceProps = {}) {
    checkScope('TenantNamespace', scope, id);
    const problems = new Problems(`TenantNamespace '${[scope.node.path, id].filter((part) => part !== '').join('/')}'`);
    const given = fitted(problems, '', props, 'TenantNamespaceProps') ?? {};
    const name = given.name ?? id;
    const labels = sortedMap(given.labels) ?? {};
    checkTenant(problems, name, given);
    problems.add(checkUnique(scope, name));
    const budget = planBudget(problems, given);
    const access = planAccess(problems, name, ClusterProfile.find(scope), given.access);
    throwProblems(scope, problems);
    const own = { title: 'TenantNamespace', sort: 'tenant', id } as const;
    super(scope, nodeIdOf(scope, own), { namespace: name, labels });
    keepGivenId(this, own);
    this.namespaceName = name;
    TENANT.attach(this, this);
    openTenancy(this, tenancyFor(this.node.path, name, given, defaultCpuLimit(budget)));
    this.resource = this.addNamespace(name, given);
    for (const warning of unusualBudget(given)) warn(this, warning);
    addBudget(this, name, budget);
    addAccess(this, name, access);
    this.connect(name, given);
    this.node.addValidation({ validate: () => nestedChartsIn(this) });
    checkAppOf(this);
  }

  /**
   * Lets peers in, to every pod of the namespace, as the prop of the same name does.
   *
   * @param peers tenants, servers, namespaces, address blocks
   * @throws when a peer is none
   */
  public allowFrom(...peers: INetworkPeer[]): void {
    this.open('allowFrom', peers, (problems, peer) => permitConnection(problems, peer, this));
  }

  /**
   * Lets every pod of the namespace out to peers, as the prop of the same name does.
   *
   * @param peers tenants, servers, namespaces, address blocks
   * @throws when a peer is none
   */
  public allowTo(...peers: INetworkPeer[]): void {
    this.open('allowTo', peers, (problems, peer) => permitConnection(problems, this, peer));
  }

  /**
   * What everything inside takes of a quota, at rest and while it rolls out: servers and all other objects, patches
   * included, as far as they are declared now. With the charges of the API server: the larger of what runs together
   * and of what each init container needs, the overhead of the RuntimeClass, the values that LimitRanges fill in.
   */
  public used(): TenantUsage {
    return usageOf(this, this.namespaceName);
  }

  /** What the quotas inside leave of what they hold, by the same measure as `used()`. */
  public headroom(): TenantHeadroom {
    return headroomOf(this, this.namespaceName);
  }

  /** All pods of the namespace, as one end of a connection. */
  public toNetworkPeer(): NetworkPeerConfig {
    return { namespaceName: this.namespaceName };
  }

  private open(
    side: 'allowFrom' | 'allowTo',
    peers: readonly INetworkPeer[],
    openOne: (problems: Problems, peer: INetworkPeer) => void,
  ): void {
    const problems = new Problems(`TenantNamespace '${this.node.path}'`);
    const all = [...this.peers[side], ...peers];
    problems.add(checkPeers(side, all));
    problems.throwIfAny();
    for (const peer of peers) openOne(problems, peer);
    problems.throwIfAny();
    this.peers[side] = all;
  }

  private addNamespace(name: string, props: TenantNamespaceProps): ApiObject {
    const owner = ownerMetadata(props.owner);
    const namespace = addApiObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: {
          ...owner.labels,
          // By which a Prometheus finds what it is to read.
          ...ClusterProfile.find(this)._scraper?._operator?.namespaceLabels,
          ...props.namespaceLabels,
          ...podSecurityLabels(props.podSecurity),
          ...COMMON_LABELS,
        },
        annotations: unlessEmpty(sortedMap({ ...owner.annotations, ...props.annotations }) ?? {}),
      },
    });
    // A chart puts its namespace on every object, but a Namespace lives in none.
    namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    return namespace;
  }

  private connect(name: string, props: TenantNamespaceProps): void {
    const { defaultDeny = true, servingPortsOnly = false, allowFrom = [], allowTo = [] } = props;
    // Policies of the namespace permit its relations; without them, or for the ports of servers alone, the policy of each server does.
    const named = defaultDeny ? { named: NamedRelations.of(this).ofAllPods(name) } : {};
    const connections = new Connections(this, name, { ...named, isNamespacePolicy: defaultDeny && !servingPortsOnly });
    const spec = (): JsonObject => {
      const [profile, egress] = [ClusterProfile.find(this), connections.egress()];
      return servingPortsOnly
        ? allowOutSpec(profile, { egress })
        : allowDeclaredSpec(profile, { egress, ingress: connections.ingress() });
    };
    if (defaultDeny) {
      this.addPolicy('AllowDeclared', ALLOW_DECLARED, spec, props.policyAnnotations);
      this.addPolicy('DefaultDeny', DEFAULT_DENY, defaultDenySpec, props.policyAnnotations);
    }
    this.allowFrom(...allowFrom);
    this.allowTo(...allowTo);
  }

  private addPolicy(id: string, name: string, spec: () => JsonObject, annotations: Labels = {}): void {
    addApiObject(this, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, labels: { ...COMMON_LABELS }, annotations: unlessEmpty(sortedMap(annotations) ?? {}) },
      spec,
    });
  }
}
