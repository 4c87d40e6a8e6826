/**
 * Text as a YAML scalar that every reader takes back as the same text: by the rules of YAML 1.1 (kubectl, PyYAML) and
 * of YAML 1.2. Plain where nothing can go wrong, a literal block for scripts, quoted otherwise.
 */

/** Words that YAML 1.1 or 1.2 reads as something else than text, in lower case. */
const WORDS = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'nan', 'inf']);

/** What plain text may hold: no character that has a meaning in YAML, a colon only inside a word. */
const PLAIN_BODY = /^(?:[A-Za-z0-9_./@+=,;()$%^<>~-]|:(?=[^\s])| (?=[A-Za-z0-9_./@+=()$-]))*$/;
/** A beginning that no reader takes for a number, a date or a sign of YAML. */
const PLAIN_START = /^(?:[A-Za-z_/$]|--?[A-Za-z])/;
/** An exponent without a number, which some readers take for one. */
const EXPONENT = /^-?[eE][-+]?\d+$/;
/** Digits first: text only when a letter other than those of numbers says so, as in `500m` and `4ee45dc3`. */
const WORD_WITH_DIGITS = /^(?!0[xXoObB])(?!\d{4}-\d)\d[0-9A-Za-z./:_-]*$/;
const LETTER_OF_NO_NUMBER = /[A-DF-Za-df-z]/;
/** Versions, addresses and address blocks: two dots make no number. */
const DOTTED = /^\d+(?:\.\d+){2,}(?:[:/]\d+)?$/;

/** What must be escaped although JSON leaves it as it is: not printable in YAML, or a line break for some readers. */

const NOT_PRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** What a literal block cannot hold or some readers change: other line breaks, controls, lines of blanks only. */

const NOT_LITERAL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\n[ \t]+(?:\n|$)|\n\n$/;

/** Half of a character. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;
/** Text that is all ASCII, as nearly all is, need not be looked at twice. */
const BEYOND_ASCII = /[^\x00-\x7f]/;

/** Whether a text holds half a character, which no UTF-8 file can hold. */
export function isBroken(text: string): boolean {
  return BEYOND_ASCII.test(text) && LONE_SURROGATE.test(text);
}

const rendered = new Map<string, string>();
/** Names, labels and images repeat in every server; anything longer rarely does. */
const MAX_REMEMBERED_LENGTH = 64;
/** A server's texts repeat in its own objects, so few need be remembered; a large table would be slow to look into. */
const MAX_REMEMBERED = 4096;

/** How a text that was written before was written: it is whole, and fits on one line. */
export function remembered(text: string): string | undefined {
  return rendered.get(text);
}

/** Renders text that is not broken in one line, plain or quoted. Also for keys. */
export function inlineText(text: string): string {
  const known = rendered.get(text);
  if (known !== undefined) return known;
  const result = isPlain(text) ? text : quoted(text);
  // Text of several lines is written in one line as a key only.
  if (text.length > MAX_REMEMBERED_LENGTH || text.includes('\n')) return result;
  if (rendered.size >= MAX_REMEMBERED) rendered.clear();
  rendered.set(text, result);
  return result;
}

/** The lines of a literal block with its header, or nothing when the text is not fit for one. */
export function literalBlock(text: string): { readonly header: string; readonly lines: readonly string[] } | undefined {
  if (!text.includes('\n') || /^[ \t\n]/.test(text) || NOT_LITERAL.test(text)) return undefined;
  const ends = text.endsWith('\n');
  return { header: ends ? '|' : '|-', lines: (ends ? text.slice(0, -1) : text).split('\n') };
}

function isPlain(text: string): boolean {
  if (PLAIN_START.test(text)) return PLAIN_BODY.test(text) && !WORDS.has(text.toLowerCase()) && !EXPONENT.test(text);
  return (WORD_WITH_DIGITS.test(text) && LETTER_OF_NO_NUMBER.test(text) && !text.endsWith(':')) || DOTTED.test(text);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    NOT_PRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
