import type { Explanation } from '../explanation';

export const tenantRegistries: Explanation = {
  reason:
    'A tenant that names registries runs nothing from elsewhere, whoever made the pods. Known of the namespaces of a TenantNamespace.',
  sources: ['https://kubernetes.io/docs/concepts/containers/images/'],
};
