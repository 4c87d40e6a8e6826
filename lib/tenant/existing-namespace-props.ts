import type { SecurityProfile } from '../core/security-profile';
import type { ServiceType } from '../core/service-type';
import type { TenantLimits } from './limits';
import type { NodePool } from './node-pool';
import type { PodSecurity } from './pod-security';
import type { TenantQuota } from './quota';

/**
 * A namespace as its owner declares it: what everything inside inherits and is held against. Of an `ExistingNamespace` it is
 * what is known, and what is left out is taken to be as a TenantNamespace makes it.
 */
export interface ExistingNamespaceProps {
  /**
   * Name of the namespace: lower-case letters, digits and `-`, at most 63 characters; not `default`, not `kube-...`.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Labels of the namespace, of every object and of every pod of a server inside. Pods carry them in their template: a change
   * rolls out every server of the tenant.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Pod Security levels of the namespace.
   *
   * @default - `restricted` enforced, audited and warned about
   */
  readonly podSecurity?: PodSecurity;

  /**
   * Budget of the namespace. Once there is one, no pod of the namespace may go without what it counts: a LimitRange
   * supplies it, with the values of `limits` where they are given.
   *
   * @default - none: the namespace may take what the cluster has
   */
  readonly quota?: TenantQuota;

  /**
   * What containers get that do not say what they need, and what they may ask for.
   *
   * @default - what follows from `quota`; without a quota nothing
   */
  readonly limits?: TenantLimits;

  /**
   * Whether pods of the namespace are shut by default: by a NetworkPolicy `default-deny` for both directions, and one,
   * `allow-declared`, that permits DNS, the namespace itself and what `allowFrom` and `allowTo` of the tenant name. Without
   * them only pods with a policy of their own are shut, as servers have.
   *
   * @default true
   */
  readonly defaultDeny?: boolean;

  /**
   * The former name of `defaultDeny`.
   *
   * @default - `defaultDeny`
   * @deprecated use `defaultDeny`
   */
  readonly walls?: boolean;

  /**
   * Whether other pods of the namespace and the peers of `allowFrom` reach only the ports that servers serve on: the policy of each server opens
   * those, and `allow-declared` opens none. Ports of metrics are then open to the scraper of the cluster profile alone, and
   * pods that are made by hand need a policy of their own to be reached.
   *
   * @default false: every port of every pod is open to the namespace and to the peers of `allowFrom`
   */
  readonly servingPortsOnly?: boolean;

  /**
   * How Services inside may be exposed besides ClusterIP: ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER, or both. Any other
   * is an error at synthesis.
   *
   * @default - not at all
   */
  readonly exposure?: ServiceType[];

  /**
   * Names of Secrets in the namespace with which the servers inside pull their images, in addition to their own.
   *
   * @default - none
   */
  readonly imagePullSecretNames?: string[];

  /**
   * Nodes that the servers inside run on. A server may ask for more of a node, not for something else.
   *
   * @default - any node
   */
  readonly nodePool?: NodePool;

  /**
   * PriorityClass of the servers inside that name none.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Registries that images inside may come from, with as much of the path as is wanted: `registry.example`,
   * `registry.example/vision`, `docker.io/library`. Pods with another image are an error at synthesis.
   *
   * @default - any
   */
  readonly allowedRegistries?: string[];

  /**
   * What containers of servers inside may do where a server does not say.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;
}
