import { ServiceType } from '../core/service-type';
import { checkObjectName } from '../private/check-name';
import { sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { show } from '../private/show';
import type { ComputeQuota, StorageClassQuota, TenantQuota } from './quota';
import type { QuotaPlan } from './quota-amounts';
import { HardAmounts } from './quota-hard';

/** With it a quota of its own is named, after the namespace. */
const MAX_CLASS_LENGTH = 180;

/**
 * Checks a quota and turns it into the keys that are enforced.
 *
 * @param exposure what Services inside the tenant may be besides ClusterIP
 */
export function planQuota(problems: Problems, quota: TenantQuota, exposure: readonly ServiceType[]): QuotaPlan {
  const before = problems.sentences.length;
  const amounts = new HardAmounts(problems, 'quota.');
  amounts.compute(quota);
  amounts.measure('storage', 'requests.storage', quota.storage);
  amounts.measure('ephemeralStorage', 'requests.ephemeral-storage', quota.ephemeralStorage);
  amounts.measure('ephemeralStorage', 'limits.ephemeral-storage', quota.ephemeralStorage);
  addStorageClasses(problems, amounts, quota);
  for (const [resource, count] of sortedEntries(quota.objects)) addObjects(problems, amounts, resource, count);
  // A LoadBalancer is charged node ports as well.
  const balances = exposure.includes(ServiceType.LOAD_BALANCER);
  const opens = balances || exposure.includes(ServiceType.NODE_PORT);
  const { 'services.nodeports': ports, 'services.loadbalancers': balancers } = quota.hard ?? {};
  amounts.count('nodePorts', 'services.nodeports', quota.nodePorts ?? (opens || ports !== undefined ? undefined : 0));
  amounts.count(
    'loadBalancers',
    'services.loadbalancers',
    quota.loadBalancers ?? (balances || balancers !== undefined ? undefined : 0),
  );
  for (const [key, value] of sortedEntries(quota.hard)) amounts.raw('hard', key, value);
  const plan = { hard: amounts.toMap(), byPriorityClass: planPriorityClasses(problems, quota) };
  if (problems.sentences.length === before && Object.keys(plan.hard).length + plan.byPriorityClass.length === 0)
    problems.add(
      'quota must limit something, for with this exposure it closes no ports either, got nothing; give cpu, memory or the like, or leave quota out',
    );
  return plan;
}

function addObjects(problems: Problems, amounts: HardAmounts, resource: string, count: unknown): void {
  if (resource.startsWith('count/')) {
    problems.add(`quota.objects['${resource}'] must be named without 'count/', which is added for you`);
    return;
  }
  if (typeof count === 'number') amounts.raw('objects', `count/${resource}`, String(count));
  else problems.add(`quota.objects['${resource}'] must be a whole number of 0 or more, got ${show(count)}`);
}

function addStorageClasses(problems: Problems, amounts: HardAmounts, quota: TenantQuota): void {
  for (const [storageClass, value] of sortedEntries(quota.storageClasses)) {
    const property = `storageClasses['${storageClass}']`;
    problems.add(checkObjectName('quota.storageClasses keys', storageClass));
    const given = fitted<StorageClassQuota>(problems, `quota.${property}`, value, 'StorageClassQuota') ?? {};
    const prefix = `${storageClass}.storageclass.storage.k8s.io`;
    amounts.measure(`${property}.storage`, `${prefix}/requests.storage`, given.storage);
    amounts.count(`${property}.claims`, `${prefix}/persistentvolumeclaims`, given.claims);
    if (given.storage === undefined && given.claims === undefined)
      problems.add(`quota.${property} must give storage, claims or both, got ${show(value)}`);
  }
}

function planPriorityClasses(problems: Problems, { priorityClasses }: TenantQuota): QuotaPlan['byPriorityClass'] {
  return sortedEntries(priorityClasses).map(([priorityClass, value]) => {
    const property = `quota.priorityClasses['${priorityClass}']`;
    problems.add(
      checkObjectName('quota.priorityClasses keys', priorityClass),
      priorityClass.length > MAX_CLASS_LENGTH
        ? `quota.priorityClasses keys must have at most ${MAX_CLASS_LENGTH} characters, got ${show(priorityClass)}`
        : undefined,
    );
    const amounts = new HardAmounts(problems, `${property}.`, true);
    const before = problems.sentences.length;
    amounts.compute(fitted<ComputeQuota>(problems, property, value, 'ComputeQuota') ?? {});
    const hard = amounts.toMap();
    if (Object.keys(hard).length === 0 && problems.sentences.length === before)
      problems.add(`${property} must limit something, got ${show(value)}`);
    return { priorityClass, hard };
  });
}
