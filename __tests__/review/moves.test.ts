import { CanaryStage, Colour, PreviousRelease, TrafficSplit } from '../../lib';
import { review } from '../../lib/review/review';
import { blueGreen, canary, modelServer, objectsOf, OLD } from '../rollout/support';
import { simulateApply } from '../support/rollout-simulator';
import { sideOfObjects } from './support';

const byRoute = TrafficSplit.byRoute();
const KINDS = {
  ModelServer: () => modelServer(),
  'Canary by replicas without a share': () => canary(),
  'Canary by replicas at 30 %': () => canary({ stage: CanaryStage.weight(30) }),
  'promoted Canary by replicas': () => canary({ steps: [10, 50], stage: CanaryStage.promoted() }),
  'rolled back Canary by replicas': () => canary({ steps: [10, 50], stage: CanaryStage.rolledBack() }),
  'Canary by route without a share': () => canary({ split: byRoute }),
  'BlueGreen, blue': () => blueGreen(),
  'BlueGreen, green': () => blueGreen({ active: Colour.GREEN }),
  'BlueGreen, green alone': () => blueGreen({ active: Colour.GREEN, blue: { ...OLD, replicas: 0 } }),
};
const objects = new Map(Object.entries(KINDS).map(([title, declare]) => [title, objectsOf(declare())]));
const MOVES = [...objects.keys()].flatMap((from) =>
  [...objects.keys()].filter((to) => to !== from).map((to): [string, string] => [from, to]),
);

test.each(MOVES)('from %s to %s in one apply is an outage when, and only when, the simulator says so', (from, to) => {
  const [before, after] = [objects.get(from)!, objects.get(to)!];
  const isOutage = simulateApply(before, after).services.ranker.ready.min === 0;
  const { verdict, services } = review(sideOfObjects(before), sideOfObjects(after));
  expect(services.some(({ object, losesAll }) => object.name === 'ranker' && losesAll)).toBe(isOutage);
  expect(verdict === 'outage').toBe(isOutage);
});

test('moves are of both sorts', () => {
  const outages = MOVES.map(
    ([from, to]) => simulateApply(objects.get(from)!, objects.get(to)!).services.ranker.ready.min,
  );
  expect(new Set(outages.map((ready) => ready === 0))).toEqual(new Set([true, false]));
});

test('a promoted canary goes back in two applies', () => {
  const [promoted, back] = ['promoted Canary by replicas', 'rolled back Canary by replicas'].map((title) =>
    sideOfObjects(objects.get(title)!),
  );
  const between = sideOfObjects(objectsOf(canary({ steps: [10, 50], stage: CanaryStage.weight(50) })));
  const { verdict, services, releases } = review(promoted, back);
  expect(verdict).toBe('outage');
  expect(releases[0].fewestReady).toBe(0);
  expect(services[0].message).toBe(
    "Service 'ranker' in namespace 'vision' leads to Deployment ranker-canary (0 pods), Deployment ranker-stable (10 pods) in place of Deployment ranker-canary (10 pods), which go with the same apply: it has none until every proxy knows the others; move it with one apply, and take them away with the next",
  );
  expect(review(promoted, between).verdict).not.toBe('outage');
  expect(review(between, back).verdict).not.toBe('outage');
});

test.each(['argocd', 'flux'] as const)(
  'with %s, which deletes what is gone, a Canary in the place of a server is an outage',
  (delivery) => {
    const [before, after] = ['ModelServer', 'Canary by replicas at 30 %'].map((title) =>
      sideOfObjects(objects.get(title)!),
    );
    expect(review(before, after).verdict).not.toBe('outage');
    expect(review(before, after, { delivery }).verdict).toBe('outage');
  },
);

const PREVIOUS: [string, PreviousRelease, (previously?: PreviousRelease) => Parameters<typeof objectsOf>[0]][] = [
  ['ModelServer', PreviousRelease.modelServer(), (previously) => blueGreen({ previously })],
  ['ModelServer', PreviousRelease.modelServer(), (previously) => canary({ previously, split: byRoute })],
  ['Canary by replicas at 30 %', PreviousRelease.canary(), (previously) => modelServer({ previously })],
  ['promoted Canary by replicas', PreviousRelease.promotedCanary(), (previously) => blueGreen({ previously })],
  ['BlueGreen, green', PreviousRelease.blueGreen(Colour.GREEN), (previously) => modelServer({ previously })],
];

test.each(PREVIOUS)('from %s in two applies there is none', (from, previously, to) => {
  const before = sideOfObjects(objects.get(from)!);
  const first = sideOfObjects(objectsOf(to(previously.firstOfTwo())));
  const second = sideOfObjects(objectsOf(to()));
  expect(review(before, first).verdict).not.toBe('outage');
  expect(review(first, second).verdict).not.toBe('outage');
});
