import type { Rule } from '../rule';
import { rolloutsIn } from './argo/spec';
import { stepProblems } from './argo/step-problems';
import { strategyProblems } from './argo/strategy-problems';
import { weightProblems } from './argo/weight-problems';

export const rolloutStrategy: Rule = {
  id: 'rollout-strategy',
  title: 'the strategy of a Rollout is one that its controller takes and carries out as it says',
  severity: 'error',
  reason:
    'No webhook of Argo Rollouts looks at a Rollout: the API server takes it, and the controller marks what is invalid InvalidSpec and does nothing more, or does other than what is written. Said here is what it finds wrong with the strategy, the steps and the numbers, as of 1.9. Without a router the weights are numbers of pods: what those cannot come to is a warning from five points on, and an error where a weight comes to no canary pod at all, as some do with maxSurge 0. Fewest are the replicas of an autoscaler.',
  sources: [
    'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
    'pkg/apis/rollouts/validation/validation.go and utils/replicaset/canary.go of argoproj/argo-rollouts at v1.9.1',
  ],
  example: {
    failing: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 5
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      maxSurge: 0
      maxUnavailable: 1
      steps: [{ setWeight: 20 }, { pause: { duration: ten minutes } }, { setWeight: 90 }, { pause: {} }]
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 5
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      maxSurge: 1
      maxUnavailable: 0
      steps: [{ setWeight: 20 }, { pause: { duration: 10m } }, { setWeight: 80 }, { pause: {} }]
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check: (set) =>
    rolloutsIn(set).flatMap((rollout) =>
      [...strategyProblems(rollout), ...stepProblems(rollout), ...weightProblems(rollout)].map((problem) => ({
        manifest: rollout.manifest,
        ...problem,
      })),
    ),
};
