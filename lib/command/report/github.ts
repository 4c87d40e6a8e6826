import { titleOf } from '../../manifests/object-ref';
import { STANDARD_INPUT } from '../../manifests/read';
import type { LocatedFinding, Report } from './report';
import { summaryText } from './summary-text';
import { visible } from './visible';

/**
 * Workflow commands of GitHub Actions: an annotation for each finding
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function githubReport(report: Report): string {
  const problems = report.problems.map(({ file, line, message, fix }) =>
    annotation('error', { file, line, title: 'cannot be read' }, [
      `${file === STANDARD_INPUT ? 'standard input' : file} ${message}`,
      fix,
    ]),
  );
  return [...problems, ...report.findings.map(findingAnnotation), summaryText(report)]
    .map((line) => `${line}\n`)
    .join('');
}

function findingAnnotation({ severity, file, line, rule, object, message, fix }: LocatedFinding): string {
  return annotation(severity, { file, line, title: `${rule}: ${titleOf(object)}` }, [message, fix && `fix: ${fix}`]);
}

function annotation(
  command: 'error' | 'warning',
  properties: { readonly [name: string]: string | number | undefined },
  lines: readonly (string | undefined)[],
): string {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== STANDARD_INPUT)
    .map(([name, value]) => `${name}=${propertyText(String(value))}`);
  const text = lines.filter((line) => line !== undefined).map((line) => dataText(line));
  return `::${command} ${given.join(',')}::${text.join('%0A')}`;
}

/** Nothing that could end the line is left, so that no value can begin a command of its own. */
function dataText(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
