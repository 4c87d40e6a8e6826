import { replicasOf } from '../../model/scaling/pods-at-once';
import { objectAt } from '../../private/json';
import type { Rule } from '../rule';
import { rolloutsOf, violationsOf } from './argo/problem';
import { fieldProblems } from './argo/strategy-fields';
import { stepProblems } from './argo/strategy-steps';
import { shareProblems } from './argo/strategy-weights';

export const rolloutStrategy: Rule = {
  id: 'rollout-strategy',
  title: 'a Rollout of Argo has a strategy that its controller takes, and does what it says',
  severity: 'error',
  check: (set) =>
    rolloutsOf(set).flatMap((rollout) => {
      const spec = objectAt(rollout.json, 'spec');
      // With an autoscaler the shares are coarsest where there are the fewest pods.
      const { fewest } = replicasOf(set, rollout);
      return violationsOf(rollout, [...fieldProblems(spec), ...stepProblems(spec), ...shareProblems(spec, fewest)]);
    }),
};
