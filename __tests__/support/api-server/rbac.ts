import type { IRoleRef } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleRef';
import type { ISubject } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Subject';
import { show, specOf } from './manifest';
import { listed } from './references';
import type { SetRule } from './rules';

const group = 'rbac.authorization.k8s.io';

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
