import type { Construct } from 'constructs';
import { addApiObject } from '../core/api-object';
import { ServiceType } from '../core/service-type';
import { type JsonObject, objectAt } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import type { Problems } from '../private/problems';
import { planLimits } from './limits-plan';
import type { QuotaPlan } from './quota-amounts';
import { planQuota } from './quota-plan';
import type { ExistingNamespaceProps } from './existing-namespace-props';

/** The budget of a tenant: its ResourceQuotas and the LimitRange that makes pods admissible under them. */
export interface BudgetPlan {
  readonly quota: QuotaPlan | undefined;
  readonly limits: JsonObject | undefined;
}

/** Checks the props of a budget and plans its objects. */
export function planBudget(problems: Problems, props: ExistingNamespaceProps): BudgetPlan {
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

/** An object of a budget. */
export interface BudgetObject {
  /** Id of its construct. */
  readonly id: string;
  readonly kind: 'LimitRange' | 'ResourceQuota';
  readonly name: string;
  readonly spec: JsonObject;
}

/** The ResourceQuotas and the LimitRange of a tenant. */
export function budgetObjects(namespaceName: string, { quota, limits }: BudgetPlan): BudgetObject[] {
  const quotaName = `${namespaceName}-quota`;
  const hard = quota?.hard ?? {};
  return [
    ...(Object.keys(hard).length > 0
      ? [{ id: 'Quota', kind: 'ResourceQuota' as const, name: quotaName, spec: { hard } }]
      : []),
    ...(quota?.byPriorityClass ?? []).map((each) => ({
      id: `Quota-${each.priorityClass}`,
      kind: 'ResourceQuota' as const,
      name: `${quotaName}-${each.priorityClass}`,
      spec: {
        hard: each.hard,
        scopeSelector: {
          matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: [each.priorityClass] }],
        },
      },
    })),
    ...(limits
      ? [{ id: 'Limits', kind: 'LimitRange' as const, name: `${namespaceName}-limits`, spec: { limits: [limits] } }]
      : []),
  ];
}

/** Makes the ResourceQuotas and the LimitRange of a tenant. */
export function addBudget(tenant: Construct, namespaceName: string, plan: BudgetPlan): void {
  for (const { id, kind, name, spec } of budgetObjects(namespaceName, plan)) {
    addApiObject(tenant, id, {
      apiVersion: 'v1',
      kind,
      metadata: { name, labels: { ...COMMON_LABELS } },
      fields: { spec },
    });
  }
}
