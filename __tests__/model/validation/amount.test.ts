import * as fc from 'fast-check';
import { isWhole, parseAmount } from '../../../lib/model/validation/amount';

const SUFFIXES: { readonly [suffix: string]: readonly [bigint, bigint] } = {
  n: [1n, 10n ** 9n],
  u: [1n, 10n ** 6n],
  m: [1n, 1000n],
  '': [1n, 1n],
  k: [1000n, 1n],
  M: [1000n ** 2n, 1n],
  G: [1000n ** 3n, 1n],
  T: [1000n ** 4n, 1n],
  P: [1000n ** 5n, 1n],
  E: [1000n ** 6n, 1n],
  Ki: [1024n, 1n],
  Mi: [1024n ** 2n, 1n],
  Gi: [1024n ** 3n, 1n],
  Ti: [1024n ** 4n, 1n],
  Pi: [1024n ** 5n, 1n],
  Ei: [1024n ** 6n, 1n],
};

interface Written {
  readonly sign: string;
  readonly whole: string;
  readonly decimals: string;
  readonly by: { readonly suffix: string } | { readonly exponent: number };
}

/** What the server holds, counted without any limit of digits: billionths, rounded up, at most 2^63 - 1 whole ones. */
function billionths({ sign, whole, decimals, by }: Written): bigint {
  const [up, down] =
    'suffix' in by
      ? SUFFIXES[by.suffix]
      : by.exponent > 0
        ? [10n ** BigInt(by.exponent), 1n]
        : [1n, 10n ** BigInt(-by.exponent)];
  const above = BigInt(`0${whole}${decimals}`) * up * 10n ** 9n;
  const below = 10n ** BigInt(decimals.length) * down;
  let amount = above / below;
  if (amount * below < above) amount += 1n;
  const most = (2n ** 63n - 1n) * 10n ** 9n;
  if (amount > most) amount = most;
  return sign === '-' ? -amount : amount;
}

const digits = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength }).map((each) => each.join(''));
/** One in three is close to the largest amount that the server holds, one in three is mostly zeros. */
const whole = fc.oneof(
  digits(30),
  fc
    .tuple(fc.constantFrom(0, 1, 5, 200), fc.bigInt(2n ** 63n - 3n, 2n ** 63n + 3n))
    .map(([n, v]) => `${'0'.repeat(n)}${v}`),
  digits(3).map((last) => `${'0'.repeat(150)}${last}`),
);
const decimals = fc.oneof(
  digits(20),
  digits(3).map((last) => `${'0'.repeat(140)}${last}`),
);
const by = fc.oneof(
  fc.constantFrom(...Object.keys(SUFFIXES)).map((suffix) => ({ suffix })),
  fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -300, max: 300 })).map((exponent) => ({ exponent })),
);
const written = fc.record({ sign: fc.constantFrom('', '+', '-'), whole, decimals, by });
const isNumber = (each: Written) => each.whole !== '' || each.decimals !== '';

const textOf = ({ sign, whole: before, decimals: after, by: unit }: Written): string =>
  `${sign}${before}${after === '' ? '' : `.${after}`}${'suffix' in unit ? unit.suffix : `e${unit.exponent}`}`;

test('an amount is what the server holds of it, however many digits it has', () => {
  fc.assert(
    fc.property(written.filter(isNumber), (each) => {
      expect(parseAmount(textOf(each))).toBe(billionths(each));
    }),
    { numRuns: 4000 },
  );
});

test.each([
  '',
  ' 1',
  '1 ',
  '1,5',
  '0x10',
  '1e',
  '1ee3',
  '1e1.5',
  '1KI',
  '1mi',
  '1i',
  '--1',
  '.',
  '-',
  '1_000',
  'Infinity',
  '１',
])('no amount: %p', (text) => {
  expect(parseAmount(text)).toBeUndefined();
});

test.each([
  [0, 0n],
  [1.5, 1_500_000_000n],
  [1e21, (2n ** 63n - 1n) * 10n ** 9n],
  [1e-7, 100n],
])('numbers count as their text: %p', (value, amount) => {
  expect(parseAmount(value)).toBe(amount);
});

test.each([null, undefined, true, [], {}, NaN, Infinity])('neither text nor number is no amount: %p', (value) => {
  expect(parseAmount(value)).toBeUndefined();
});

test.each([
  ['1', true],
  ['1000m', true],
  ['-2', true],
  ['500m', false],
  ['1Ki', true],
  ['0.1Ki', false],
])('whole amounts: %s', (text, whole) => {
  expect(isWhole(parseAmount(text) as bigint)).toBe(whole);
});
