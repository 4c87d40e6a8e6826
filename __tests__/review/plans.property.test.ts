import fc from 'fast-check';
import { CanaryStage } from '../../lib';
import { review } from '../../lib/review/review';
import { canaryProps } from '../rollout/any-release';
import { canary, objectsOf, propsAt } from '../rollout/support';
import { sideOfObjects } from './support';

test('of any canary by replicas, a review of each apply has the fewest ready and the most pods that plan() says', () => {
  fc.assert(
    fc.property(canaryProps, (props) => {
      const plan = canary(props).release.plan();
      const states = [{ ...props, stage: CanaryStage.rolledBack() }, ...plan.map((stage) => propsAt(props, stage))].map(
        (given) => sideOfObjects(objectsOf(canary(given))),
      );
      plan.forEach((stage, index) => {
        const [change] = review(states[index], states[index + 1]).releases;
        if (change === undefined) return;
        expect([stage.stageName, change.fewestReady, change.mostPods, change.skips]).toEqual([
          stage.stageName,
          stage.trough.pods,
          stage.peak.pods,
          false,
        ]);
      });
    }),
    { numRuns: 40 },
  );
});
