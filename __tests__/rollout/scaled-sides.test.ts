import { Accelerator, type BlueGreenProps, type CanaryProps, Colour, TrafficSplit } from '../../lib';
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
    expect(told({ autoscaling: { minReplicas: 1, maxReplicas: 3 } })).toContain('raise autoscaling.minReplicas, or');
    expect(told({ replicas: 1 })).toContain('raise replicas, or');
  });
});
