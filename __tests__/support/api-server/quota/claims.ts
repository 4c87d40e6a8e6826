import type { WorkloadPods } from '../../pod-template';
import { addExact, quantity } from '../../quantity-oracle';
import { specOf } from '../manifest';
import type { ManifestSet } from '../rules';
import { merged, type Amounts } from './charge';

interface DeviceRequest {
  readonly exactly?: { readonly deviceClassName: string; readonly count?: number; readonly allocationMode?: string };
}

/**
 * What is counted of the ResourceClaims that the control plane makes for a pod from templates: the claims themselves, and
 * their devices under both keys of their class
 * (https://github.com/kubernetes/kubernetes/blob/master/pkg/quota/v1/evaluator/core/resource_claims.go).
 */
export function claimsOf(pod: WorkloadPods, set: ManifestSet): Amounts {
  let total: Amounts = new Map();
  const add = (key: string, count: number): void => {
    total = merged(total, new Map([[key, quantity(String(count))]]), addExact);
  };
  for (const { resourceClaimTemplateName } of pod.spec.resourceClaims ?? []) {
    if (resourceClaimTemplateName === undefined) continue;
    add('count/resourceclaims.resource.k8s.io', 1);
    const template = set
      .ofKind('ResourceClaimTemplate', 'resource.k8s.io')
      .find(({ metadata }) => metadata.namespace === pod.namespace && metadata.name === resourceClaimTemplateName);
    const { spec = {} } = template
      ? specOf<{ spec: { devices?: { requests?: readonly DeviceRequest[] } } }>(template)
      : {};
    for (const { exactly } of spec.devices?.requests ?? []) {
      if (exactly === undefined) throw new Error('only requests for exactly one class are followed here');
      if (exactly.allocationMode === 'All') throw new Error('requests for all devices are not followed here');
      add(`${exactly.deviceClassName}.deviceclass.resource.k8s.io/devices`, exactly.count ?? 1);
      add(`requests.deviceclass.resource.kubernetes.io/${exactly.deviceClassName}`, exactly.count ?? 1);
    }
  }
  return total;
}
