import fc from 'fast-check';
import { Duration } from 'cdk8s';
import { RollingStrategy, RolloutCount } from '../../lib';
import type { PodTimes } from '../../lib/core/rolling-strategy';
import { Problems } from '../../lib/private/problems';
import { podsMeant } from '../support/api-server/int-or-percent';

const STARTUP = 600;

const TIMES = { startupSeconds: STARTUP, initSeconds: 0, graceSeconds: 50, keepsDevice: false };

function plan(strategy: RollingStrategy, replicas = 3, times: Partial<PodTimes> = {}) {
  const problems = new Problems('it');
  const { strategy: manifest, ...timing } = strategy._plan(problems, replicas, { ...TIMES, ...times });
  return { ...timing, manifest: manifest as any, problems: problems.sentences };
}

const count = fc.oneof(
  fc.nat(4).map((pods) => RolloutCount.pods(pods)),
  fc.constantFrom(0, 1, 9, 10, 25, 33, 34, 50, 99, 100).map((percent) => RolloutCount.percent(percent)),
);
const surge = fc.oneof(count, fc.constant(RolloutCount.percent(150)));

test('surge rounds up and unavailability down, as the Deployment controller does', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(200), (replicas, percent) => {
      const share = RolloutCount.percent(percent);
      expect(share._resolve(replicas, 'up')).toBe(podsMeant(`${percent}%`, replicas, 'up'));
      expect(share._resolve(replicas, 'down')).toBe(podsMeant(`${percent}%`, replicas, 'down'));
    }),
  );
});

test.each([
  [25, 10, 3, 2],
  [25, 3, 1, 0],
  [100, 7, 7, 7],
  [150, 3, 5, 4],
  [0, 10, 0, 0],
])('%d percent of %d pods: up to %d more, at most %d fewer', (percent, replicas, more, fewer) => {
  expect(RolloutCount.percent(percent)._resolve(replicas, 'up')).toBe(more);
  expect(RolloutCount.percent(percent)._resolve(replicas, 'down')).toBe(fewer);
});

test('an error exactly when no pod may be added and none taken away', () => {
  fc.assert(
    fc.property(surge, count, fc.integer({ min: 1, max: 50 }), (maxSurge, maxUnavailable, replicas) => {
      const { manifest, problems } = plan(RollingStrategy.of({ maxSurge, maxUnavailable }), replicas);
      const { rollingUpdate } = manifest;
      const isStuck =
        podsMeant(rollingUpdate.maxSurge, replicas, 'up') === 0 &&
        podsMeant(rollingUpdate.maxUnavailable, replicas, 'down') === 0;
      expect(problems).toEqual(
        isStuck ? [expect.stringMatching(/^rollout\.maxSurge and maxUnavailable must not both be 0 pods, got /)] : [],
      );
    }),
    { numRuns: 500 },
  );
});

test('the error says what the numbers come to', () => {
  const strategy = RollingStrategy.of({ maxSurge: RolloutCount.pods(0), maxUnavailable: RolloutCount.percent(25) });
  expect(plan(strategy, 3).problems).toEqual([
    'rollout.maxSurge and maxUnavailable must not both be 0 pods, got 0 and 25% of 3 replicas (surge rounds up, unavailability rounds down); raise one of them',
  ]);
  expect(plan(strategy, 4).problems).toEqual([]);
});

test('without replicas the API server refuses two zeros all the same, but no percentages', () => {
  const [none, some] = [RolloutCount.pods(0), RolloutCount.percent(25)];
  expect(plan(RollingStrategy.of({ maxSurge: none, maxUnavailable: none }), 0).problems).toHaveLength(1);
  expect(plan(RollingStrategy.of({ maxSurge: some, maxUnavailable: some }), 0).problems).toEqual([]);
  expect(plan(RollingStrategy.of({ maxSurge: none, maxUnavailable: some }), 0).problems).toEqual([]);
});

test.each([
  ['zeroDowntime', RollingStrategy.zeroDowntime(), 1, 0],
  ['inPlace', RollingStrategy.inPlace(), 0, 1],
  ['of, told nothing,', RollingStrategy.of({}), 1, 0],
  [
    'of, told pods,',
    RollingStrategy.of({ maxSurge: RolloutCount.pods(2), maxUnavailable: RolloutCount.pods(1) }),
    2,
    1,
  ],
  ['of, told percentages,', RollingStrategy.of({ maxSurge: RolloutCount.percent(150) }), '150%', 0],
])('%s spells out both numbers', (_name, strategy, maxSurge, maxUnavailable) => {
  const { manifest, problems } = plan(strategy);
  expect(problems).toEqual([]);
  expect(manifest).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } });
});

test('recreate has no rollingUpdate, which the API server would refuse', () => {
  const { manifest, problems } = plan(RollingStrategy.recreate());
  expect(problems).toEqual([]);
  expect(manifest).toEqual({ type: 'Recreate' });
});

test('surge may exceed all replicas, unavailability may not', () => {
  const most = RolloutCount.percent(101);
  expect(plan(RollingStrategy.of({ maxSurge: most })).problems).toEqual([]);
  expect(plan(RollingStrategy.of({ maxUnavailable: most })).problems).toEqual([
    'rollout.maxUnavailable must be at most 100 percent, got 101 percent',
  ]);
});

