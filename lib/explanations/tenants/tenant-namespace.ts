import type { Explanation } from '../explanation';

export const tenantNamespace: Explanation = {
  reason:
    "What is declared in a tenant lives in its namespace: the tenant's labels, budget and policies hold for that one alone. Known of objects that a TenantNamespace made.",
  sources: ['https://kubernetes.io/docs/concepts/security/multi-tenancy/'],
};
