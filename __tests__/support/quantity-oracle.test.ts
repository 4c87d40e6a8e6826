import {
  addExact,
  compareExact,
  compareQuantities,
  isMultipleOf,
  isNegative,
  parseQuantity,
  quantity,
  timesExact,
} from './quantity-oracle';

describe('reading quantities', () => {
  it.each([
    ['0', 0n, 1n],
    ['1', 1n, 1n],
    ['-1', -1n, 1n],
    ['+1', 1n, 1n],
    ['1.', 1n, 1n],
    ['.5', 1n, 2n],
    ['0.1', 1n, 10n],
    ['1n', 1n, 1_000_000_000n],
    ['1u', 1n, 1_000_000n],
    ['100m', 1n, 10n],
    ['1k', 1000n, 1n],
    ['1M', 1_000_000n, 1n],
    ['1G', 10n ** 9n, 1n],
    ['1T', 10n ** 12n, 1n],
    ['1P', 10n ** 15n, 1n],
    ['1E', 10n ** 18n, 1n],
    ['1Ki', 1024n, 1n],
    ['1Mi', 1024n ** 2n, 1n],
    ['1.5Gi', (3n * 1024n ** 3n) / 2n, 1n],
    ['1Ti', 1024n ** 4n, 1n],
    ['1Pi', 1024n ** 5n, 1n],
    ['16Ei', 16n * 1024n ** 6n, 1n],
    ['1e3', 1000n, 1n],
    ['1E3', 1000n, 1n],
    ['1e+3', 1000n, 1n],
    ['1e-3', 1n, 1000n],
    ['1.5E', 15n * 10n ** 17n, 1n],
    [4, 4n, 1n],
    [0.5, 1n, 2n],
  ])('%s is %s/%s', (text, numerator, denominator) => {
    expect(parseQuantity(text)).toEqual({ numerator, denominator });
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '.',
    '-',
    '1K',
    '1g',
    '1ki',
    '1GiB',
    '1 Gi',
    '1,5',
    'abc',
    '0x10',
    '1e',
    '1e1.5',
    '1d',
    '1h',
    '1Y',
  ])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(() => quantity(text)).toThrow('not a Kubernetes quantity');
  });

  it.each([[undefined], [null], [{}], [[]], [true]])('%j is none', (value) => {
    expect(parseQuantity(value)).toBeUndefined();
  });
});

describe('comparing quantities', () => {
  it.each([
    ['1', '1000m', 0],
    ['1Gi', '1024Mi', 0],
    ['1e3', '1k', 0],
    ['1E', '1e18', 0],
    ['0', '-0', 0],
    ['1G', '1Gi', -1],
    ['999m', '1', -1],
    ['-1', '0', -1],
    ['0.1', '100001u', -1],
    ['16Ei', '18446744073709551615', 1],
  ])('%s against %s is %i', (left, right, expected) => {
    expect(compareQuantities(left, right)).toBe(expected);
    expect(Math.sign(compareQuantities(right, left))).toBe(expected === 0 ? 0 : -expected);
  });
});

describe('calculating with quantities', () => {
  it('adds without rounding', () => {
    const sum = Array.from({ length: 10 }, () => quantity('0.1')).reduce(addExact);
    expect(compareExact(sum, quantity('1'))).toBe(0);
  });

  it('multiplies by a number of pods', () => {
    expect(timesExact(quantity('1500m'), 4)).toEqual(quantity('6'));
  });

  it('knows multiples of a unit', () => {
    expect(isMultipleOf(quantity('0.25'), quantity('1m'))).toBe(true);
    expect(isMultipleOf(quantity('100u'), quantity('1m'))).toBe(false);
    expect(isMultipleOf(quantity('6Mi'), quantity('2Mi'))).toBe(true);
  });

  it('knows what is negative', () => {
    expect(isNegative(quantity('-1m'))).toBe(true);
    expect(isNegative(quantity('-0'))).toBe(false);
  });
});
