import type { Construct } from 'constructs';
import { addApiObject } from '../core/api-object';
import { ServiceType } from '../core/service-type';
import { type JsonObject, objectAt } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import type { Problems } from '../private/problems';
import { planLimits } from './limits-plan';
import type { QuotaPlan } from './quota-amounts';
import { planQuota } from './quota-plan';
import type { TenantNamespaceProps } from './tenant-props';

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

/** The limit of CPU that the LimitRange gives to containers without one; nothing where it gives none. */
export function defaultCpuLimit({ limits }: BudgetPlan): string | undefined {
  const { cpu } = objectAt(limits ?? {}, 'default');
  return typeof cpu === 'string' ? cpu : undefined;
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
