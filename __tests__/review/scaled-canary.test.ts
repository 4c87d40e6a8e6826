import { CanaryStage, TrafficSplit } from '../../lib';
import { reviewManifests } from '../../lib/review';
import { Manifests } from '../../lib/testing';
import { canary, NEW, OLD } from '../rollout/support';

const scaled = (minReplicas: number) => ({ minReplicas, maxReplicas: 10, targetCpuUtilization: 70 });

/** A canary whose sides scale by load, at one of its steps. */
const at = (step: number, minReplicas: number): readonly object[] =>
  Manifests.fromApp(
    canary({
      split: TrafficSplit.byRoute(),
      steps: [10, 50],
      stable: { ...OLD, autoscaling: scaled(2) },
      canary: { ...NEW, autoscaling: scaled(minReplicas) },
      stage: CanaryStage.step(step),
    }).app,
  ).all;

const moved = (before: readonly object[], after: readonly object[]) => {
  const [release] = reviewManifests(before, after).releases;
  return release;
};

test('a share that comes without the minimum for it leaves a stage out', () => {
  const { skips, message } = moved(at(0, 2), at(1, 2));
  expect(skips).toBe(true);
  expect(message).toContain("which leaves out 'grow for step 50 %'");
});

test('the minimum first and the share second leave none out, and each says what comes next', () => {
  const raised = moved(at(0, 2), at(0, 5));
  expect(raised.skips).toBe(false);
  expect(raised.next).toContain(
    "5 pods of Deployment 'ranker-canary' are ready, then write stage: CanaryStage.step(1)",
  );
  const taken = moved(at(0, 5), at(1, 5));
  expect(taken.skips).toBe(false);
  expect(taken.next).toContain('then write canary: { autoscaling: { minReplicas: 10 } }');
});
