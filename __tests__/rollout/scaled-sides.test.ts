import {
  Accelerator,
  type BlueGreenProps,
  type CanaryProps,
  CanaryStage,
  Colour,
  ScalingMetric,
  TrafficSplit,
} from '../../lib';
import { declare, failureOf } from '../support/declare';
import { blueGreen, canary, NEW, objectsOf, OLD, SERVER } from './support';

const autoscaling = { minReplicas: 2, maxReplicas: 6 };
const scaled = { ...NEW, autoscaling };
const byRoute = TrafficSplit.byRoute();

/** What an advice says to write: `green: { ... }`. */
const written = (message: string, side: string): object => {
  const [, text] = new RegExp(`${side}: \\{ (.*?) \\},? and`).exec(message)!;
  // What the advice says to write is code.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(`return { ${text} }`)() as object;
};
const scalersIn = (made: Parameters<typeof objectsOf>[0]): string[] =>
  objectsOf(made)
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map(({ metadata }) => metadata.name);

describe('what a message says to do about the size of a side that scales by load', () => {
  const flipped: Partial<BlueGreenProps> = { active: Colour.GREEN, minCapacity: 4 };

  test.each<[string, Partial<BlueGreenProps>, string]>([
    ['of the colour itself', { green: scaled }, 'green: { autoscaling: { minReplicas: 4 } }, and'],
    ['of both colours', { server: { ...SERVER, autoscaling } }, 'green: { autoscaling: { minReplicas: 4 } }, and'],
    [
      'with a most that is too small',
      { green: { ...NEW, autoscaling: { minReplicas: 2, maxReplicas: 3 } } },
      'green: { autoscaling: { minReplicas: 4, maxReplicas: 4 } }, and',
    ],
    ['of the other colour alone', { blue: { ...OLD, autoscaling } }, 'green: { replicas: 4 }, and'],
  ])('is the size of the autoscaler %s, which stays', (_, props, advice) => {
    const message = failureOf(() => blueGreen({ ...flipped, ...props }));
    expect(message).toContain(advice);
    const green = { ...NEW, ...props.green };
    const given = written(message, 'green') as { readonly autoscaling?: object };
    const base = props.green?.autoscaling ?? props.server?.autoscaling;
    const merged = given.autoscaling ? { autoscaling: { ...base!, ...given.autoscaling } } : given;
    const followed = blueGreen({ ...flipped, ...props, green: { ...green, ...(merged as object) } });
    expect(scalersIn(followed).includes('ranker-green')).toBe(given.autoscaling !== undefined);
  });

  test.each<[string, Partial<BlueGreenProps>, string]>([
    [
      'a colour that scales, with fewer pods than the other',
      { active: Colour.GREEN, green: scaled, blue: { ...OLD, replicas: 10 } },
      'raise green.autoscaling.minReplicas and apply',
    ],
    [
      'a colour of a fixed size that takes over from one that has grown',
      { active: Colour.GREEN, green: { ...NEW, replicas: 2 }, blue: { ...OLD, autoscaling } },
      'raise green.replicas until the flip is done',
    ],
    [
      'two colours that scale and are the same',
      { server: { ...SERVER, autoscaling }, blue: OLD, green: OLD },
      'or one of them replicas of 0 in place of its autoscaling',
    ],
    ['two colours of fixed sizes that are the same', { blue: OLD, green: OLD }, 'or set its replicas to 0'],
  ])('names the prop that decides: %s', (_, props, advice) => {
    expect(blueGreen(props).app.warnings.join('\n')).toContain(advice);
  });

  test.each<[string, Partial<CanaryProps>, string]>([
    ['that scales', { canary: scaled }, 'raise canary.autoscaling.minReplicas, or lower minCapacity to 2'],
    ['of a fixed size', { canary: { ...NEW, replicas: 2 } }, 'give that side more replicas, or lower minCapacity to 2'],
  ])('of a side of a canary %s', (_, props, advice) => {
    expect(failureOf(() => canary({ split: byRoute, minCapacity: 10, ...props }))).toContain(advice);
  });

  test('of the stable side of a canary that scales', () => {
    const stable = { ...OLD, autoscaling: { minReplicas: 3, maxReplicas: 20 } };
    const props = { split: byRoute, minCapacity: 10, steps: [10], stable, canary: { ...NEW, replicas: 10 } };
    expect(failureOf(() => canary(props))).toContain('raise stable.autoscaling.minReplicas, or lower');
  });

  test('of a colour without pods where both would scale', () => {
    const off = { server: { ...SERVER, autoscaling }, blue: { ...OLD, replicas: 0 } };
    expect(failureOf(() => blueGreen(off))).toContain('with 0 replicas; leave blue.replicas out, apply');
    expect(() => blueGreen({ ...off, blue: OLD })).not.toThrow();
  });

  test('of the plan is what can be written', () => {
    const small = { ...NEW, autoscaling: { minReplicas: 1, maxReplicas: 2 } };
    const plan = blueGreen({ blue: { ...OLD, replicas: 3 }, green: small }).release.plan();
    expect(plan.map(({ change }) => change)).toContain('green: { autoscaling: { minReplicas: 3, maxReplicas: 3 } }');
  });

  test('of a server with the only accelerator', () => {
    const resources = { cpu: '1', memory: '1Gi', accelerator: Accelerator.nvidia(1) };
    const told = (props: object) => declare({ resources, ...props }).app.warnings.join('\n');
    expect(told({ autoscaling: { minReplicas: 1, maxReplicas: 3, targetCpuUtilization: 70 } })).toContain(
      'raise autoscaling.minReplicas, or',
    );
    expect(told({ replicas: 1 })).toContain('raise replicas, or');
  });

  test('of the plan is what the autoscaler of the other colour may have made', () => {
    const grows = (blue: object, more: object = {}): string[] =>
      blueGreen({ blue: { ...OLD, autoscaling, ...blue }, green: scaled, ...more })
        .release.plan()
        .map(({ change }) => change)
        .filter((change) => change.includes('autoscaling: {'));
    expect(grows({})).toEqual(['green: { autoscaling: { minReplicas: 6 } }']);
    expect(grows({}, { minCapacity: 2 })).toEqual([]);
  });
});

