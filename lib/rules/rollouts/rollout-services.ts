import type { Rule } from '../rule';
import { namedServiceViolations } from './argo/named-services';
import { rolloutsOf, violationsOf } from './argo/problem';
import { routeViolations } from './argo/routes';
import { serviceNameProblems } from './argo/services';

export const rolloutServices: Rule = {
  id: 'rollout-services',
  title: 'a Rollout of Argo has Services of its own for its versions, and routes that lead to both',
  severity: 'error',
  check: (set) => [
    ...rolloutsOf(set).flatMap((rollout) => violationsOf(rollout, serviceNameProblems(rollout))),
    ...namedServiceViolations(set),
    ...rolloutsOf(set).flatMap((rollout) => routeViolations(set, rollout)),
  ],
};
