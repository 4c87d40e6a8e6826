/** Amounts of a ResourceQuota by key, as they are written. */
type Hard = { readonly [key: string]: string };

/** What the ResourceQuotas of a tenant hold. */
export interface QuotaPlan {
  /** That of the namespace as a whole; empty where only PriorityClasses have a budget. */
  readonly hard: Hard;
  /** Budgets of the pods of single PriorityClasses. */
  readonly byPriorityClass: readonly { readonly priorityClass: string; readonly hard: Hard }[];
}
