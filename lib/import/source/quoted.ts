/**
 * What readers of a source text do not see, or see as something else: control characters, ends of lines, marks that turn
 * the direction of writing, halves of characters.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** What is no plain letter, digit or sign. */
const UNUSUAL = /[^\x20-\x7e]/g;

/** A text as a string literal, which is JSON as well: whatever is in it stays in it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, escaped);
}

/** A text for a comment that ends with the line: on one line, and of letters that everybody sees. */
export function inComment(text: string): string {
  return text.replace(UNUSUAL, escaped);
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
