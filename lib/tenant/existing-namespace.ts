import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkAppOf } from '../core/app-checks';
import { throwProblems } from '../core/app-problems';
import { ClusterProfile } from '../core/cluster-profile';
import { Connections } from '../core/connections';
import { declareExisting } from '../core/existing-objects';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { checkScope } from '../core/scope';
import { openTenancy } from '../core/tenancy';
import { type Manifest, manifestOf } from '../manifests/manifest';
import { type JsonObject, sortedMap } from '../private/json';
import { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { budgetObjects, defaultCpuLimit, planBudget } from './budget';
import { checkTenant } from './check-tenant';
import type { ExistingNamespaceProps } from './existing-namespace-props';
import { nestedChartsIn } from './nested-charts';
import { podSecurityLabels } from './pod-security';
import { checkUnique, tenancyFor } from './tenancy-for';
import { headroomOf, type TenantHeadroom, type TenantUsage, usageOf } from './usage';
import { ALLOW_DECLARED, allowDeclaredSpec, allowOutSpec, DEFAULT_DENY, defaultDenySpec } from './tenant-policies';

/**
 * A namespace that somebody else applies, such as a TenantNamespace of another repository, and a chart: what is declared
 * inside lives in it. No Namespace, quota, limits, role or policy of the namespace is written, so that two repositories never
 * fight over one object. What the props say of it everything inside inherits and is held against, as in a TenantNamespace;
 * what they leave out is taken to be as a TenantNamespace makes it.
 *
 * Nobody asks the cluster whether it is so.
 *
 * @example
 * import { ContainerImage, ExistingNamespace, ModelServer, ServingApp, ServingRuntime } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * const vision = new ExistingNamespace(app, 'vision', { quota: { cpu: '8', memory: '32Gi' } });
 * new ModelServer(vision, 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.bentoMl(),
 *   resources: { cpu: '500m', memory: '1Gi' },
 * });
 * app.synth();
 */
export class ExistingNamespace extends Chart implements INetworkPeer {
  /** Name of the namespace. */
  public readonly namespaceName: string;

  private readonly known: readonly Manifest[];

  /**
   * Declares a namespace that exists.
   *
   * @param scope the app
   * @param id its name
   * @param props what is known of it: the props of its owner, as far as they are about what lives inside
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: ExistingNamespaceProps = {}) {
    checkScope('ExistingNamespace', scope, id);
    const problems = new Problems(
      `ExistingNamespace '${[scope.node.path, id].filter((part) => part !== '').join('/')}'`,
    );
    const given = fitted(problems, '', props, 'ExistingNamespaceProps') ?? {};
    const name = given.name ?? id;
    checkTenant(problems, name, given);
    problems.add(checkUnique(scope, name));
    const budget = planBudget(problems, given);
    throwProblems(scope, problems);
    super(scope, id, { namespace: name, labels: sortedMap(given.labels) ?? {} });
    this.namespaceName = name;
    openTenancy(this, tenancyFor(this.node.path, name, given, defaultCpuLimit(budget)));
    // Policies of the namespace are somebody else's: the policy of each server opens what it is related to.
    new Connections(this, name);
    const objects: JsonObject[] = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: podSecurityLabels(given.podSecurity) } },
      ...budgetObjects(name, budget).map(({ kind, name: objectName, spec }) => ({
        apiVersion: 'v1',
        kind,
        metadata: { name: objectName, namespace: name },
        spec,
      })),
      ...(given.defaultDeny === false ? [] : this.policies(name, given.servingPortsOnly)),
    ];
    this.known = objects.map((json) => manifestOf(json, { constructPath: this.node.path }));
    declareExisting(this, this.known);
    this.node.addValidation({ validate: () => nestedChartsIn(this) });
    checkAppOf(this);
  }

  /** What everything that this app puts inside takes of a quota, as `TenantNamespace.used()` does. */
  public used(): TenantUsage {
    return usageOf(this, this.namespaceName, this.known);
  }

  /** What the quota of the props leaves of what it holds. What other repositories put inside is not counted. */
  public headroom(): TenantHeadroom {
    return headroomOf(this, this.namespaceName, this.known);
  }

  /** All pods of the namespace, as one end of a connection. */
  public toNetworkPeer(): NetworkPeerConfig {
    return { namespaceName: this.namespaceName };
  }

  private policies(namespace: string, servingPortsOnly = false): JsonObject[] {
    const [profile, peers] = [ClusterProfile.find(this), { egress: [], ingress: [] }];
    return Object.entries({
      [ALLOW_DECLARED]: servingPortsOnly ? allowOutSpec(profile, peers) : allowDeclaredSpec(profile, peers),
      [DEFAULT_DENY]: defaultDenySpec(),
    }).map(([name, spec]) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace },
      spec,
    }));
  }
}
