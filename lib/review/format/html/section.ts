import { count } from '../figures';
import { type Detail, type Item, type Row, type Section, sizeOf, type TableBody, type Tone } from '../outline/section';
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

/** A section that folds, with its entries. */
export function sectionOf(section: Section): string {
  const { id, title, place, body } = section;
  const open = place === 'folded' ? '' : ' open';
  const inside = body.kind === 'list' ? `<ul>\n${body.items.map(itemOf).join('\n')}\n</ul>` : tableOf(body, title);
  return [
    `<details class="section" id="${id}"${open}>`,
    `<summary><h2>${title}</h2><span>${count(sizeOf(section), 'entry', 'entries')}</span></summary>`,
    inside,
    '</details>',
  ].join('\n');
}

function itemOf({ tone, text, details }: Item): string {
  const below = details.length === 0 ? '' : `<dl>${details.map(detailOf).join('')}</dl>`;
  return `<li class="entry ${tone}">${badge(tone)}${phrase(text)}${below}</li>`;
}

function detailOf({ label, text }: Detail): string {
  return `<dt>${label}</dt><dd>${phrase(text)}</dd>`;
}

/** The first cell of a row has its badge. Columns in which nothing stands are left out. */
function tableOf({ columns, rows }: TableBody, title: string): string {
  const used = columns.map((_, column) => rows.some(({ cells }) => (cells[column] ?? []).length > 0));
  const shown = columns.filter((_, column) => used[column]);
  const rowOf = ({ tone, cells }: Row): string => {
    const texts = cells.filter((_, column) => used[column]).map((cell) => phrase(cell));
    const tds = texts.map((text, column) => cellOf(`${column === 0 ? badge(tone) : ''}${text}`, shown[column] ?? ''));
    return `<tr class="entry ${tone}">${tds.join('')}</tr>`;
  };
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${title}">`,
    `<table><thead><tr>${shown.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>`,
    `<tbody>\n${rows.map(rowOf).join('\n')}\n</tbody></table></div>`,
  ].join('\n');
}

function cellOf(content: string, column: string): string {
  return content === '' ? '<td></td>' : `<td data-column="${column}"><div>${content}</div></td>`;
}

function badge(tone: Tone): string {
  return tone === 'plain' ? '' : `<span class="badge">${BADGES[tone]}</span>`;
}
