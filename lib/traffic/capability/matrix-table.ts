import type { Capability, Column } from './capability';
import { allColumns } from './capability-matrix';
import { type Feature, FEATURES } from './feature';

/** The matrix as Markdown, for docs/routes.md: a table of marks, then what each equivalent comes about through. */
export function matrixTable(): string {
  const names = Object.keys(FEATURES) as (keyof typeof FEATURES)[];
  const columns = allColumns();
  const header = ['feature', ...columns.map(({ title }) => title)];
  const rows = names.map((name) => [FEATURES[name], ...columns.map((column) => markOf(column, name))]);
  const notes = columns.map((column) => {
    const items = names.flatMap((name) => noteOf(FEATURES[name], column, name));
    return [`**${column.title}** (source: ${column.source})`, ...items.map((item) => `- ${item}`)].join('\n');
  });
  return [
    ...[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
    '',
    notes.map((note) => note.replace('\n', '\n\n')).join('\n\n'),
  ].join('\n');
}

function markOf({ features, byHand }: Column, name: Feature): string {
  const capability = features[name] as Capability | undefined;
  if (capability === undefined) return byHand?.[name] === undefined ? '-' : 'by hand';
  if (capability.since !== undefined && capability.through === undefined) return `from ${capability.since}`;
  return capability.support === 'supported' ? 'yes' : 'equivalent';
}

function noteOf(title: string, { features, byHand }: Column, name: Feature): string[] {
  const capability = features[name] as Capability | undefined;
  const own = byHand?.[name];
  if (capability === undefined) return own === undefined ? [] : [`${title}: by hand, with ${own}`];
  return capability.through === undefined ? [] : [`${title}: through ${capability.through}`];
}
