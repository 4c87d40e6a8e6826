import type { Explanation } from '../explanation';

export const tenantExposure: Explanation = {
  reason:
    "A Service that everyone who reaches the nodes can reach goes past the tenant's network policies; external addresses take over traffic of whoever they belong to (CVE-2020-8554). Known of the namespaces of a TenantNamespace.",
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
    'https://github.com/kubernetes/kubernetes/issues/97076',
  ],
};
