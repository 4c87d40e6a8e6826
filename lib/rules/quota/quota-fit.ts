import type { Rule } from '../rule';
import { budgetedNamespaces } from './fit/budgeted-namespace';
import { capacityViolations } from './fit/capacity';

export const quotaFit: Rule = {
  id: 'quota-fit',
  title: 'what is in a namespace fits its quotas, at rest and while it rolls out',
  severity: 'error',
  check: (set) => budgetedNamespaces(set).flatMap(capacityViolations),
};
