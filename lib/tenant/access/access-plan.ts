import type { ClusterProfile } from '../../core/cluster-profile';
import { byCodeUnit } from '../../private/json';
import { type Problems, under } from '../../private/problems';
import { show } from '../../private/show';
import { type AccessSubject, distinctSubjects } from './access-subject';
import { controllerResources } from './controller-kinds';
import type { PolicyRule } from './policy-rule';
import { ROLE_NAMES, rolesFor } from './roles';
import { TenantAccess } from './tenant-access';

/** A role and those who get it: a RoleBinding, and a Role when its rules are the tenant's own. */
export interface BoundRole {
  /** Name of the binding, and of the Role. A binding's role cannot be changed later: another role has another name. */
  readonly name: string;
  /** Nothing for a ClusterRole. */
  readonly rules?: readonly PolicyRule[];
  readonly clusterRoleName?: string;
  readonly subjects: readonly AccessSubject[];
}

/** What a tenant's access comes to. */
export interface AccessPlan {
  readonly roles: readonly BoundRole[];
  readonly warnings: readonly string[];
}

/** Plans the roles and bindings of a tenant; what is wrong with them is noted. */
export function planAccess(
  problems: Problems,
  tenant: string,
  profile: ClusterProfile,
  access: readonly TenantAccess[] = [],
): AccessPlan {
  const given = access.filter((item: unknown, index) => {
    if (item instanceof TenantAccess) return true;
    problems.add(`access[${index}] must be made by TenantAccess.viewer(...) and the like, got ${show(item)}`);
    return false;
  });
  access.forEach((item: unknown, index) => {
    if (item instanceof TenantAccess)
      problems.add(item._problems().map((text) => text && under(`access[${index}]`, text)));
  });
  problems.add(checkCustomNames(tenant, given));
  return {
    roles: [...readyMade(tenant, given, profile), ...admins(tenant, given), ...customs(tenant, given)],
    warnings: adminWarnings(tenant, given),
  };
}

const subjectsOf = (access: readonly TenantAccess[], tenant: string): AccessSubject[] =>
  distinctSubjects(
    access.flatMap(({ _subjects }) => _subjects),
    tenant,
  );

function readyMade(tenant: string, access: readonly TenantAccess[], profile: ClusterProfile): BoundRole[] {
  const roles = rolesFor(profile._facts().gateway, controllerResources(profile));
  return ROLE_NAMES.flatMap((role) => {
    const granted = access.filter(({ _grant }) => _grant.kind === 'role' && _grant.name === role);
    if (granted.length === 0) return [];
    return [{ name: `${tenant}-${role}`, rules: roles[role], subjects: subjectsOf(granted, tenant) }];
  });
}

const adminsOf = (access: readonly TenantAccess[]): TenantAccess[] =>
  access.filter(({ _grant }) => _grant.kind === 'admin');

function admins(tenant: string, access: readonly TenantAccess[]): BoundRole[] {
  const granted = adminsOf(access);
  if (granted.length === 0) return [];
  return [{ name: `${tenant}-admin`, clusterRoleName: 'admin', subjects: subjectsOf(granted, tenant) }];
}

function customs(tenant: string, access: readonly TenantAccess[]): BoundRole[] {
  return access
    .flatMap((item) => {
      if (item._grant.kind !== 'custom') return [];
      const { name, rules } = item._grant.role;
      return [{ name, rules, subjects: subjectsOf([item], tenant) }];
    })
    .sort((a, b) => byCodeUnit(a.name, b.name));
}

/** Roles are found by name: two of one name would be one object. */
function checkCustomNames(tenant: string, access: readonly TenantAccess[]): string[] {
  const ours = [...ROLE_NAMES, 'admin'].map((role) => `${tenant}-${role}`);
  const seen = new Set<string>();
  return access.flatMap(({ _grant }) => {
    if (_grant.kind !== 'custom') return [];
    const { name } = _grant.role;
    const isTwice = seen.has(name);
    seen.add(name);
    if (ours.includes(name)) return [`access must not name a custom role ${show(name)}, which is the tenant's own`];
    return isTwice
      ? [`access must name each custom role once, got ${show(name)} twice; put its subjects into one, or rename it`]
      : [];
  });
}

/** Those who are admins without a reason, in one warning. */
function adminWarnings(tenant: string, access: readonly TenantAccess[]): string[] {
  const granted = adminsOf(access);
  const accepted = subjectsOf(
    granted.filter(({ _isAcknowledged }) => _isAcknowledged),
    tenant,
  ).map((subject) => subject._key(tenant));
  const unexplained = subjectsOf(granted, tenant).filter((subject) => !accepted.includes(subject._key(tenant)));
  if (unexplained.length === 0) return [];
  const names = unexplained.map((subject) => subject._describe()).join(', ');
  return [
    `access makes ${names} admin of '${tenant}', who can delete its NetworkPolicies, read Secrets and give others access; use TenantAccess.operator(...), or say why with .acknowledged('...')`,
  ];
}
