import { isClusterScoped } from '../../manifests/kinds';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const tenantNamespace: Rule = {
  id: 'tenant-namespace',
  title: 'what is declared in a tenant is in its namespace, and the Namespace keeps its name',
  severity: 'error',
  reason:
    "What is declared in a tenant lives in its namespace: the tenant's labels, budget and policies hold for that one alone. Known of objects that a TenantNamespace made.",
  sources: ['https://kubernetes.io/docs/concepts/security/multi-tenancy/'],
  check(set) {
    const violations: Violation[] = [];
    for (const manifest of set.manifests) {
      const { tenantNamespace: tenant, group, kind, name, namespaceName } = manifest;
      if (tenant === undefined || namespaceName === tenant) continue;
      if (group === '' && kind === 'Namespace' && name !== tenant) {
        violations.push({
          manifest,
          at: '/metadata/name',
          message: `/metadata/name must be '${tenant}', the namespace of the tenant around it, got ${show(name)}`,
          fix: 'declare other Namespaces outside of the tenant',
        });
      } else if (!isClusterScoped(group, kind)) {
        violations.push({
          manifest,
          at: '/metadata/namespace',
          message: `/metadata/namespace must be '${tenant}', the namespace of the tenant around it, got ${show(namespaceName)}`,
          fix: 'leave its namespace out, or declare it outside of the tenant',
        });
      }
    }
    return violations;
  },
};