test.each(['zeroDowntime', 'inPlace', 'recreate'] as const)('%s waits and gives up as it is told', (factory) => {
  const strategy = RollingStrategy[factory]({ minReady: Duration.seconds(30), progressDeadline: Duration.minutes(20) });
  expect(plan(strategy)).toMatchObject({ minReadySeconds: 30, progressDeadlineSeconds: 1200, problems: [] });
});

test('told nothing, it gives up a minute after a pod must be ready, and sets no minReadySeconds', () => {
  expect(plan(RollingStrategy.zeroDowntime())).toMatchObject({ progressDeadlineSeconds: STARTUP + 60 });
  expect(plan(RollingStrategy.zeroDowntime()).minReadySeconds).toBeUndefined();
  const patient = RollingStrategy.zeroDowntime({ minReady: Duration.seconds(15) });
  expect(plan(patient)).toMatchObject({ minReadySeconds: 15, progressDeadlineSeconds: STARTUP + 15 + 60 });
});

test.each([
  ['none may be on top', RollingStrategy.inPlace(), 3, false, 50],
  [
    'none is on top after rounding',
    RollingStrategy.of({ maxSurge: RolloutCount.percent(0), maxUnavailable: RolloutCount.pods(1) }),
    3,
    false,
    50,
  ],
  ['all old ones stop first', RollingStrategy.recreate(), 3, false, 50],
  ['it keeps a device', RollingStrategy.zeroDowntime(), 3, true, 50],
  ['nothing, as one is on top', RollingStrategy.zeroDowntime(), 3, false, 0],
  ['nothing, as a share of one pod is one', RollingStrategy.of({ maxSurge: RolloutCount.percent(25) }), 1, false, 0],
])('waits for an old pod to stop before it gives up, where %s', (_why, strategy, replicas, keepsDevice, wait) => {
  const { progressDeadlineSeconds } = plan(strategy, replicas, { keepsDevice });
  expect(progressDeadlineSeconds).toBe(wait + STARTUP + 60);
});

test('the deadline is always above the startup budget plus minReady, or it is an error', () => {
  const seconds = fc.nat(2000);
  fc.assert(
    fc.property(seconds, seconds, fc.option(seconds, { nil: undefined }), (startup, minReady, deadline) => {
      const { progressDeadlineSeconds, problems } = plan(
        RollingStrategy.zeroDowntime({
          minReady: Duration.seconds(minReady),
          progressDeadline: deadline === undefined ? undefined : Duration.seconds(Math.max(deadline, 1)),
        }),
        2,
        { startupSeconds: startup },
      );
      expect(problems.length === 0).toBe(progressDeadlineSeconds > startup + minReady);
    }),
  );
});

test('a deadline that is too short names the budget it cuts', () => {
  const strategy = RollingStrategy.zeroDowntime({
    minReady: Duration.seconds(30),
    progressDeadline: Duration.seconds(630),
  });
  expect(plan(strategy).problems).toEqual([
    expect.stringMatching(
      /^rollout\.progressDeadline must be longer than the startup budget of 600 s plus minReady of 30 s, .*, got 630 s; /,
    ),
  ]);
});

test.each([
  ['25', `got '25' (a percentage is RolloutCount.percent(25))`],
  ['25%', `got '25%'`],
  [1, 'got 1'],
  [NaN, 'got NaN'],
  [null, 'got nothing'],
  [{}, 'got an object (empty)'],
])('plain JavaScript may pass %p: an error, and no half a manifest', (value, shown) => {
  const { manifest, problems } = plan(RollingStrategy.of({ maxSurge: value as never }));
  expect(problems).toEqual([`rollout.maxSurge must be RolloutCount.pods(n) or RolloutCount.percent(n), ${shown}`]);
  expect(manifest.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 0 });
});

test.each([NaN, -1, 0.5, Infinity, '25' as never, null as never])('a count of %p is an error of its own', (amount) => {
  for (const bad of [RolloutCount.pods(amount), RolloutCount.percent(amount)]) {
    const { problems } = plan(RollingStrategy.of({ maxSurge: bad, maxUnavailable: bad }));
    expect(problems).toEqual([
      expect.stringMatching(/^rollout\.maxSurge must be a whole number of pods or percent, 0 or more, got /),
      expect.stringMatching(/^rollout\.maxUnavailable must be a whole number/),
    ]);
  }
});

test('all that is wrong is reported at once', () => {
  const strategy = RollingStrategy.of({ maxSurge: RolloutCount.pods(-1), minReady: Duration.millis(500) });
  expect(plan(strategy).problems).toHaveLength(2);
});

test.each([
  ['of', (value: never) => RollingStrategy.of(value)],
  ['zeroDowntime', (value: never) => RollingStrategy.zeroDowntime(value)],
  ['inPlace', (value: never) => RollingStrategy.inPlace(value)],
  ['recreate', (value: never) => RollingStrategy.recreate(value)],
])('%s takes anything, and whoever uses it says what is wrong', (_, make) => {
  for (const nothing of [undefined, null]) expect(plan(make(nothing as never)).problems).toEqual([]);
  expect(plan(make('fast' as never)).problems).toEqual(["rollout.options must be an object, got 'fast'"]);
});

test('options that are changed afterwards change nothing', () => {
  const options = { minReady: Duration.seconds(5) };
  const strategy = RollingStrategy.zeroDowntime(options);
  const before = plan(strategy);
  options.minReady = Duration.hours(5);
  expect(plan(strategy)).toEqual(before);
});
