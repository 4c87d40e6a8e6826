import type { ReleaseFigures } from '../../manifests/release-watch';
import { conditionText } from '../../manifests/release-watch';
import { visible } from '../report/visible';
import { markdown } from './plan-table';

/** The figures of a release for a terminal: those to read, with the stages, and those that are missing. */
export function textFigures({ figures, missing }: ReleaseFigures): string {
  if (figures.length === 0 && missing.length === 0) return '';
  const lines = figures.flatMap((figure) => [
    `  ${figure.queryName}, ${stagesText(figure.stages)}: ${conditionText(figure)}; ${figure.meaning}`,
    `    ${figure.query}`,
  ]);
  const without = missing.map((reason) => `  missing: ${reason}`);
  return `go on when Prometheus says:\n${[...lines, ...without].map((line) => `${visible(line)}\n`).join('')}`;
}

/** The same in Markdown, each query in a block of its own that can be copied. */
export function markdownFigures({ figures, missing }: ReleaseFigures): string {
  if (figures.length === 0 && missing.length === 0) return '';
  const items = figures.map(
    (figure) =>
      `- **${markdown(figure.queryName)}**, ${stagesText(figure.stages)}: ${conditionText(figure)}; ${markdown(figure.meaning)}\n\n${codeBlock(figure.query)}`,
  );
  const without = missing.map((reason) => `- missing: ${markdown(reason)}\n`);
  return `\nGo on when Prometheus says:\n\n${[...items, ...without].join('')}`;
}

/** Longer than any row of backticks in it, and indented as a part of the item. */
function codeBlock(query: string): string {
  const longest = Math.max(2, ...[...query.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `  ${fence}promql\n  ${visible(query)}\n  ${fence}\n`;
}

/** `stage 2`, `stages 2 and 4`, `stages 2 to 5`. */
export function stagesText(stages: readonly number[]): string {
  if (stages.length === 1) return `stage ${stages[0]}`;
  const [first, last] = [stages[0], stages.at(-1) ?? stages[0]];
  const isRun = stages.length > 2 && last - first === stages.length - 1;
  return `stages ${isRun ? `${first} to ${last}` : `${stages.slice(0, -1).join(', ')} and ${last}`}`;
}
