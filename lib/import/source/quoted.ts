/** What ends a line to some readers of JavaScript, or turns the direction of a text so that it reads as what it is not. */
const UNSEEN = /[^\x20-\x7e]/g;

/** A text as a string literal, which is JSON as well: whatever is in it stays in it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, escaped);
}

/** A text for a comment: on one line, and of letters that everybody sees. */
export function inComment(text: string): string {
  return text.replace(UNSEEN, escaped).replaceAll('*/', '*\\/');
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
