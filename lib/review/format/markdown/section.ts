import { type Item, type Row, type Section, sizeOf, type Tone } from '../outline/section';
import type { Block } from './budget';
import { cell, inline } from './inline';

/** A sign before what is marked; text, so that colour is not needed. */
const SIGNS: Readonly<Record<Tone, string>> = {
  bad: '⛔',
  warn: '⚠️',
  added: '➕',
  changed: '🔸',
  removed: '➖',
  plain: '',
};

/** A section as a block of the comment. No entry begins with text of a manifest. */
export function blockOf(section: Section): Block {
  const { title, place, body } = section;
  const heading = place === 'folded' ? folded(title, sizeOf(section)) : `\n### ${title}\n\n`;
  const foot = place === 'folded' ? '\n</details>\n' : '';
  const isFirst = place === 'top';
  if (body.kind === 'list') return { head: heading, foot, isFirst, ...entriesOf(body.items, itemOf) };
  const used = body.columns.map((_, column) => body.rows.some(({ cells }) => (cells[column] ?? []).length > 0));
  const columns = ['', ...body.columns.filter((_, column) => used[column])];
  return {
    head: `${heading}|${columns.map((column) => ` ${column} |`).join('')}\n|${columns.map(() => ' --- |').join('')}\n`,
    foot,
    isFirst,
    ...entriesOf(body.rows, (row) => rowOf(row, used)),
  };
}

/** Entries as a block has them. */
export function entriesOf<T>(all: readonly T[], render: (one: T) => string): Pick<Block, 'size' | 'entry'> {
  return {
    size: all.length,
    entry: (index) =>
      all
        .slice(index, index + 1)
        .map(render)
        .join(''),
  };
}

/** Nothing of a manifest is in HTML: what stands there is ours. */
function folded(title: string, entries: number): string {
  return `\n<details><summary>${title} (${entries})</summary>\n\n`;
}

function itemOf({ tone, text, details }: Item): string {
  const sign = tone === 'plain' ? '' : `${SIGNS[tone]} `;
  const below = details.map(({ label, text: told }) => `  - ${label}: ${inline(told)}\n`);
  return `- ${sign}${inline(text)}\n${below.join('')}`;
}

function rowOf({ tone, cells }: Row, used: readonly boolean[]): string {
  const texts = cells.filter((_, column) => used[column]).map((text) => ` ${cell(text)} |`);
  return `| ${SIGNS[tone]} |${texts.join('')}\n`;
}
