import * as fc from 'fast-check';
import { quantityText } from '../../../../lib/model/update/canonical/quantity-text';

describe('a quantity', () => {
  it.each([
    ['0.25', '250m'],
    ['1000m', '1'],
    ['0m', '0'],
    [1, '1'],
    ['1000', '1k'],
    ['1500', '1500'],
    ['2000000', '2M'],
    ['1024Mi', '1Gi'],
    ['65536Ki', '64Mi'],
    ['0.5Ki', '512'],
    ['1073741824', '1073741824'],
    ['1e3', '1e3'],
    ['1000e3', '1e6'],
    ['1E', '1E'],
    ['7', '7'],
    ['much', 'much'],
    ['-1', '-1'],
    [null, null],
  ])('%p is stored as %p', (text, stored) => {
    expect(quantityText(text, 'stored')).toBe(stored);
  });

  it.each([
    ['1Gi', '1073741824'],
    ['1k', '1e3'],
    ['0.5', '500m'],
    ['1E', '1e18'],
  ])('%s amounts to %s', (a, b) => {
    expect(quantityText(a, 'amount')).toBe(quantityText(b, 'amount'));
    expect(quantityText(a, 'amount')).not.toBe(quantityText('3', 'amount'));
  });

  it('is stored as it is stored, and amounts to the same', () => {
    const text = fc
      .tuple(fc.nat(5000), fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi', 'e3'))
      .map(([number, suffix]) => `${number}${suffix}`);
    fc.assert(
      fc.property(text, (given) => {
        const stored = quantityText(given, 'stored');
        expect(quantityText(stored, 'stored')).toBe(stored);
        expect(quantityText(stored, 'amount')).toBe(quantityText(given, 'amount'));
      }),
    );
  });
});
