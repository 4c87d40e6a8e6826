/**
 * What a terminal, a log or an editor acts on instead of showing it: control characters, line breaks, marks that turn
 * the direction of writing, characters without width, halves of characters.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text that shows what is in it, on one line. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped);
}

/** JSON that shows what is in it: the same value, with nothing in it that a terminal acts on. Line breaks stay. */
export function visibleJson(value: unknown): string {
  // Outside of texts JSON has no character of these but line breaks.
  return JSON.stringify(value, null, 2).replace(INVISIBLE, (character) =>
    character === '\n' ? character : jsonEscaped(character),
  );
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return character === '\t' ? '\\t' : jsonEscaped(character);
}

function jsonEscaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
