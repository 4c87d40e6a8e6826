import { isClusterScopedResource } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import type { RoleRule } from './built-in-roles';
import { RBAC, type RoleRules, rolesOf } from './roles';

/** What is allowed: a verb for a resource, for a path of the server, or whatever a role allows that is not in the set. */
export interface Permission {
  /** Empty where a role is not known. */
  readonly verb: string;
  readonly group: string;
  /** `pods`, `pods/log`, `*`; a path of the server, or the role that is not in the set. */
  readonly resource: string;
  readonly kind: 'resource' | 'url' | 'role';
  /** Name of the one object; nothing for all. */
  readonly objectName?: string;
  /** Nothing for the whole cluster. */
  readonly namespaceName?: string;
}

/** A permission that somebody has. */
export interface Right extends Permission {
  /** The binding that gives it. */
  readonly binding: Manifest;
  /** The role that it comes from; nothing where that is not in the set. */
  readonly role?: Manifest;
}

/**
 * The rights of every subject of a set, by `Group vision-dev`, `User ann` or `ServiceAccount vision/iris`: those it is
 * given itself, not those of groups it is in (https://kubernetes.io/docs/reference/access-authn-authz/rbac/).
 */
export const rightsOf = oncePerSet((set): ReadonlyMap<string, ReadonlyMap<string, Right>> => {
  const bySubject = new Map<string, Map<string, Right>>();
  for (const binding of bindingsOf(set)) {
    const rights = rightsThrough(set, binding);
    for (const subject of objectsIn(binding.json.subjects)) {
      const name = subjectName(subject, binding.namespaceName);
      if (name === undefined) continue;
      const known = bySubject.get(name) ?? new Map<string, Right>();
      bySubject.set(name, known);
      for (const right of rights) if (!known.has(keyOf(right))) known.set(keyOf(right), right);
    }
  }
  return bySubject;
});

function bindingsOf(set: ManifestSet): readonly Manifest[] {
  return [...set.ofKind('ClusterRoleBinding', RBAC), ...set.ofKind('RoleBinding', RBAC)];
}

/** A service account that names no namespace is in that of its binding. */
function subjectName({ kind, name, namespace }: JsonObject, home: string | undefined): string | undefined {
  if (typeof name !== 'string') return undefined;
  if (kind === 'User' || kind === 'Group') return `${kind} ${name}`;
  if (kind !== 'ServiceAccount') return undefined;
  return `ServiceAccount ${typeof namespace === 'string' ? namespace : (home ?? '')}/${name}`;
}

function rightsThrough(set: ManifestSet, binding: Manifest): Right[] {
  const { kind, name } = objectAt(binding.json, 'roleRef');
  const { kind: bindingKind, namespaceName } = binding;
  const isWide = bindingKind === 'ClusterRoleBinding';
  const place = isWide ? {} : { namespaceName: namespaceName ?? '' };
  if (typeof name !== 'string' || !(kind === 'ClusterRole' || (kind === 'Role' && !isWide))) return [];
  const roles = rolesOf(set);
  const found = kind === 'ClusterRole' ? roles.clusterRole(name) : roles.role(name, namespaceName);
  if (!found) return [{ verb: '', group: '', resource: `${kind} '${name}'`, kind: 'role', ...place, binding }];
  return permissionsOf(found, isWide)
    .filter((permission) => isWide || isInNamespaces(permission))
    .map((permission) => ({ ...permission, ...place, binding, ...(found.role && { role: found.role }) }));
}

function permissionsOf({ rules }: RoleRules, isWide: boolean): Permission[] {
  return rules.flatMap((rule: JsonObject | RoleRule): Permission[] => {
    const { apiGroups, resources, resourceNames, verbs, nonResourceURLs } = rule as JsonObject;
    const names = textsIn(resourceNames);
    const objects = names.length === 0 ? [{}] : names.map((objectName) => ({ objectName }));
    return textsIn(verbs).flatMap((verb) => [
      ...textsIn(apiGroups).flatMap((group) =>
        textsIn(resources).flatMap((resource) =>
          objects.map((object) => ({ verb, group, resource, kind: 'resource' as const, ...object })),
        ),
      ),
      ...textsIn(isWide ? nonResourceURLs : []).map((resource) => ({
        verb,
        group: '',
        resource,
        kind: 'url' as const,
      })),
    ]);
  });
}

/** A Namespace by its name is in itself; nothing else without a namespace can be had in one. */
function isInNamespaces({ group, resource }: Permission): boolean {
  const [plural] = resource.split('/');
  return plural === 'namespaces' || !isClusterScopedResource(group, plural);
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function keyOf({ verb, group, resource, kind, objectName = '\t', namespaceName = '\t' }: Permission): string {
  return `${kind}\n${verb}\n${group}\n${resource}\n${objectName}\n${namespaceName}`;
}

/** Whether a permission is among rights, or in wider ones: `*`, all objects, the whole cluster. */
export function isHeld(permission: Permission, rights: ReadonlyMap<string, Permission>): boolean {
  return rights.has(keyOf(permission)) || widerKeys(permission).some((key) => rights.has(key));
}

/** Whether other rights hold a permission as well. */
export function isHeldWider(permission: Permission, rights: ReadonlyMap<string, Permission>): boolean {
  const own = keyOf(permission);
  return widerKeys(permission).some((key) => key !== own && rights.has(key));
}

/**
 * `*` is every resource and subresource, a `*` before a slash every subresource of that name
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources).
 */
function widerKeys(permission: Permission): string[] {
  const { verb, group, resource, kind, objectName, namespaceName } = permission;
  if (kind === 'url')
    return verbsOf(verb).flatMap((each) =>
      urlsOf(resource).map((url) => keyOf({ ...permission, verb: each, resource: url })),
    );
  const subresource = resource.split('/').at(1);
  const resources = [...new Set([resource, ...(subresource === undefined ? [] : [`*/${subresource}`]), '*'])];
  const names = objectName === undefined ? [undefined] : [objectName, undefined];
  const places = namespaceName === undefined ? [undefined] : [namespaceName, undefined];
  return verbsOf(verb).flatMap((eachVerb) =>
    verbsOf(group).flatMap((eachGroup) =>
      resources.flatMap((eachResource) =>
        names.flatMap((name) =>
          places.map((place) =>
            keyOf({
              verb: eachVerb,
              group: eachGroup,
              resource: eachResource,
              kind,
              objectName: name,
              namespaceName: place,
            }),
          ),
        ),
      ),
    ),
  );
}

function verbsOf(verb: string): string[] {
  return verb === '*' ? ['*'] : [verb, '*'];
}

/** A path with a `*` at its end is every path that begins so. */
function urlsOf(url: string): string[] {
  const wider = Array.from({ length: url.replace(/\*$/, '').length + 1 }, (_, length) => `${url.slice(0, length)}*`);
  return [...new Set([url, ...wider])];
}
