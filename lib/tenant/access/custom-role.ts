import { checkLabelName } from '../../private/check-name';
import type { Problems } from '../../private/problems';
import { fitted } from '../../private/shape';
import { show } from '../../private/show';
import { checkNames } from './check-names';
import { checkVerbs } from './check-verbs';
import { type PolicyRule, sortedRule } from './policy-rule';
import { risksOf } from './risks';

/** What may be done with which resources: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface AccessRule {
  /** API groups of the resources, without a version: `''` for pods and services, `apps` for deployments. No `*`. */
  readonly apiGroups: string[];

  /**
   * Resources, as lower-case plurals (`deployments`), and subresources (`deployments/scale`). No `*`. Those of
   * Kubernetes are checked for typos, those of other groups as far as they are known.
   */
  readonly resources: string[];

  /**
   * Verbs: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`. No `*`, and never
   * `bind`, `escalate` or `impersonate`.
   */
  readonly verbs: string[];

  /**
   * Names of the only objects that the rule is about. Not with `create` or `deletecollection`, whose requests name no
   * object; `list` and `watch` are granted to those only who ask for the name (`--field-selector metadata.name=...`).
   *
   * @default - all objects
   */
  readonly resourceNames?: string[];
}

/** A role of your own: a Role in the tenant's namespace. */
export interface CustomRole {
  /** Name of the Role and of its RoleBinding: lower-case letters, digits and `-`, at most 63 characters. */
  readonly name: string;

  /** What subjects may do; whatever no rule grants is refused. */
  readonly rules: AccessRule[];
}

/** A custom role that was looked at. */
export interface JudgedRole {
  readonly name: string;
  readonly rules: readonly PolicyRule[];
  /** What the rules allow that has to be acknowledged. */
  readonly risks: readonly string[];
}

/** Judges a custom role; what is wrong with it is noted. */
export function judgeRole(problems: Problems, role: CustomRole): JudgedRole {
  if (role === undefined || role === null) problems.add(`role must be an object, got ${show(role)}`);
  const { name = '', rules = [] } = fitted(problems, 'role', role, 'CustomRole') ?? {};
  problems.add(checkLabelName('role.name', name));
  if (rules.length === 0) problems.add('role.rules must hold a rule, got none');
  const judged = rules.map((rule, index) => judgeRule(problems, `role.rules[${index}]`, rule));
  return { name, rules: judged.map(({ rule }) => rule), risks: judged.flatMap(({ risks }) => risks) };
}

function judgeRule(
  problems: Problems,
  at: string,
  rule: AccessRule,
): { readonly rule: PolicyRule; readonly risks: readonly string[] } {
  const lists = (['apiGroups', 'resources', 'verbs'] as const).map((list) => {
    const items: readonly unknown[] = rule[list] ?? [];
    if (items.length === 0) problems.add(`${at}.${list} must hold ${EXAMPLES[list]}, got none`);
    return items.filter((item): item is string => {
      if (typeof item === 'string') return true;
      problems.add(`${at}.${list} must be texts, got ${show(item)}`);
      return false;
    });
  });
  const [apiGroups, resources, verbs] = lists;
  const named: PolicyRule = { apiGroups, resources, verbs, resourceNames: rule.resourceNames };
  const wrong = [...checkNames(at, named), ...checkVerbs(at, named), ...checkResourceNames(at, named)];
  const { refused, risks } = risksOf(at, named);
  problems.add(wrong, refused);
  return { rule: sortedRule(named), risks };
}

const EXAMPLES = {
  apiGroups: "a group, '' for that of pods and services",
  resources: "a resource such as 'deployments'",
  verbs: "a verb such as 'get'",
};

/** An empty list would mean every object, and some requests name none. */
function checkResourceNames(at: string, { resources, verbs, resourceNames }: PolicyRule): (string | undefined)[] {
  if (resourceNames === undefined) return [];
  const nameless = verbs.filter((verb) => verb === 'create' || verb === 'deletecollection');
  // The name of a subresource's object is in the address of the request.
  const isNamed = nameless.every((verb) => verb === 'create') && resources.every((resource) => resource.includes('/'));
  return [
    resourceNames.length === 0
      ? `${at}.resourceNames must hold a name, got none, which means every object; leave it out`
      : undefined,
    nameless.length > 0 && !isNamed
      ? `${at}.resourceNames must not be with the verb '${nameless[0]}', whose requests name no object and would be refused; put the verb into a rule of its own`
      : undefined,
    ...resourceNames.map((name: unknown) =>
      typeof name === 'string' && name !== '' && name !== '.' && name !== '..' && !/[/%*\s]/.test(name)
        ? undefined
        : `${at}.resourceNames must be names of objects, without patterns, got ${show(name)}`,
    ),
  ];
}
