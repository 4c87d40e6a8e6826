import fc, { type StringConstraints } from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/**
 * Any code point that is a text by itself: what fast-check means by the unit `binary`, with the same texts for the same
 * seed. Its own is backed by a table of all 1.1 million of them, which each test file would take half a second to make.
 */
const codePoint: fc.Arbitrary<string> = fc.nat({ max: 0x10ffff - SURROGATES.count }).map(
  (n) => String.fromCodePoint(n < SURROGATES.first ? n : n + SURROGATES.count),
  (character) => {
    if (typeof character !== 'string' || Array.from(character).length !== 1) throw new Error('no single code point');
    const n = character.codePointAt(0) ?? NaN;
    if (n >= SURROGATES.first && n < SURROGATES.first + SURROGATES.count) throw new Error('half a code point');
    return n < SURROGATES.first ? n : n - SURROGATES.count;
  },
);

/** Texts of any code points. */
export function anyText(constraints: Omit<StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: codePoint });
}
