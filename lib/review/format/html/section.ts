import { count } from '../figures';
import {
  type Detail,
  type Item,
  type ListBody,
  type Row,
  type Section,
  sizeOf,
  type TableBody,
  type Tone,
} from '../outline/section';
import type { Phrase } from '../phrase';
import { phrase } from './escape';

/** What a mark says in words. */
const BADGES: Readonly<Record<Tone, string>> = {
  bad: '✖ grave',
  warn: '! look here',
  added: '+ added',
  changed: '~ changed',
  removed: '− removed',
  plain: '',
};

/** Entries of a section; browsers are slow with more, and nobody reads them. */
const MOST = 3000;

/** A section that folds, with its entries. */
export function sectionOf(section: Section): string {
  const { id, title, place, body } = section;
  const open = place === 'folded' ? '' : ' open';
  const left = sizeOf(section) - MOST;
  const inside = body.kind === 'list' ? listOf(body) : tableOf(body, title);
  return [
    `<details class="section" id="${id}"${open}>`,
    `<summary><h2>${title}</h2><span>${count(sizeOf(section), 'entry', 'entries')}</span></summary>`,
    inside,
    ...(left > 0 ? [`<p class="left">${left} more in the JSON report only.</p>`] : []),
    '</details>',
  ].join('\n');
}

function listOf({ items }: ListBody): string {
  return `<ul>\n${items.slice(0, MOST).map(itemOf).join('\n')}\n</ul>`;
}

function itemOf({ tone, text, details }: Item): string {
  const below = details.length === 0 ? '' : `<dl>${details.map(detailOf).join('')}</dl>`;
  return `<li class="entry ${tone}">${badge(tone)}${phrase(text)}${below}</li>`;
}

function detailOf({ label, text }: Detail): string {
  return `<dt>${label}</dt><dd>${phrase(text)}</dd>`;
}

/** Columns in which nothing stands are left out. */
function tableOf({ columns, rows }: TableBody, title: string): string {
  const used = columns.map((_, column) => rows.some(({ cells }) => (cells[column] ?? []).length > 0));
  const isMarked = rows.some(({ tone }) => tone !== 'plain');
  const rowOf = ({ tone, cells }: Row): string => {
    const mark = isMarked ? `<td class="mark">${badge(tone)}</td>` : '';
    const texts = cells.map((cell, column) => (used[column] ? cellOf(cell, columns[column] ?? '') : ''));
    return `<tr class="entry ${tone}">${mark}${texts.join('')}</tr>`;
  };
  const heads = columns.filter((_, column) => used[column]).map((column) => `<th scope="col">${column}</th>`);
  const mark = isMarked ? '<th class="mark" scope="col"><span class="unseen">Mark</span></th>' : '';
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${title}">`,
    `<table><thead><tr>${mark}${heads.join('')}</tr></thead>`,
    `<tbody>\n${rows.slice(0, MOST).map(rowOf).join('\n')}\n</tbody></table></div>`,
  ].join('\n');
}

/** Words of ours alone are short, and stay on one line. The name of the column is shown where there is no room for a table. */
function cellOf(cell: Phrase, column: string): string {
  if (cell.length === 0) return '<td></td>';
  const figure = cell.every((part) => 'words' in part) ? ' class="figure"' : '';
  return `<td${figure} data-column="${column}"><div>${phrase(cell)}</div></td>`;
}

function badge(tone: Tone): string {
  return tone === 'plain' ? '' : `<span class="badge">${BADGES[tone]}</span>`;
}
