import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { secondsOf } from '../../lib/core/duration';
import { Problems } from '../../lib/private/problems';

function read(value: unknown, fallback = 7, min?: number): number {
  return secondsOf(new Problems('it'), 'period', value as Duration | undefined, fallback, min);
}

function problemsOf(value: unknown, min?: number): readonly string[] {
  const problems = new Problems('it');
  secondsOf(problems, 'period', value as Duration | undefined, 7, min);
  return problems.sentences;
}

test('whatever its unit, a duration of whole seconds is read as seconds', () => {
  const units = [
    ['seconds', 1],
    ['minutes', 60],
    ['hours', 3600],
    ['days', 86400],
  ] as const;
  fc.assert(
    fc.property(fc.nat(365), fc.constantFrom(...units), (amount, [unit, seconds]) => {
      expect(read(Duration[unit](amount))).toBe(amount * seconds);
      expect(problemsOf(Duration[unit](amount))).toEqual([]);
    }),
  );
});

test.each([
  ['two thousand milliseconds', Duration.millis(2000), 2],
  ['half a minute', Duration.minutes(0.5), 30],
  ['nothing at all', Duration.seconds(0), 0],
])('%s are whole seconds', (_what, duration, seconds) => {
  expect(read(duration)).toBe(seconds);
  expect(problemsOf(duration)).toEqual([]);
});

test('what is not given has the default, which no bound applies to', () => {
  expect(read(undefined, 7, 10)).toBe(7);
  expect(problemsOf(undefined, 10)).toEqual([]);
});

test.each([
  [Duration.millis(500), '500 millis'],
  [Duration.millis(1500), '1 second 500 millis'],
  [Duration.seconds(0.5), '500 millis'],
  [{ toSeconds: () => 30.5, toHumanString: (): string => '30.5 s' }, '30.5 s'],
  ['30s', `'30s'`],
  [30, '30'],
  [null, 'nothing'],
  [{ seconds: 30 }, 'an object (seconds)'],
])('%p is not whole seconds: it is reported and read as the default', (value, shown) => {
  expect(read(value)).toBe(7);
  expect(problemsOf(value)).toEqual([
    `period must be a Duration of whole seconds of 0 or more, for example Duration.seconds(30), got ${shown}`,
  ]);
});

test('a duration below the bound is reported with the bound', () => {
  expect(problemsOf(Duration.seconds(1), 1)).toEqual([]);
  expect(problemsOf(Duration.seconds(0), 1)).toEqual([
    'period must be a Duration of whole seconds of 1 or more, for example Duration.seconds(30), got 0 s',
  ]);
  expect(problemsOf(Duration.seconds(30), 60)).toEqual([expect.stringContaining('for example Duration.seconds(60)')]);
});

test('a duration of another copy of cdk8s is told by what it can do', () => {
  expect(read({ toSeconds: () => 30 })).toBe(30);
});
