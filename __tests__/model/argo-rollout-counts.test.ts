import fc from 'fast-check';
import { argoRolloutCounts } from '../../lib/model/rollout/argo-rollout-counts';
import { type Course, mostPods } from '../support/argo-rollouts/controller';

const replicas = fc.integer({ min: 1, max: 12 });
const weights = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 4 })
  .map((all) => all.sort((a, b) => a - b));
const steps = weights.map((all) => all.map((setWeight) => ({ setWeight })));
const share = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('25', '25%', '0%', '100%', '50'));

const WHOLE: Course = { readyPerPass: 100 };
/** A release that ends, one that is aborted at each moment, and one that finds so many before it. */
const coursesOf = (kept: number): Course[][] => [
  [WHOLE],
  ...[...Array(60).keys()].map((abortAfter) => [{ ...WHOLE, abortAfter }]),
  Array.from({ length: kept + 1 }, () => WHOLE),
];

interface Strategy {
  readonly canary?: any;
  readonly blueGreen?: any;
}

describe('the most pods of a Rollout are exactly what its controller comes to', () => {
  const exact = (strategies: fc.Arbitrary<Strategy>, keptOf: (strategy: Strategy) => number = () => 0): void => {
    fc.assert(
      fc.property(replicas, strategies, (count, strategy) => {
        const { peak } = argoRolloutCounts(count, strategy as never);
        const reached = coursesOf(keptOf(strategy)).map((each) => mostPods({ replicas: count, strategy }, each));
        expect(peak).toBe(Math.max(...reached));
      }),
      { numRuns: 150 },
    );
  };

  test('of a canary that pods alone split', () => {
    exact(fc.record({ canary: fc.record({ steps, maxSurge: share, maxUnavailable: share }, { requiredKeys: [] }) }));
  });

  test('of a canary by a router, with and without a stable version that shrinks', () => {
    const minPodsPerReplicaSet = fc.integer({ min: 1, max: 5 });
    const trafficRouting = fc.constant({ nginx: {} });
    exact(
      fc.record({
        canary: fc.record(
          { trafficRouting, steps, dynamicStableScale: fc.boolean(), minPodsPerReplicaSet },
          { requiredKeys: ['trafficRouting'] },
        ),
      }),
    );
  });

  test('of a canary whose versions before stay for a time', () => {
    exact(
      fc.tuple(steps, fc.nat(3)).map(([all, scaleDownDelayRevisionLimit]) => ({
        canary: { steps: all, trafficRouting: {}, scaleDownDelaySeconds: 600, scaleDownDelayRevisionLimit },
      })),
      ({ canary }) => canary.scaleDownDelayRevisionLimit as number,
    );
  });

  test('of blue/green, whatever the size of the preview', () => {
    const previewReplicaCount = fc.integer({ min: 1, max: 20 });
    exact(fc.record({ blueGreen: fc.record({ previewReplicaCount }, { requiredKeys: [] }) }));
  });

  test('of blue/green whose versions before stay for a time', () => {
    exact(
      fc.nat(3).map((scaleDownDelayRevisionLimit) => ({
        blueGreen: { scaleDownDelaySeconds: 600, scaleDownDelayRevisionLimit },
      })),
      ({ blueGreen }) => blueGreen.scaleDownDelayRevisionLimit as number,
    );
  });
});

test('the most pods are never fewer than the controller comes to, whatever the steps', () => {
  const setCanaryScale = fc.oneof(
    fc.record({ replicas: fc.nat(15) }),
    fc.record({ weight: fc.nat(120) }),
    fc.constant({ matchTrafficWeight: true }),
  );
  const step = fc.oneof(
    fc.record({ setWeight: fc.nat(100) }),
    fc.constant({ pause: {} }),
    fc.record({ setCanaryScale }),
  );
  const canary = fc.record({
    steps: fc.array(step, { maxLength: 6 }),
    trafficRouting: fc.constantFrom({}, { maxTrafficWeight: 200 }),
    dynamicStableScale: fc.boolean(),
    minPodsPerReplicaSet: fc.constantFrom(undefined, 2, 4),
    abortScaleDownDelaySeconds: fc.constantFrom(undefined, 0, 30, 600),
  });
  const course = fc.record({
    abortAfter: fc.option(fc.nat(60), { nil: undefined }),
    readyPerPass: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(replicas, canary, course, course, (count, spec, first, second) => {
      const { peak, terminating } = argoRolloutCounts(count, { canary: spec });
      expect(peak).toBeGreaterThanOrEqual(mostPods({ replicas: count, strategy: { canary: spec } }, [first, second]));
      expect(terminating).toBeGreaterThanOrEqual(peak);
    }),
    { numRuns: 2000 },
  );
});
