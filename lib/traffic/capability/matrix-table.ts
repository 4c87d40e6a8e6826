import type { Capability } from './capability';
import { COLUMNS } from './capability-matrix';
import { FEATURES } from './feature';

/** The matrix as Markdown, for docs/routes.md: a table of marks, then what each equivalent comes about through. */
export function matrixTable(): string {
  const names = Object.keys(FEATURES) as (keyof typeof FEATURES)[];
  const header = ['feature', ...COLUMNS.map(({ title }) => title)];
  const rows = names.map((name) => [FEATURES[name], ...COLUMNS.map(({ features }) => mark(features[name]))]);
  const notes = COLUMNS.map((column) => {
    const items = names.flatMap((name) => noteOf(FEATURES[name], column.features[name]));
    return [`**${column.title}** (source: ${column.source})`, ...items.map((item) => `- ${item}`)].join('\n');
  });
  return [
    ...[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
    '',
    notes.map((note) => note.replace('\n', '\n\n')).join('\n\n'),
  ].join('\n');
}

function mark(capability: Capability | undefined): string {
  if (capability === undefined) return '-';
  if (capability.since !== undefined) return `from ${capability.since}`;
  return capability.support === 'supported' ? 'yes' : 'equivalent';
}

function noteOf(title: string, capability: Capability | undefined): string[] {
  return capability?.through === undefined ? [] : [`${title}: through ${capability.through}`];
}