describe('what takes over from a side that scales by load', () => {
  const load = {
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [ScalingMetric.query({ query: 'sum(queue)', threshold: 4 })],
  };
  const cluster = { keda: { prometheusUrl: 'http://prometheus.monitoring.svc:9090' } };
  const small = { ...load, maxReplicas: 6 };

  test.each<[string, Partial<CanaryProps>, string]>([
    [
      'at once',
      { stage: CanaryStage.promoted() },
      '100 % of the requests at once with 2 pods, of which stable may have needed 10',
    ],
    [
      'from the step before',
      { steps: [10, 50], stage: CanaryStage.step(1) },
      '50 % of the requests at once with 2 pods, of which stable may have needed 5; raise canary.autoscaling.minReplicas before',
    ],
  ])('is told, written without the apply that raises its minimum: a canary %s', (_, props, warning) => {
    const given = { server: { ...SERVER, autoscaling: load }, stable: OLD, canary: NEW, split: byRoute, ...props };
    expect(canary(given, 'ranker', cluster).app.warnings.join('\n')).toContain(`canary takes ${warning}`);
  });

  test.each<[string, Partial<CanaryProps>]>([
    ['whose minimum is enough for its share', { steps: [10, 20, 50], stage: CanaryStage.step(1) }],
    ['that is about to take a larger share', { steps: [20, 50], stage: CanaryStage.step(1).firstOfTwo() }],
    ['whose release says what all requests need', { minCapacity: 2, stage: CanaryStage.promoted() }],
    ['that takes nothing yet', { stage: CanaryStage.weight(0) }],
  ])('is fine: a canary %s', (_, props) => {
    const given = { server: { ...SERVER, autoscaling: load }, stable: OLD, canary: NEW, split: byRoute, ...props };
    expect(canary(given, 'ranker', cluster).app.warnings.join('\n')).not.toContain('may have needed');
  });

  test('is raised to its share before each share, and again before the canary goes', () => {
    const props = {
      server: { ...SERVER, autoscaling: load },
      stable: OLD,
      canary: NEW,
      split: byRoute,
      steps: [10, 50],
    };
    const plan = canary(props, 'ranker', cluster).release.plan();
    expect(
      plan.map(({ stageName, change, sides }) => [stageName, change, ...sides.map(({ replicas }) => replicas)]),
    ).toEqual([
      ['deploy', 'stage: CanaryStage.weight(0)', 2, 2],
      ['step 10 %', 'stage: CanaryStage.step(0)', 2, 2],
      ['grow for step 50 %', 'canary: { autoscaling: { minReplicas: 5 } }', 2, 5],
      ['step 50 %', 'stage: CanaryStage.step(1)', 2, 5],
      ['grow for promote', 'canary: { autoscaling: { minReplicas: 10 } }', 2, 10],
      ['promote', 'stage: CanaryStage.promoted()', 2, 10],
      ['replace stable', 'stable: the version of canary', 2, 10],
      ['grow for retire', 'stage: CanaryStage.retired(), stable: { autoscaling: { minReplicas: 10 } }', 10, 10],
      ['retire', expect.stringContaining('leave out canary and stage'), 10, 0],
    ]);
    expect(plan.map(({ lowestCapacity }) => lowestCapacity.pods)).toEqual([2, 4, 4, 7, 7, 10, 10, 10, 10]);
  });

  test('is raised to what the release says, where that is less than the most pods of the stable side', () => {
    const scaled = { stable: { ...OLD, autoscaling: load }, canary: { ...NEW, replicas: 3 } };
    expect(failureOf(() => canary({ split: byRoute, ...scaled }, 'ranker', cluster))).toContain(
      '2 + 3 pods leave the canary side with 3 ready of the 10 pods that 100 % of the requests need',
    );
    const said = { split: byRoute, replicas: 2, minCapacity: 2, ...scaled };
    expect(() => canary(said, 'ranker', cluster)).not.toThrow();
  });

  test('is the same plan whatever the stage, where the canary has no pods as well', () => {
    const props = {
      server: { ...SERVER, autoscaling: load },
      stable: OLD,
      canary: NEW,
      split: byRoute,
      steps: [10, 50],
    };
    const planAt = (stage: CanaryStage) => canary({ ...props, stage }, 'ranker', cluster).release.plan();
    expect(planAt(CanaryStage.rolledBack())).toEqual(planAt(CanaryStage.weight(0)));
  });

  test('is told: a colour that can never be as large', () => {
    const props = { active: Colour.GREEN, blue: { ...OLD, autoscaling: load }, green: { ...NEW, autoscaling: small } };
    expect(blueGreen(props, 'ranker', cluster).app.warnings.join('\n')).toContain(
      'takes all requests over with 6 pods at most, from one that may have grown to 10; raise green.autoscaling.maxReplicas',
    );
  });

  test('has ScaledObjects of its own, each for the Deployment of one side', () => {
    const made = objectsOf(
      blueGreen({ server: { ...SERVER, autoscaling: load }, blue: OLD, green: NEW }, 'ranker', cluster),
    );
    expect(
      made.filter(({ kind }) => kind === 'ScaledObject').map(({ spec }) => spec.scaleTargetRef.name as string),
    ).toEqual(['ranker-blue', 'ranker-green']);
  });

  test('must not be without pods', () => {
    const zero = { ...load, minReplicas: 0 };
    expect(failureOf(() => blueGreen({ server: { ...SERVER, autoscaling: zero } }, 'ranker', cluster))).toContain(
      'autoscaling.minReplicas must be 1 or more on a side of a release, got 0',
    );
  });
});
