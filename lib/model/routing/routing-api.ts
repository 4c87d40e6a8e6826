import type { ManifestSet } from '../../manifests/manifest-set';
import type { Claim } from './claim';
import type { RoutedRequests } from './routed-requests';
import type { ServiceReference } from './service-reference';

/** What is particular to a kind of objects that routes are made of. */
export interface RoutingKind {
  /**
   * What the ready-made roles of a tenant may do with it: `write` is for developers, who may move traffic on; `read` is for
   * everyone. What reaches beyond the namespace is written by Git alone.
   */
  readonly access: 'none' | 'read' | 'write';
  /** What writing it amounts to where that is a risk, so that a role of a tenant's own needs a reason for it. */
  readonly risk?: 'leads traffic elsewhere' | 'admits other namespaces';
}

/** The kinds of a routing API, which are all applied after the servers that they lead to. */
export interface RoutingKinds {
  /** API group of all of them. */
  readonly group: string;
  readonly kinds: { readonly [kind: string]: RoutingKind };
}

/** A routing API as its objects are read, whoever made them: everything that is particular to it. */
export interface RoutingApi extends RoutingKinds {
  /** The Services that its routes refer to. */
  serviceReferences(set: ManifestSet): ServiceReference[];
  /** The InferencePools that its routes refer to; nothing where they refer to Services alone. */
  poolReferences?(set: ManifestSet): ServiceReference[];
  /** The requests that its routes take, one claim for each gateway, host and rule. */
  claims(set: ManifestSet): Claim[];
  /** The requests that its routes take, and the Services that get them. */
  routedRequests(set: ManifestSet): RoutedRequests[];
}
