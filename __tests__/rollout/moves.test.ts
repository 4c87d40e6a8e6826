import {
  type BlueGreen,
  type Canary,
  CanaryStage,
  Colour,
  ModelServer,
  PreviousRelease,
  type ServingApp,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { failureOf, OPEN } from '../support/declare';
import { simulateApply } from '../support/rollout-simulator';
import { blueGreen, canary, modelServer, objectsOf, OLD, SERVER } from './support';

const SERVICE = 'ranker';

interface Kind {
  readonly title: string;
  /** What runs under the name, when this is it. */
  readonly before: PreviousRelease;
  declare(previously?: PreviousRelease): {
    readonly app: ServingApp;
    readonly release: ModelServer | Canary | BlueGreen;
  };
}

const byRoute = TrafficSplit.byRoute();
const KINDS: Kind[] = [
  { title: 'ModelServer', before: PreviousRelease.modelServer(), declare: (previously) => modelServer({ previously }) },
  {
    title: 'Canary by replicas without a share',
    before: PreviousRelease.canary(),
    declare: (previously) => canary({ previously }),
  },
  {
    title: 'Canary by replicas at 30 %',
    before: PreviousRelease.canary(),
    declare: (previously) => canary({ previously, stage: CanaryStage.weight(30) }),
  },
  {
    title: 'promoted Canary by replicas',
    before: PreviousRelease.promotedCanary(),
    declare: (previously) => canary({ previously, steps: [10, 50], stage: CanaryStage.promoted() }),
  },
  {
    title: 'Canary by route without a share',
    before: PreviousRelease.routedCanary(),
    declare: (previously) => canary({ previously, split: byRoute }),
  },
  ...[Colour.BLUE, Colour.GREEN].map((active): Kind => ({
    title: `BlueGreen, ${active}`,
    before: PreviousRelease.blueGreen(active),
    declare: (previously) => blueGreen({ previously, active }),
  })),
];
const MOVES = KINDS.flatMap((from) =>
  KINDS.filter((to) => to.title.split(/[ ,]/)[0] !== from.title.split(/[ ,]/)[0] && !isCanary(from, to)).map(
    (to): [string, string, Kind, Kind] => [from.title, to.title, from, to],
  ),
);

function isCanary(from: Kind, to: Kind): boolean {
  return [from, to].every(({ title }) => title.includes('Canary'));
}

/** The fewest ready endpoints of the Service on the way. */
const fewest = (before: readonly object[], after: readonly object[], remove: string[] = []) =>
  simulateApply(before, after, { remove }).services[SERVICE].ready.min;

describe.each(MOVES)('from %s to %s under one name', (_from, _to, from, to) => {
  const before = objectsOf(from.declare());
  const after = objectsOf(to.declare());

  test('one apply is refused when, and only when, it leaves the Service without a ready endpoint', () => {
    const isOutage = fewest(before, after) === 0;
    const move = () => objectsOf(to.declare(from.before));
    if (isOutage) {
      const message = failureOf(move);
      expect(message).toMatch(/previously must be moved from in two applies, or 'ranker' has no ready pod for up to/);
      expect(message).toMatch(/apply with PreviousRelease\..*\.firstOfTwo\(\), and without previously once/);
    } else expect(move()).toEqual(after);
  });

  test('two applies always leave it with one, and so does deleting what the new files no longer hold', () => {
    const first = simulateApply(before, objectsOf(to.declare(from.before.firstOfTwo())));
    expect(first.errors).toEqual([]);
    expect(first.services[SERVICE].ready.min).toBeGreaterThan(0);
    const second = simulateApply(first.live, after);
    expect(second.errors).toEqual([]);
    expect(second.services[SERVICE].ready.min).toBeGreaterThan(0);
    expect(second.leftRunning.length).toBeGreaterThan(0);
    const remove = second.leftRunning.map((name) => `Deployment/${name}`);
    expect(fewest(second.live, after, remove)).toBeGreaterThan(0);
  });
});

/** Labels of the pods that a client in another namespace may reach. */
function reachableFrom(app: ServingApp, release: ModelServer | Canary | BlueGreen): Record<string, string>[] {
  const client = new ModelServer(new TenantNamespace(app, 'front', OPEN), 'ui', { ...SERVER, ...OLD });
  client.connectTo(release, { env: 'RANKER_URL' });
  const policy = objectsOf({ app }).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'ui');
  return policy.spec.egress
    .flatMap(({ to = [] }: any) => to)
    .filter(({ namespaceSelector }: any) => namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] === 'vision')
    .map(({ podSelector }: any) => podSelector.matchLabels);
}

