import type { INetworkPeer } from '../core/network-peer';
import type { TenantAccess } from './access/tenant-access';
import type { ExistingNamespaceProps } from './existing-namespace-props';
import type { TenantOwner } from './owner';

/** A team's namespace. */
export interface TenantNamespaceProps extends ExistingNamespaceProps {
  /**
   * Labels of the Namespace alone, for example `istio-injection`. A change restarts nothing.
   *
   * @default - none
   */
  readonly namespaceLabels?: { readonly [key: string]: string };

  /**
   * Annotations of the namespace.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Annotations of the NetworkPolicies of the tenant, for example for a linter.
   *
   * @default - none
   */
  readonly policyAnnotations?: { readonly [key: string]: string };

  /**
   * Who answers for the tenant.
   *
   * @default - nobody named
   */
  readonly owner?: TenantOwner;

  /**
   * Who may do what in the namespace: Roles and RoleBindings in it, never beyond it. Several of one role are bound together.
   *
   * @default - only who has access to the whole cluster
   */
  readonly access?: TenantAccess[];

  /**
   * Who may reach the pods inside. Where a peer is a tenant of this app, given as a construct or by name, its own policies
   * let it out to this tenant as well. Servers inside may let in more by their own `allowFrom`.
   *
   * @default - the namespace itself
   */
  readonly allowFrom?: INetworkPeer[];

  /**
   * Whom the pods inside may reach, besides DNS. Where a peer is a tenant of this app, given as a construct or by name, its
   * own policies let this tenant in as well.
   *
   * @default - the namespace itself
   */
  readonly allowTo?: INetworkPeer[];
}
