import { type ReleaseLoad, type ReleaseStage } from '../../lib';

const HEADER = [
  'apply',
  'write',
  'pods',
  'weights',
  'steady',
  'at most',
  'ready at least',
  'ready after a rollback',
  'selector',
];

const load = ({ pods, cpu, memory }: ReleaseLoad): string => `${pods} (${cpu} CPU, ${memory})`;

/** The plan of a release as a Markdown table. */
export function planTable(stages: readonly ReleaseStage[]): string {
  const rows = stages.map((stage, index) => [
    `${index + 1}. ${stage.stageName}`,
    stage.change.startsWith('stage: ') ? `\`${stage.change}\`` : stage.change,
    stage.sides.map(({ replicas }) => replicas).join(' + '),
    stage.sides.map(({ weight }) => `${weight} %`).join(', '),
    load(stage.steady),
    load(stage.peak),
    String(stage.trough.pods),
    stage.rollback ? String(stage.rollback.pods) : '',
    stage.selectorChange ?? '',
  ]);
  const widths = HEADER.map((title, column) =>
    Math.max(...[HEADER, ...rows].map((row) => row[column].length), title.length),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`;
  return [line(HEADER), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}
