import type { IPolicyRule } from 'kubernetes-models/rbac.authorization.k8s.io/v1/PolicyRule';
import type { IRoleRef } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleRef';
import type { ISubject } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Subject';
import { show, specOf, type Manifest } from './manifest';
import { at, dns1123Subdomain, pathSegment } from './names';
import { groupOf } from './manifest';
import { listed } from './references';
import type { ObjectRule, SetRule } from './rules';

const group = 'rbac.authorization.k8s.io';
const verbs = new Set(
  '* get list watch create update patch delete deletecollection bind escalate impersonate use approve sign'.split(' '),
);

function isRbac(manifest: Manifest, ...kinds: readonly string[]): boolean {
  return groupOf(manifest.apiVersion) === group && kinds.includes(manifest.kind);
}

/** Roles: what the server refuses, and names that exist nowhere and so grant nothing. */
export const roleRule: ObjectRule = function* (manifest) {
  if (!isRbac(manifest, 'Role', 'ClusterRole')) return;
  const rules = (manifest.rules ?? []) as readonly IPolicyRule[];
  if (rules.length === 0 && manifest.aggregationRule === undefined) yield 'rules must hold a rule';
  for (const [index, rule] of rules.entries()) {
    const where = `rules[${index}]`;
    const { apiGroups = [], resources = [], nonResourceURLs = [] } = rule;
    if (rule.verbs.length === 0) yield `${where}.verbs must hold a verb`;
    for (const verb of rule.verbs) if (!verbs.has(verb)) yield `${where}.verbs has no such verb: ${show(verb)}`;
    if (nonResourceURLs.length > 0) {
      if (manifest.kind === 'Role') yield `${where}.nonResourceURLs is for a ClusterRole`;
      continue;
    }
    if (apiGroups.length === 0) yield `${where}.apiGroups must hold a group`;
    if (resources.length === 0) yield `${where}.resources must hold a resource`;
    for (const name of apiGroups) {
      if (name !== '' && name !== '*') yield* at(`${where}.apiGroups`, dns1123Subdomain(name));
    }
    for (const resource of resources) {
      if (!/^(\*|[a-z0-9]+)(\/[*a-z0-9]+)?$/.test(resource)) {
        yield `${where}.resources must be lower-case plurals, got ${show(resource)}`;
      }
    }
  }
};

/** Bindings by themselves. */
export const roleBindingRule: ObjectRule = function* (manifest) {
  if (!isRbac(manifest, 'RoleBinding', 'ClusterRoleBinding')) return;
  const ref = specOf<IRoleRef>(manifest, 'roleRef');
  const kinds = manifest.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (ref.apiGroup !== group) yield `roleRef.apiGroup must be ${group}, got ${show(ref.apiGroup)}`;
  if (!kinds.includes(ref.kind ?? '')) yield `roleRef.kind must be ${kinds.join(' or ')}, got ${show(ref.kind)}`;
  yield* at('roleRef.name', pathSegment(ref.name));
  const subjects = (manifest.subjects ?? []) as readonly ISubject[];
  if (subjects.length === 0) yield 'subjects must hold a subject';
  for (const [index, subject] of subjects.entries()) {
    const where = `subjects[${index}]`;
    const isAccount = subject.kind === 'ServiceAccount';
    if (!isAccount && subject.kind !== 'User' && subject.kind !== 'Group') {
      yield `${where}.kind must be User, Group or ServiceAccount, got ${show(subject.kind)}`;
    }
    const wanted = isAccount ? '' : group;
    if ((subject.apiGroup ?? wanted) !== wanted)
      yield `${where}.apiGroup must be ${show(wanted)} for a ${subject.kind}`;
    if (subject.name === '') yield `${where}.name must not be empty`;
    if (isAccount) yield* at(`${where}.name`, dns1123Subdomain(subject.name));
    if (!isAccount && subject.namespace !== undefined) yield `${where}.namespace is for a ServiceAccount`;
    if (isAccount && manifest.kind === 'ClusterRoleBinding' && subject.namespace === undefined) {
      yield `${where}.namespace is required in a ClusterRoleBinding`;
    }
  }
};

/** Bindings and what they bind. */
export const roleBindingTargetRule: SetRule = function* (set) {
  for (const binding of [...set.ofKind('RoleBinding', group), ...set.ofKind('ClusterRoleBinding', group)]) {
    const { namespace } = binding.metadata;
    const ref = specOf<IRoleRef>(binding, 'roleRef');
    if (ref.kind === 'Role' && !set.find('Role', namespace, ref.name ?? '')) {
      yield [binding, `roleRef names no Role of its namespace: ${show(ref.name)}`];
    }
    for (const subject of (binding.subjects ?? []) as readonly ISubject[]) {
      if (subject.kind !== 'ServiceAccount' || subject.name === 'default') continue;
      const home = subject.namespace ?? namespace;
      if (
        !set.find('ServiceAccount', home, subject.name) &&
        !listed(set.options.externalServiceAccounts, subject.name)
      ) {
        yield [binding, `a subject is a ServiceAccount that nobody makes: ${home}/${subject.name}`];
      }
    }
  }
};