test.each(MOVES)('clients in other namespaces reach the pods of %s while the first apply brings up %s', (...move) => {
  const [, , from, to] = move;
  const old = objectsOf(from.declare());
  const { app, release } = to.declare(from.before.firstOfTwo());
  const selectors = reachableFrom(app, release);
  const service = objectsOf({ app }).find(({ kind, metadata }) => kind === 'Service' && metadata.name === SERVICE);
  // Its pods are there, and declared no more.
  expect(app.warnings.filter((warning) => warning.includes('[service-selects-pods]'))).toEqual([]);
  const carries = (labels: Record<string, string>, selector: Record<string, string>) =>
    Object.entries(selector).every(([key, value]) => labels[key] === value);
  const serving = old
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => spec.template.metadata.labels)
    .filter((labels) => carries(labels, service.spec.selector));
  expect(serving).not.toEqual([]);
  for (const labels of serving) expect(selectors.some((selector) => carries(labels, selector))).toBe(true);
});

test('the only kinds of move that need one apply are those to a Canary by replicas', () => {
  const safe = MOVES.filter(([, , from, to]) => fewest(objectsOf(from.declare()), objectsOf(to.declare())) > 0);
  expect(new Set(safe.map(([, to]) => to))).toEqual(
    new Set(['Canary by replicas without a share', 'Canary by replicas at 30 %']),
  );
});

test('from one way of splitting a canary to the other the stable pods go on serving, in one apply', () => {
  const replicas = objectsOf(canary({ stage: CanaryStage.weight(30) }));
  const route = objectsOf(canary({ split: byRoute, previously: PreviousRelease.canary() }));
  expect(fewest(replicas, route)).toBeGreaterThan(0);
  expect(fewest(route, objectsOf(canary({ previously: PreviousRelease.routedCanary() })))).toBeGreaterThan(0);
  const promoted = objectsOf(canary({ steps: [10, 50], stage: CanaryStage.promoted() }));
  const after = objectsOf(canary({ split: byRoute, previously: PreviousRelease.promotedCanary() }));
  expect(fewest(promoted, after)).toBeGreaterThan(0);
});

describe('mistakes of a move', () => {
  test.each<[string, () => unknown, string]>([
    [
      'something that is no previous release',
      () => blueGreen({ previously: 'ModelServer' as never }),
      "BlueGreen 'vision/ranker': previously must be made by PreviousRelease.modelServer(), .canary(), .blueGreen(...) or its like, got 'ModelServer'",
    ],
    [
      'a colour that is none',
      () => modelServer({ previously: PreviousRelease.blueGreen('red' as never) }),
      "ModelServer 'vision/ranker': previously must name the colour that was active, 'blue' or 'green', got 'red'",
    ],
    [
      'a share for a canary whose pods do not exist yet',
      () =>
        canary({
          split: byRoute,
          stage: CanaryStage.weight(30),
          previously: PreviousRelease.modelServer().firstOfTwo(),
        }),
      "Canary 'vision/ranker': stage must be weight 0 while previously is the first of two applies: the canary's pods are not ready yet, got 30",
    ],
    [
      'a workload that is adopted',
      () => modelServer({ selector: { app: 'ranker' }, previously: PreviousRelease.canary() }),
      "ModelServer 'vision/ranker': previously must be left out with selector: a workload that is adopted keeps its pods",
    ],
  ])('%s', (_, action, message) => {
    expect(failureOf(action)).toBe(message);
  });
});

test('a Canary that follows a BlueGreen at once says that both colours get requests until they are deleted', () => {
  const { app } = canary({ previously: PreviousRelease.blueGreen(Colour.GREEN) });
  expect(app.warnings).toEqual([
    "Canary 'vision/ranker': the Service selects the pods of both colours until their Deployments are deleted; set the replicas of the colour that is not active to 0 before",
  ]);
});
