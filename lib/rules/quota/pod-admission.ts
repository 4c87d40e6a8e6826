import type { Rule } from '../rule';
import { admissionViolations } from './fit/admission';
import { budgetedNamespaces } from './fit/budgeted-namespace';

/**
 * Pods that lack what a quota counts, or lie outside of what a LimitRange allows, are refused one by one, with an event
 * on a ReplicaSet and no word on the Deployment (https://kubernetes.io/docs/concepts/policy/resource-quotas/,
 * https://kubernetes.io/docs/concepts/policy/limit-range/).
 */
export const podAdmission: Rule = {
  id: 'pod-admission',
  title: 'no pod lacks what the quotas of its namespace count, or leaves what its LimitRanges allow',
  severity: 'error',
  check: (set) => budgetedNamespaces(set).flatMap(admissionViolations),
};
