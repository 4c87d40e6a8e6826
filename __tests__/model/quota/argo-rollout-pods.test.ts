import fc from 'fast-check';
import { argoRolloutPods } from '../../../lib/model/quota/argo-rollout-pods';
import { parse } from 'yaml';
import type { JsonObject } from '../../../lib/private/json';
import { play, type Step } from '../../support/argo-replicas';

const podsOf = (strategy: string, more = '') => {
  const { steady, peak, terminating, beside } = argoRolloutPods(
    parse(`{ ${more}strategy: { ${strategy} } }`) as JsonObject,
    10,
  );
  return [steady, peak, terminating, beside];
};
const ROUTED = 'trafficRouting: {}';
const STEPS = 'steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 30 }, { setWeight: 50 }]';

describe('a Rollout of 10 pods has at rest, on its way, with those that go, and needs beside all old ones', () => {
  test.each<[string, string, number[]]>([
    ['its surge, where pods alone split the requests', 'canary: { maxSurge: 1, maxUnavailable: 0 }', [10, 11, 12, 1]],
    ['a quarter of its pods, where it does not say', 'canary: {}', [10, 13, 18, 0]],
    ['percent for digits without a sign', "canary: { maxSurge: '20', maxUnavailable: '0' }", [10, 12, 14, 1]],
    [
      'the pods of an experiment',
      'canary: { maxSurge: 1, maxUnavailable: 0, steps: [{ experiment: { templates: [{}, { replicas: 2 }] } }] }',
      [10, 14, 15, 1],
    ],
    ['a second set, where a router splits them', `canary: { ${ROUTED} }`, [10, 20, 20, 10]],
    ['whatever the surge says', `canary: { ${ROUTED}, maxSurge: 1 }`, [10, 20, 20, 10]],
    [
      'more than that, where a step says so',
      `canary: { ${ROUTED}, steps: [{ setCanaryScale: { replicas: 14 } }] }`,
      [10, 24, 24, 14],
    ],
    [
      'parts of a larger whole',
      `canary: { trafficRouting: { maxTrafficWeight: 1000 }, dynamicStableScale: true, steps: [{ setWeight: 100 }] }`,
      [10, 19, 20, 1],
    ],
    [
      'what its shares come to, where the old pods go with theirs',
      `canary: { ${ROUTED}, dynamicStableScale: true, ${STEPS} }`,
      [10, 15, 17, 1],
    ],
    [
      'both whole sets again, where all requests move at once',
      `canary: { ${ROUTED}, dynamicStableScale: true }`,
      [10, 20, 20, 10],
    ],
    [
      'and those of a test before',
      `canary: { ${ROUTED}, dynamicStableScale: true, steps: [{ setCanaryScale: { replicas: 3 } }, { pause: {} }, { setCanaryScale: { matchTrafficWeight: true } }, { setWeight: 10 }] }`,
      [10, 19, 20, 3],
    ],
    [
      'no fewer of a version than it says',
      `canary: { ${ROUTED}, dynamicStableScale: true, minPodsPerReplicaSet: 3, steps: [{ setWeight: 10 }] }`,
      [10, 19, 20, 3],
    ],
    ['a second set with blue/green', 'blueGreen: { activeService: a }', [10, 20, 20, 10]],
    ['however few its preview has', 'blueGreen: { activeService: a, previewReplicaCount: 1 }', [10, 20, 20, 10]],
    [
      'more than that, where the preview has',
      'blueGreen: { activeService: a, previewReplicaCount: 12 }',
      [10, 22, 22, 12],
    ],
    [
      'a third one, where the old one stays for a day',
      'blueGreen: { activeService: a, scaleDownDelaySeconds: 86400 }',
      [10, 20, 30, 10],
    ],
    ['as many as may stay', 'blueGreen: { activeService: a, scaleDownDelayRevisionLimit: 2 }', [10, 20, 40, 10]],
    [
      'none of them where nothing stays',
      'blueGreen: { activeService: a, scaleDownDelaySeconds: 0, scaleDownDelayRevisionLimit: 2 }',
      [10, 20, 20, 10],
    ],
    ['those of a router that stay', `canary: { ${ROUTED}, scaleDownDelaySeconds: 3600 }`, [10, 20, 30, 10]],
    ['an aborted set that stays for good', `canary: { ${ROUTED}, abortScaleDownDelaySeconds: 0 }`, [10, 20, 30, 10]],
    [
      'an old set that stays only while a release may be slow',
      `canary: { ${ROUTED}, scaleDownDelaySeconds: 300 }`,
      [10, 20, 20, 10],
    ],
  ])('%s', (_what, strategy, expected) => {
    expect(podsOf(strategy)).toEqual(expected);
  });

  test('nothing more while it is paused', () => {
    expect(podsOf('blueGreen: { activeService: a }', 'paused: true, ')).toEqual([10, 10, 10, 0]);
  });
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ setWeight: fc.integer({ min: 0, max: 100 }) }) },
  fc.record({
    setCanaryScale: fc.oneof(
      fc.record({ replicas: fc.nat(12) }),
      fc.record({ weight: fc.nat(100) }),
      fc.constant({ matchTrafficWeight: true }),
    ),
  }),
  fc.record({
    experiment: fc.record({
      templates: fc.array(fc.record({ replicas: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }),
    }),
  }),
  fc.constant({}),
);

test('a canary behind a router has as many pods at most as one that is played pod by pod, aborted at any step or not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(step, { maxLength: 6 }),
      fc.boolean(),
      fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      (replicas, steps, dynamicStableScale, minPodsPerReplicaSet) => {
        const canary = { trafficRouting: {}, steps, dynamicStableScale, minPodsPerReplicaSet };
        const { peak, terminating } = argoRolloutPods({ strategy: { canary } }, replicas);
        const played = play({ replicas, steps, dynamicStableScale, minPodsPerReplicaSet });
        expect({ peak, withLeaving: terminating }).toEqual(played);
      },
    ),
    { numRuns: 500 },
  );
});
