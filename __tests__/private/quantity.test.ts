import fc from 'fast-check';
import { checkBytes, checkCpu, checkWithin, Quantity } from '../../lib/private/quantity';
import {
  addExact,
  compareExact,
  type ExactQuantity,
  isMultipleOf,
  isNegative,
  parseQuantity,
  quantity,
} from '../support/quantity-oracle';

const suffixes = ['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const digits = fc.stringMatching(/^\d{1,19}$/);
const fraction = fc.stringMatching(/^\d{1,6}$/);
const number = fc.oneof(
  digits,
  fc.tuple(digits, fraction).map(([whole, rest]) => `${whole}.${rest}`),
  digits.map((whole) => `${whole}.`),
  fraction.map((rest) => `.${rest}`),
);
const exponent = fc
  .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.nat(24))
  .map(([letter, sign, power]) => `${letter}${sign}${power}`);
const scale = fc.oneof(fc.constantFrom(...suffixes), exponent);
const text = fc
  .tuple(fc.constantFrom('', '', '', '+', '-'), number, scale)
  .map(([sign, amount, unit]) => `${sign}${amount}${unit}`);
const bytes = fc
  .tuple(fc.nat(), fc.constantFrom('', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti'))
  .map(([amount, unit]) => `${amount}${unit}`);

const nano: ExactQuantity = { numerator: 1n, denominator: 10n ** 9n };
/** What we take: what the API server takes, but nothing below zero and nothing it would have to round. */
const isTaken = (exact: ExactQuantity | undefined): exact is ExactQuantity =>
  exact !== undefined && !isNegative(exact) && isMultipleOf(exact, nano);

const parsed = (value: string) => Quantity.parse(value);

test('reads exactly the quantities of the API server that are not negative and no finer than a billionth', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(Quantity.tryParse(value) !== undefined).toBe(isTaken(parseQuantity(value)));
    }),
    { numRuns: 1000 },
  );
});

test('reads of any other text what the API server reads: nothing', () => {
  const almost = fc.stringMatching(/^[-+.0-9eEkKmMgGiun ]{0,8}$/).filter((value) => !/[eE][-+]?\d{3}/.test(value));
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost), (value) => {
      expect(Quantity.tryParse(value) !== undefined).toBe(isTaken(parseQuantity(value)));
    }),
    { numRuns: 1000 },
  );
});

test('compares, adds and measures as exact fractions do', () => {
  const taken = text.filter((value) => isTaken(parseQuantity(value)));
  fc.assert(
    fc.property(taken, taken, (a, b) => {
      const order = compareExact(quantity(a), quantity(b));
      expect(parsed(a).exceeds(parsed(b))).toBe(order > 0);
      expect(parsed(a).equals(parsed(b))).toBe(order === 0);
      expect(parsed(a).isZero).toBe(compareExact(quantity(a), quantity('0')) === 0);
      expect(parsed(a).isWhole).toBe(isMultipleOf(quantity(a), quantity('1')));
      expect(parsed(a).isWholeMilli).toBe(isMultipleOf(quantity(a), quantity('1m')));
    }),
    { numRuns: 500 },
  );
});

test('a sum of bytes, written down and read again, is still the sum', () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 5 }), (sizes) => {
      const sum = sizes.map(parsed).reduce((total, size) => total.plus(size));
      const exact = sizes.map(quantity).reduce(addExact);
      expect(compareExact(quantity(sum.toBytes()), exact)).toBe(0);
      expect(parsed(sum.toBytes()).toBytes()).toBe(sum.toBytes());
    }),
  );
});

test.each([
  ['500m', '0.5'],
  ['1Gi', '1024Mi'],
  ['1G', '1000M'],
  ['1k', '1e3'],
  ['1E', '1e18'],
  ['0.1', '100m'],
  ['1.5Gi', '1536Mi'],
  ['+2', '2.'],
  ['-0', '0Ki'],
])('%s is the same amount as %s', (a, b) => {
  expect(parsed(a).equals(parsed(b))).toBe(true);
});

test.each([
  ['1024Mi', '1Gi'],
  ['1536Mi', '1536Mi'],
  ['1G', '1000000000'],
  ['1.5Gi', '1536Mi'],
  ['0', '0'],
])('%s as bytes is written %s: the largest binary unit that keeps it exact', (given, written) => {
  expect(parsed(given).toBytes()).toBe(written);
});

test.each(['', ' 1', '1 ', '1g', '1ki', '1KI', '1mi', '1_000', '1,5', '0x10', 'Gi', '.', '1e', '1e1k', '--1', '-1'])(
  '%j is no quantity of anything',
  (value) => {
    expect(Quantity.tryParse(value)).toBeUndefined();
    expect(() => parsed(value)).toThrow(`'${value}' is not a Kubernetes quantity`);
  },
);

test.each(['250m', '2', '0.5', '1e1', '1000000u'])('%s is a share of CPU', (value) => {
  expect(checkCpu('cpu', value)).toBeUndefined();
});

test.each(['0', '0.0001', '100u', '-1', '1 core', 2, NaN, null, {}])('%p is no share of CPU', (value) => {
  expect(checkCpu('cpu', value)).toMatch(/^cpu must be a CPU quantity such as '500m' or '2', not finer than 1m/);
});

test.each(['512Mi', '1.5Gi', '1', '1e9', '128974848'])('%s is a number of bytes', (value) => {
  expect(checkBytes('memory', value)).toBeUndefined();
});

test.each(['0', '1.5', '0.1Ki', '-1Gi', '1GB', 512, null])('%p is no number of bytes', (value) => {
  expect(checkBytes('memory', value)).toMatch(/^memory must be a quantity of bytes such as '512Mi' or '2Gi', above 0/);
});

test(`bytes in 'm' are pointed out as the slip they are, and nothing else is`, () => {
  expect(checkBytes('memory', '100m')).toContain(`got '100m' ('m' means thousandths, write 'Mi' for mebibytes)`);
  expect(checkBytes('memory', '100g')).not.toContain('mebibytes');
});

test('a request may reach its limit and not exceed it; quantities that are none are left to their own check', () => {
  expect(checkWithin('cpuLimit', '500m', '0.5')).toBeUndefined();
  expect(checkWithin('cpuLimit', '501m', '0.5')).toBe(`cpuLimit must be at least the request of '501m', got '0.5'`);
  expect(checkWithin('cpuLimit', undefined, '1')).toBeUndefined();
  expect(checkWithin('cpuLimit', '1', 'one')).toBeUndefined();
});

test('what was not given is left to its default', () => {
  expect(checkCpu('cpu', undefined)).toBeUndefined();
  expect(checkBytes('memory', undefined)).toBeUndefined();
});

test('a text that is far too long is refused at once', () => {
  const start = performance.now();
  expect(Quantity.tryParse(`${'9'.repeat(200_000)}x`)).toBeUndefined();
  expect(Quantity.tryParse('9'.repeat(200_000))).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(500);
  expect(parsed('9'.repeat(64)).isWhole).toBe(true);
  expect(Quantity.tryParse('9'.repeat(65))).toBeUndefined();
});
