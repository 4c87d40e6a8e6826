import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { deepEqual } from '../../../../lib/model/update/compare/deep-equal';

describe('deep equality', () => {
  it('is that of Node for JSON', () => {
    const few = fc
      .jsonValue({ maxDepth: 3, noUnicodeString: true } as any)
      .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(deepEqual(a, b)).toBe(isDeepStrictEqual(a, b));
        expect(deepEqual(a, JSON.parse(JSON.stringify(a)))).toBe(true);
        expect(deepEqual([a, { b }], [a, { b: [b] }])).toBe(false);
      }),
    );
  });

  it.each([
    [{}, []],
    [{ a: undefined }, { b: undefined }],
    [JSON.parse('{"__proto__":{}}'), { a: {} }],
    [{}, null],
    [0, false],
    ['', null],
  ])('tells %p from %p', (a, b) => {
    expect([deepEqual(a, b), deepEqual(b, a)]).toEqual([false, false]);
  });
});
