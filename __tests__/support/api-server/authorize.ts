import type { IPolicyRule } from 'kubernetes-models/rbac.authorization.k8s.io/v1/PolicyRule';
import type { IRoleRef } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleRef';
import type { ISubject } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Subject';
import { builtInClusterRoles } from './built-in-roles';
import { groupOf, specOf, type Labels, type Manifest } from './manifest';

/** Who asks, as authentication leaves it: everybody logged in is in `system:authenticated`. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

/** What is asked for. */
export interface AccessRequest {
  readonly verb: string;
  /** API group; that of pods by default. */
  readonly group?: string;
  /** `pods`, `pods/log`. */
  readonly resource: string;
  /** The namespace; none for objects of the cluster and for lists over all namespaces. */
  readonly namespace?: string;
  /** Name of the object, where the request has one. */
  readonly name?: string;
}

/** A person in groups of the identity provider. */
export function person(user: string, ...groups: readonly string[]): Identity {
  return { user, groups: [...groups, 'system:authenticated'] };
}

/** A service account: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
export function account(namespace: string, name: string): Identity {
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/**
 * Decides requests the way the RBAC authorizer does: what no rule grants is refused, and nothing takes a grant back.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class Authorizer {
  private readonly clusterRoles: ReadonlyMap<string, Manifest>;
  private readonly objects: readonly Manifest[];

  /** @param manifests what is applied to a bare cluster: objects that are not about access are ignored */
  public constructor(manifests: Iterable<object>) {
    this.objects = [...manifests].filter(
      (object): object is Manifest => groupOf((object as Manifest).apiVersion) === 'rbac.authorization.k8s.io',
    );
    this.clusterRoles = new Map(
      [...builtInClusterRoles, ...this.ofKind('ClusterRole')].map((role) => [role.metadata.name, role]),
    );
  }

  /** Whether a request is allowed. */
  public allows(who: Identity, request: AccessRequest): boolean {
    // The name in the address of a Namespace is its namespace as well, so that a Role in it decides.
    const namespace = request.resource.split('/')[0] === 'namespaces' ? request.name : request.namespace;
    return this.rulesFor(who, namespace).some((rule) => grants(rule, request));
  }

  /** Every rule that somebody has in a namespace, those of the whole cluster included. */
  public rulesFor(who: Identity, namespace: string | undefined): IPolicyRule[] {
    const bindings = [
      ...this.ofKind('ClusterRoleBinding'),
      ...this.ofKind('RoleBinding').filter(
        ({ metadata }) => namespace !== undefined && metadata.namespace === namespace,
      ),
    ];
    return bindings
      .filter((binding) =>
        ((binding.subjects ?? []) as readonly ISubject[]).some((subject) =>
          isMeant(subject, who, binding.metadata.namespace),
        ),
      )
      .flatMap((binding) => this.rulesOf(specOf<IRoleRef>(binding, 'roleRef'), binding.metadata.namespace));
  }

  /** A binding to a role that is not there grants nothing. */
  private rulesOf({ kind, name = '' }: Partial<IRoleRef>, namespace: string | undefined): IPolicyRule[] {
    if (kind === 'ClusterRole') return this.clusterRules(name);
    const role = this.ofKind('Role').find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
    return (role?.rules ?? []) as IPolicyRule[];
  }

  /** The controller fills a ClusterRole that aggregates with the rules of those its selectors match, over and over. */
  private clusterRules(name: string, above: readonly string[] = []): IPolicyRule[] {
    const role = this.clusterRoles.get(name);
    if (role === undefined || above.includes(name)) return [];
    if (role.aggregationRule === undefined) return (role.rules ?? []) as IPolicyRule[];
    const { clusterRoleSelectors = [] } = role.aggregationRule as { clusterRoleSelectors?: readonly Selector[] };
    return [...this.clusterRoles.values()]
      .filter(({ metadata }) => clusterRoleSelectors.some((selector) => selects(selector, metadata.labels ?? {})))
      .flatMap(({ metadata }) => this.clusterRules(metadata.name, [...above, name]));
  }

  private ofKind(kind: string): Manifest[] {
    return this.objects.filter((object) => object.kind === kind);
  }
}

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  const expressions: Readonly<Record<string, (key: string, values: readonly string[]) => boolean>> = {
    In: (key, values) => key in labels && values.includes(labels[key]),
    NotIn: (key, values) => !(key in labels && values.includes(labels[key])),
    Exists: (key) => key in labels,
    DoesNotExist: (key) => !(key in labels),
  };
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => expressions[operator](key, values))
  );
}

/** `*` as a name means nothing: subjects are compared letter by letter. */
function isMeant(subject: ISubject, who: Identity, home: string | undefined): boolean {
  if (subject.kind === 'User') return who.user === subject.name;
  if (subject.kind === 'Group') return who.groups.includes(subject.name);
  const namespace = subject.namespace ?? home;
  return namespace !== undefined && who.user === `system:serviceaccount:${namespace}:${subject.name}`;
}

/** Whether one rule grants a request: verb, group, resource and name have to match in the same rule. */
export function grants(rule: IPolicyRule, { verb, group = '', resource, name = '' }: AccessRequest): boolean {
  const { apiGroups = [], resources = [], resourceNames = [], verbs } = rule;
  const subresource = resource.split('/')[1] as string | undefined;
  return (
    (verbs.includes('*') || verbs.includes(verb)) &&
    (apiGroups.includes('*') || apiGroups.includes(group)) &&
    resources.some(
      (each) => each === '*' || each === resource || (subresource !== undefined && each === `*/${subresource}`),
    ) &&
    (resourceNames.length === 0 || resourceNames.includes(name))
  );
}
