import { type ClusterFacts, UNDECLARED } from '../cluster/cluster-facts';

/** What rules know besides the manifests. */
export interface RuleContext {
  /** What is declared of the cluster that the manifests are for. */
  readonly cluster: ClusterFacts;
  /** What tenants ask of what lives in their namespaces, by the name of the namespace. */
  readonly tenants: ReadonlyMap<string, TenantPolicy>;
}

/** What a tenant asks of everything in its namespace. */
export interface TenantPolicy {
  readonly namespaceName: string;
  /** What Services may be besides ClusterIP. */
  readonly exposure: readonly string[];
  /** Beginnings of image references that may run; none named means all. */
  readonly allowedRegistries: readonly string[];
}

/** Of a set of which nothing more is known. */
export const NO_CONTEXT: RuleContext = { cluster: UNDECLARED, tenants: new Map() };
