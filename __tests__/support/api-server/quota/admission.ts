import type { IResourceQuotaSpec } from 'kubernetes-models/v1/ResourceQuotaSpec';
import { containersOf } from '../../pod-template';
import { compareExact, parseQuantity } from '../../quantity-oracle';
import { idOf, show, specOf, type Manifest } from '../manifest';
import type { ManifestSet, SetRule } from '../rules';
import { amountsOf, limitsOf } from './charge';

const forcing = /^(requests\.|limits\.)?(cpu|memory)$/;

/** Pods that a LimitRange or a ResourceQuota of their namespace would refuse one by one. */
export const quotaAdmissionRule: SetRule = function* (set) {
  for (const pod of set.pods) {
    const items = limitsOf(set, pod.namespace, 'Container');
    const forced = forcedKeys(set, pod.namespace);
    const isSizedAsPod = pod.spec.resources !== undefined && set.versions.oldest >= 34;
    for (const placed of containersOf(pod)) {
      const { container } = placed;
      const amounts = amountsOf(placed, items);
      for (const item of items) {
        for (const [bound, field, sign] of [['max', 'limits', 1] as const, ['min', 'requests', -1] as const]) {
          for (const [name, value] of Object.entries(item[bound] ?? {})) {
            const [amount, limit] = [amounts.get(`${field}.${name}`), parseQuantity(value)];
            if (amount && limit && compareExact(amount, limit) * sign > 0) {
              yield [
                pod.workload,
                `${placed.path} has ${field} of ${name} beyond the ${bound} ${show(value)} of its namespace`,
              ];
            }
          }
        }
      }
      for (const name of Object.keys(container.resources?.requests ?? {})) {
        const [asked, limit] = [amounts.get(`requests.${name}`), amounts.get(`limits.${name}`)];
        if (container.resources?.limits?.[name] === undefined && asked && limit && compareExact(asked, limit) > 0) {
          yield [pod.workload, `${placed.path} asks for more ${name} than the default limit of its namespace`];
        }
      }
      const missing = isSizedAsPod ? [] : [...forced].filter(([key]) => !amounts.has(key));
      for (const [key, quota] of missing) {
        yield [pod.workload, `${placed.path} must specify ${key}, ${idOf(quota)} counts it`];
      }
    }
  }
};

/** The keys that every container has to give a value for, and the quota that asks for it. */
function forcedKeys(set: ManifestSet, namespace: string): ReadonlyMap<string, Manifest> {
  const forced = new Map<string, Manifest>();
  for (const quota of quotasOf(set, namespace)) {
    for (const key of Object.keys(specOf<IResourceQuotaSpec>(quota).hard ?? {})) {
      if (forcing.test(key)) forced.set(key.includes('.') ? key : `requests.${key}`, quota);
    }
  }
  return forced;
}

/** The quotas of a namespace that count everything in it. Those with scopes count some pods only. */
export function quotasOf(set: ManifestSet, namespace: string): readonly Manifest[] {
  return set.ofKind('ResourceQuota', '').filter((quota) => {
    const spec = specOf<IResourceQuotaSpec>(quota);
    return quota.metadata.namespace === namespace && !spec.scopes?.length && spec.scopeSelector === undefined;
  });
}
