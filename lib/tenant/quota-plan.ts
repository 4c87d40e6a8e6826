import type { Construct } from 'constructs';
import { ServiceType } from '../core/service-type';
import { addApiObject } from '../core/api-object';
import { checkObjectName } from '../private/check';
import { type JsonObject, sortedEntries } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import { type Problems, show } from '../private/problems';
import { fitted } from '../private/shape';
import { planLimits } from './limits-plan';
import { type ComputeQuota, type StorageClassQuota, type TenantQuota } from './quota';
import type { QuotaPlan } from './quota-amounts';
import { HardAmounts } from './quota-hard';
import type { TenantNamespaceProps } from './tenant-props';

/** With it a quota of its own is named, after the namespace. */
const MAX_CLASS_LENGTH = 180;

/**
 * Checks a quota and turns it into the keys that are enforced.
 *
 * @param exposure what Services inside the tenant may be besides ClusterIP
 */
function planQuota(problems: Problems, quota: TenantQuota, exposure: readonly ServiceType[]): QuotaPlan {
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

/** The budget of a tenant: its ResourceQuotas and the LimitRange that makes pods admissible under them. */
export interface BudgetPlan {
  readonly quota: QuotaPlan | undefined;
  readonly limits: JsonObject | undefined;
}

/** Checks the props of a budget and plans its objects. */
export function planBudget(problems: Problems, props: TenantNamespaceProps): BudgetPlan {
  const { quota: asked, limits, exposure = [] } = props;
  // What else is in the list is reported where it is checked.
  const exposed = Object.values(ServiceType).filter((type) => exposure.includes(type));
  const before = problems.sentences.length;
  const quota = asked && planQuota(problems, asked, exposed);
  // Limits are held against amounts that can be read.
  const isSound = problems.sentences.length === before;
  return { quota, limits: planLimits(problems, limits, isSound ? quota : undefined) };
}

/** Makes the ResourceQuotas and the LimitRange of a tenant. */
export function addBudget(tenant: Construct, namespaceName: string, { quota, limits }: BudgetPlan): void {
  const quotaName = `${namespaceName}-quota`;
  if (quota) {
    if (Object.keys(quota.hard).length > 0)
      addObject(tenant, 'Quota', 'ResourceQuota', quotaName, { hard: quota.hard });
    for (const { priorityClass, hard } of quota.byPriorityClass) {
      addObject(tenant, `Quota-${priorityClass}`, 'ResourceQuota', `${quotaName}-${priorityClass}`, {
        hard,
        scopeSelector: {
          matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: [priorityClass] }],
        },
      });
    }
  }
  if (limits) addObject(tenant, 'Limits', 'LimitRange', `${namespaceName}-limits`, { limits: [limits] });
}

function addObject(tenant: Construct, id: string, kind: string, name: string, spec: JsonObject): void {
  addApiObject(tenant, id, {
    apiVersion: 'v1',
    kind,
    metadata: { name, labels: { ...COMMON_LABELS } },
    fields: { spec },
  });
}
