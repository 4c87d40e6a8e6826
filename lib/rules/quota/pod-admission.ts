import type { Rule } from '../rule';
import { admissionViolations } from './fit/admission';
import { budgetedNamespaces } from './fit/budgeted-namespace';

export const podAdmission: Rule = {
  id: 'pod-admission',
  title: 'no pod lacks what the quotas of its namespace count, or leaves what its LimitRanges allow',
  severity: 'error',
  check: (set) => budgetedNamespaces(set).flatMap(admissionViolations),
};
