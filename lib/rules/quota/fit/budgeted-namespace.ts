import type { Consumption } from '../../../model/quota/consumption';
import type { Quota } from '../../../model/quota/resource-quota';

/** A namespace that has a quota or a LimitRange, and what is in it. */
export interface BudgetedNamespace {
  readonly namespaceName: string;
  readonly quotas: readonly Quota[];
  readonly consumption: Consumption;
}
