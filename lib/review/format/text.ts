import type { Review } from '../data/review';
import { countsOf, deliveryOf, meaningOf, objectsOf, verdictOf } from './outline/head';
import { outlineOf } from './outline/outline';
import type { Item, Row, Section, TableBody, Tone } from './outline/section';
import type { Phrase } from './phrase';
import { shown } from './visible';

/** How a review is shown on a terminal. */
export interface TextOptions {
  /** Whether with ANSI colours. */
  readonly color: boolean;
}

/** Columns stand beside each other up to this width. */
const WIDEST = 44;
/** Names and sentences are cut here. */
const LONGEST = { name: 240, sentence: 1200 };

const SIGNS: Readonly<Record<Tone, string>> = {
  bad: 'x',
  warn: '!',
  added: '+',
  changed: '~',
  removed: '-',
  plain: '·',
};
const COLOURS: Readonly<Record<Tone, string>> = {
  bad: '31',
  warn: '33',
  added: '32',
  changed: '36',
  removed: '35',
  plain: '0',
};
const VERDICT_TONES: Readonly<Record<Review['verdict'], Tone>> = {
  safe: 'added',
  ordered: 'changed',
  attention: 'warn',
  refused: 'bad',
  outage: 'bad',
};

type Paint = (text: string, code: string) => string;

/**
 * The review for a terminal or the log of a CI job, the verdict first. No text of a manifest begins a line, moves the cursor or
 * is taken for a command by the CI.
 */
export function reviewText(review: Review, { color }: TextOptions): string {
  const paint: Paint = color ? (text, code) => `\u001b[${code}m${text}\u001b[0m` : (text) => text;
  const tone = VERDICT_TONES[review.verdict];
  const counts = countsOf(review);
  const head = [
    `${paint(verdictOf(review).toUpperCase(), `1;${COLOURS[tone]}`)}: ${meaningOf(review)}`,
    ...review.reasons.map((reason) => `  ${SIGNS[tone]} ${plain([{ sentence: reason }])}`),
    `  ${[...counts, objectsOf(review)].join(', ')}; applied by ${deliveryOf(review)}`,
  ];
  const sections = outlineOf(review).map((section) => sectionText(section, paint));
  return [head.join('\n'), ...sections].map((part) => `${part}\n`).join('\n');
}

function sectionText({ title, body }: Section, paint: Paint): string {
  const lines = body.kind === 'list' ? body.items.flatMap((item) => itemLines(item, paint)) : tableLines(body, paint);
  return [paint(title, '1'), ...lines].join('\n');
}

function itemLines({ tone, text, details }: Item, paint: Paint): string[] {
  const below = details.map(({ label, text: told }) => `      ${label}: ${plain(told)}`);
  return [`  ${signed(tone, paint)} ${plain(text)}`, ...below];
}

/** Columns beside each other where they are short; what stands in a long one is written under its row. */
function tableLines({ columns, rows }: TableBody, paint: Paint): string[] {
  const cells = rows.map((row) => row.cells.map((cell) => plain(cell)));
  const widths = columns.map((_, column) => cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  const isBeside = (column: number): boolean => column === 0 || (widths[column] ?? 0) <= WIDEST;
  const beside = [...columns.keys()].filter((column) => isBeside(column) && widths[column] !== 0);
  const below = [...columns.keys()].filter((column) => !isBeside(column));
  const line = (texts: readonly string[]): string =>
    beside
      .map((column) =>
        (texts[column] ?? '').padEnd(Math.min(WIDEST, Math.max(widths[column] ?? 0, columns[column]?.length ?? 0))),
      )
      .join('  ')
      .trimEnd();
  const linesOf = ({ tone }: Row, index: number): string[] => {
    const texts = cells[index] ?? [];
    const told = below.filter((column) => texts[column] !== '');
    const notes = told.map((column) => `      ${(columns[column] ?? '').toLowerCase()}: ${texts[column] ?? ''}`);
    return [`  ${signed(tone, paint)} ${line(texts)}`, ...notes];
  };
  return [`    ${paint(line(columns), '2')}`, ...rows.flatMap(linesOf)];
}

function signed(tone: Tone, paint: Paint): string {
  return tone === 'plain' ? SIGNS.plain : paint(SIGNS[tone], COLOURS[tone]);
}

function plain(phrase: Phrase): string {
  return phrase
    .map((part) => {
      if ('words' in part) return part.words;
      return 'name' in part ? shown(part.name, LONGEST.name) : shown(part.sentence, LONGEST.sentence);
    })
    .join('');
}
