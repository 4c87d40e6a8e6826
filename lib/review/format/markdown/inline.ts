import type { Phrase } from '../phrase';
import { piecesOf } from '../quoted';
import { shown } from '../visible';

/** Names and sentences are cut here. */
const LONGEST = { name: 120, sentence: 600 };

/**
 * Words that mean nothing to Markdown nor to what GitHub and GitLab make of text afterwards (mentions, issues, commits,
 * emoji, formulas, addresses): letters, with hyphens, apostrophes and slashes inside, and punctuation around.
 */
const WORD = /^[("]*[A-Za-z]+(?:['’/-][A-Za-z]+)*[)",.;:?]*$/;
/** Numbers with a unit or none, and dashes and arrows. */
const NUMBER = /^\(?\d{1,6}(?:[.,]\d{1,6})?%?\)?[,;:]?$|^\(?\d{1,6}\)?\.$|^[%→–—][,.;:)]*$/;
/** What GitHub takes for a commit: seven hexadecimal digits or more. */
const COMMIT = /[0-9a-f]{7}/i;

/** A phrase as Markdown: our words as they are, everything of a manifest as text and nothing but text. */
export function inline(phrase: Phrase): string {
  return phrase
    .map((part) => {
      if ('words' in part) return part.words;
      return 'name' in part ? code(part.name) : prose(part.sentence);
    })
    .join('');
}

/**
 * The same for a cell of a table. A bar behind backslashes is spelled out: parsers do not agree on whether one more backslash
 * keeps it in the cell.
 */
export function cell(phrase: Phrase): string {
  return inline(phrase).replace(/(\\*)\|/g, (_, slashes: string) => (slashes === '' ? '\\|' : `${slashes}\\u007c`));
}

/**
 * A code span, in which neither Markdown nor GitHub nor GitLab sees anything. Its fence is longer than any run of backticks
 * inside; unseen characters are shown as escapes.
 */
export function code(text: string): string {
  return fenced(shown(text, LONGEST.name));
}

function fenced(text: string): string {
  if (text === '') return '(empty)';
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 0) + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/**
 * A sentence: plain words stay, everything else is in code spans. (A backslash would not do: mentions and issue numbers are
 * looked for after the Markdown is gone.)
 */
export function prose(text: string): string {
  const pieces = piecesOf(shown(text, LONGEST.sentence)).flatMap(({ isQuoted, text: piece }) =>
    isQuoted ? [{ isCode: true, text: piece }] : wordsOf(piece),
  );
  const first = pieces.find(({ text: piece }) => piece !== ' ');
  // It would begin a numbered list.
  if (first && /^\d+[.)]/.test(first.text)) first.isCode = true;
  return joined(pieces);
}

interface Span {
  isCode: boolean;
  text: string;
}

/** Words and the spaces between them, in turn. */
function wordsOf(text: string): Span[] {
  return text
    .split(/( +)/)
    .filter((token) => token !== '')
    .map((token) => ({ isCode: !isPlain(token), text: token.startsWith(' ') ? ' ' : token }));
}

function isPlain(token: string): boolean {
  return (
    token.startsWith(' ') ||
    /^[(,.;:)]+$/.test(token) ||
    ((WORD.test(token) || NUMBER.test(token)) && !COMMIT.test(token))
  );
}

/** Code beside code is one span: two fences that touch would be another fence. */
function joined(pieces: readonly Readonly<Span>[]): string {
  const spans: Span[] = [];
  for (const [index, { isCode, text }] of pieces.entries()) {
    const last = spans.at(-1);
    const isBetweenCode = text === ' ' && last?.isCode === true && pieces[index + 1]?.isCode;
    if (last?.isCode === true && (isCode || isBetweenCode)) last.text += text;
    else spans.push({ isCode, text });
  }
  return spans
    .map(({ isCode, text }) => (isCode ? fenced(text) : text))
    .join('')
    .trim();
}
