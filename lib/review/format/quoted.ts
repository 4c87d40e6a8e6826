/** A piece of a sentence: words, or what stands in quotation marks. */
export interface Piece {
  readonly isQuoted: boolean;
  readonly text: string;
}

/** `'iris'` and `` `kubectl apply` `` as messages have them: between white space or brackets and white space or punctuation. */
const QUOTED = /(?<=^|[\s(])(?:'([^'\s]+)'|`([^`]+)`)(?=$|[\s,.;:)])/g;

/** A sentence as words and what is quoted in it, without the quotation marks. */
export function piecesOf(sentence: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of sentence.matchAll(QUOTED)) {
    pieces.push({ isQuoted: false, text: sentence.slice(from, found.index) });
    pieces.push({ isQuoted: true, text: found[1] ?? found[2] ?? '' });
    from = found.index + found[0].length;
  }
  pieces.push({ isQuoted: false, text: sentence.slice(from) });
  return pieces.filter(({ text }) => text !== '');
}
