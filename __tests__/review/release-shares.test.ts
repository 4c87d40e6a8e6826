import { CanaryStage, TrafficSplit } from '../../lib';
import { review } from '../../lib/review/review';
import { reviewText } from '../../lib/review/format/text';
import { canary, objectsOf, withoutStage } from '../rollout/support';
import { sideOfObjects } from './support';

/** A canary by route whose route somebody else makes. */
const at = (stage: CanaryStage) =>
  objectsOf(canary({ replicas: 4, steps: [10, 50], split: TrafficSplit.byRoute(), stage }));
const reviewed = (before: readonly object[], after: readonly object[]) =>
  review(sideOfObjects(before), sideOfObjects(after));

describe('a canary by route whose route is not in the manifests', () => {
  test("has the shares that its plan says, and the review says that they are the plan's", () => {
    const [change] = reviewed(at(CanaryStage.step(0)), at(CanaryStage.step(1).firstOfTwo())).releases;
    expect(change.sides.map(({ weight }) => weight)).toEqual([
      { before: 90, after: 90 },
      { before: 10, after: 10 },
    ]);
    const [next] = reviewed(at(CanaryStage.step(1).firstOfTwo()), at(CanaryStage.step(1))).releases;
    expect(next.sides.map(({ weight }) => weight)).toEqual([
      { before: 90, after: 50 },
      { before: 10, after: 50 },
    ]);
    expect(next.message).toContain(
      'ranker-canary from 10 % to 50 %, as its plan has it: no route of these manifests splits its requests',
    );
    expect(next).toMatchObject({ skips: false, fewestReady: 4 });
  });

  test('that leaves stages out is told so', () => {
    const [change] = reviewed(at(CanaryStage.step(0)), at(CanaryStage.step(1))).releases;
    expect(change).toMatchObject({ skips: true, message: expect.stringContaining("leaves out 'grow for step 50 %'") });
  });

  test('has no known shares where no stage of a plan says them', () => {
    const [before, after] = [CanaryStage.step(0), CanaryStage.step(1)].map((stage) => withoutStage([...at(stage)]));
    const outcome = reviewed(before, after);
    expect(outcome.releases[0].sides.map(({ weight }) => weight)).toEqual([{}, {}]);
    expect(outcome.releases[0].message).not.toContain('%');
    expect(reviewText(outcome, { color: false })).toContain('ranker-stable 4 to 2 pods (share unknown)');
  });

  test('goes from no share to an unknown one', () => {
    const [before, after] = [CanaryStage.rolledBack(), CanaryStage.step(0)].map((stage) =>
      withoutStage([...at(stage)]),
    );
    const [change] = reviewed(before, after).releases;
    expect(change.sides.map(({ weight }) => weight)).toEqual([{ before: 100 }, { before: 0 }]);
    expect(change.message).toContain('ranker-canary from 0 % to an unknown share');
  });
});

test('Deployments of a release without any of its Services have no known shares', () => {
  const alone = (stage: CanaryStage) =>
    objectsOf(canary({ steps: [10, 50], stage })).filter(({ kind }) => kind === 'Deployment');
  const [change] = reviewed(alone(CanaryStage.step(0)), alone(CanaryStage.step(1))).releases;
  expect(change.sides.map(({ weight }) => weight)).toEqual([{}, {}]);
});
