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
  reason:
    'No webhook looks at a Rollout: the controller marks one that it does not take as InvalidSpec and does nothing more with it, in the middle of a release too. Told as well, as warnings, is what it takes and does otherwise: shares that the numbers of pods do not come to, a canary that is sent more than its pods are for, several things in one step, aborted pods that stay. Of plugins nothing is known.',
  sources: [
    'pkg/apis/rollouts/validation/validation.go of argoproj/argo-rollouts, v1.9',
    'approximateWeightedCanaryStableReplicaCounts in utils/replicaset/canary.go of argoproj/argo-rollouts',
    'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
    'https://github.com/argoproj/argo-rollouts/issues/2281',
  ],
  example: {
    failing: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 10
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      scaleDownDelaySeconds: 60
      steps:
        - setWeight: 20
        - pause: { duration: 1d }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 10
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      steps:
        - setWeight: 20
        - pause: { duration: 24h }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check: (set) =>
    rolloutsOf(set).flatMap((rollout) => {
      const spec = objectAt(rollout.json, 'spec');
      // With an autoscaler the shares are coarsest where there are the fewest pods.
      const { fewest } = replicasOf(set, rollout);
      return violationsOf(rollout, [...fieldProblems(spec), ...stepProblems(spec), ...shareProblems(spec, fewest)]);
    }),
};
