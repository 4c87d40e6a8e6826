import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { selects } from '../selection/label-selector';
import { BUILT_IN_ROLES, type RoleRule } from './built-in-roles';

export const RBAC = 'rbac.authorization.k8s.io';

/** The rules of a role. */
export interface RoleRules {
  readonly rules: readonly (JsonObject | RoleRule)[];
  /** The role, where it is in the set. */
  readonly role?: Manifest;
}

interface ClusterRole extends RoleRules {
  readonly labels: JsonObject;
  /** Selects the ClusterRoles whose rules it takes over, in place of rules of its own. */
  readonly selectors?: readonly JsonObject[];
}

/**
 * The roles of a set and those of every cluster. A ClusterRole that aggregates is filled by the control plane with the
 * rules of those that its selectors select, and loses rules of its own
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles).
 */
export class Roles {
  private readonly clusterRoles: ReadonlyMap<string, ClusterRole>;
  private readonly filled = new Map<string, RoleRules>();

  public constructor(private readonly set: ManifestSet) {
    this.clusterRoles = new Map<string, ClusterRole>([
      ...BUILT_IN_ROLES.map(({ name, aggregates, ...rest }): [string, ClusterRole] => [
        name,
        { ...rest, ...(aggregates !== undefined && { selectors: [{ matchLabels: { [aggregates]: 'true' } }] }) },
      ]),
      ...set.ofKind('ClusterRole', RBAC).map((role): [string, ClusterRole] => [role.name, clusterRoleOf(role)]),
    ]);
  }

  /** A Role of a namespace; nothing where it is not in the set. */
  public role(name: string, namespaceName: string | undefined): RoleRules | undefined {
    const role = this.set.find('Role', RBAC, name, namespaceName);
    return role && { role, rules: objectsIn(role.json.rules) };
  }

  /** A ClusterRole; nothing where it is neither in the set nor in every cluster. */
  public clusterRole(name: string): RoleRules | undefined {
    const own = this.clusterRoles.get(name);
    if (!own?.selectors) return own;
    const known = this.filled.get(name) ?? { ...own, rules: this.rulesOf(name, []) };
    this.filled.set(name, known);
    return known;
  }

  private rulesOf(name: string, above: readonly string[]): RoleRules['rules'] {
    const own = this.clusterRoles.get(name);
    if (!own || above.includes(name)) return [];
    const { rules, selectors } = own;
    if (!selectors) return rules;
    return [...this.clusterRoles]
      .filter(([, { labels }]) => selectors.some((selector) => selects(selector, labels)))
      .flatMap(([other]) => this.rulesOf(other, [...above, name]));
  }
}

function clusterRoleOf(role: Manifest): ClusterRole {
  const { rules, aggregationRule } = role.json;
  return {
    role,
    labels: objectAt(role.json, 'metadata', 'labels'),
    rules: objectsIn(rules),
    ...(isPlainObject(aggregationRule) && { selectors: objectsIn(aggregationRule.clusterRoleSelectors) }),
  };
}

/** The roles of a set, worked out once. */
export const rolesOf = oncePerSet((set) => new Roles(set));
