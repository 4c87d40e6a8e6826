import fc from 'fast-check';
import { Quantity } from '../../lib/private/quantity';
import { addExact, compareExact, type ExactQuantity, quantity, timesExact } from '../support/quantity-oracle';

const text = fc
  .tuple(fc.nat(10_000), fc.constantFrom('', 'm', 'u', 'n', 'k', 'M', 'Ki', 'Mi', 'Gi', 'Ti'))
  .map(([number, suffix]) => `${number}${suffix}`);
const same = (result: Quantity, expected: ExactQuantity) => {
  for (const written of [result.toString(), result.toBytes()]) {
    expect([written, compareExact(quantity(written), expected)]).toEqual([written, 0]);
  }
};

test('sums, differences, multiples and extremes are exact, also below zero, and so is their text', () => {
  fc.assert(
    fc.property(text, text, fc.nat(50), (a, b, times) => {
      const [left, right] = [Quantity.parse(a), Quantity.parse(b)];
      same(left.plus(right), addExact(quantity(a), quantity(b)));
      same(left.minus(right), addExact(quantity(a), timesExact(quantity(b), -1)));
      same(left.times(times), timesExact(quantity(a), times));
      const [small, large] = compareExact(quantity(a), quantity(b)) < 0 ? [a, b] : [b, a];
      same(left.min(right), quantity(small));
      same(left.max(right), quantity(large));
    }),
  );
});

test.each([
  ['1500m', '1500m', '1500m'],
  ['2000m', '2', '2'],
  ['1u', '1u', '1u'],
  ['3n', '3n', '3n'],
  ['1024Mi', '1073741824', '1Gi'],
  ['1G', '1000000000', '1000000000'],
])('%s is written %s, as bytes %s', (given, plain, bytes) => {
  expect([Quantity.parse(given).toString(), Quantity.parse(given).toBytes()]).toEqual([plain, bytes]);
});

test('manifests may say a quantity as a number', () => {
  expect([2, 0.5, '1Gi', true, null].map((value) => Quantity.read(value)?.toString())).toEqual([
    '2',
    '500m',
    '1073741824',
    undefined,
    undefined,
  ]);
  expect(Quantity.of(3).equals(Quantity.parse('3')) && Quantity.ZERO.isZero).toBe(true);
});
