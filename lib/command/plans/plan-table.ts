import { PLAN_COLUMNS, planCells, type PlannedStage } from '../../manifests/release-plan';
import { visible } from '../report/visible';

/** The plan of a release as a Markdown table. */
export function markdownTable(stages: readonly PlannedStage[]): string {
  const rows = numberedRows(stages).map(([apply, change, ...cells]) => [
    markdown(apply),
    isCode(change) ? `\`${visible(change)}\`` : markdown(change),
    ...cells.map(markdown),
  ]);
  return markdownRows(PLAN_COLUMNS, rows);
}

/** Rows of cells that are Markdown already as a table. */
export function markdownRows(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = widthsOf([columns, ...rows]);
  const line = (cells: readonly string[]): string => `| ${padded(cells, widths).join(' | ')} |\n`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

/** The plan of a release as a table for a terminal; a mark stands before the present stage. */
export function textTable(stages: readonly PlannedStage[], isPresent: (index: number) => boolean): string {
  return textRows(PLAN_COLUMNS, numberedRows(stages), isPresent);
}

/** Rows as a table for a terminal; a mark stands before some. */
export function textRows(
  columns: readonly string[],
  texts: readonly (readonly string[])[],
  isMarked: (index: number) => boolean,
): string {
  const rows = texts.map((row) => row.map(visible));
  const widths = widthsOf([columns, ...rows]);
  const line = (mark: string, cells: readonly string[]): string =>
    `${mark} ${padded(cells, widths).join('  ')}`.trimEnd();
  return [line(' ', columns), ...rows.map((row, index) => line(isMarked(index) ? '>' : ' ', row))]
    .map((text) => `${text}\n`)
    .join('');
}

function numberedRows(stages: readonly PlannedStage[]): string[][] {
  return stages.map((stage, index) => {
    const [name, ...cells] = planCells(stage);
    return [`${index + 1}. ${name}`, ...cells];
  });
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
}

function padded(cells: readonly string[], widths: readonly number[]): string[] {
  return cells.map((cell, column) => cell.padEnd(widths[column]));
}

function isCode(change: string): boolean {
  return change.startsWith('stage: ') && !/[`|\\]/.test(change);
}

/** Text of a manifest in which Markdown finds nothing of its own. */
export function markdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '&#64;')
    .replace(/#(?=\d)/g, (mark, at: number, whole: string) => (whole[at - 1] === '&' ? mark : '&#35;'));
}
