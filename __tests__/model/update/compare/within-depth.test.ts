import { withinDepth } from '../../../../lib/model/update/compare/within-depth';

describe('a value within a depth', () => {
  it('is the same where it is not deeper', () => {
    const value = { a: [{ b: 1 }], c: [] };
    expect(withinDepth(value)).toBe(value);
    expect(withinDepth(value, 3)).toBe(value);
  });

  it('is without what is deeper', () => {
    expect(withinDepth({ a: [{ b: { c: 1 } }], d: 1 }, 3)).toEqual({ a: [{ b: null }], d: 1 });
    expect(withinDepth([[[1]]], 2)).toEqual([[null]]);
    expect(withinDepth({}, 0)).toBeNull();
  });

  it('is a text or number at any depth', () => {
    expect([withinDepth('a', 0), withinDepth(1, 0), withinDepth(null, 0)]).toEqual(['a', 1, null]);
  });
});
