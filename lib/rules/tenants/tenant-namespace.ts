import { isClusterScoped } from '../../manifests/kinds';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const tenantNamespace: Rule = {
  id: 'tenant-namespace',
  title: 'what is declared in a tenant is in its namespace, and the Namespace keeps its name',
  severity: 'error',
  reason:
    "What is declared in a tenant lives in its namespace: the tenant's labels, budget and policies hold for that one alone. Known of objects that a TenantNamespace made.",
  sources: ['https://kubernetes.io/docs/concepts/security/multi-tenancy/'],
  check(set) {
    return set.manifests.flatMap((manifest) => {
      const { tenantNamespace: tenant, group, kind, name, namespaceName } = manifest;
      if (tenant === undefined) return [];
      if (group === '' && kind === 'Namespace' && name !== tenant) {
        return [
          {
            manifest,
            at: '/metadata/name',
            message: `/metadata/name must be '${tenant}', the namespace of the tenant around it, got ${show(name)}`,
            fix: 'declare other Namespaces outside of the tenant',
          },
        ];
      }
      if (isClusterScoped(group, kind) || namespaceName === tenant) return [];
      return [
        {
          manifest,
          at: '/metadata/namespace',
          message: `/metadata/namespace must be '${tenant}', the namespace of the tenant around it, got ${show(namespaceName)}`,
          fix: 'leave its namespace out, or declare it outside of the tenant',
        },
      ];
    });
  },
};
