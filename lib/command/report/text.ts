import { titleOf } from '../../manifests/object-ref';
import { type ReadProblem, STANDARD_INPUT } from '../../manifests/read';
import { show } from '../../private/show';
import { logLine } from './log-line';
import { type Painter, painter } from './paint';
import type { LocatedFinding, LocatedObject, Report } from './report';
import { summaryText } from './summary-text';
import { visible } from './visible';

const NO_FILE = 'without a file';

/** Findings for people: grouped by file, each with its line, weight, rule and object, what is wrong and the way out. */
export function textReport(report: Report, hasColours: boolean): string {
  const paint = painter(hasColours);
  const lines: string[] = [];
  let file: string | undefined;
  const width = Math.max(0, ...report.findings.map(({ line }) => String(line ?? '').length));
  for (const finding of report.findings) {
    const own = finding.file === undefined ? NO_FILE : shownFile(finding.file);
    if (own !== file) lines.push(...(file === undefined ? [] : ['']), paint.bold(visible(own)));
    file = own;
    lines.push(...findingLines(finding, width, paint));
  }
  if (lines.length > 0) lines.push('');
  lines.push(summaryText(report));
  return `${lines.map(logLine).join('\n')}\n`;
}

/** What could not be read, one line each and one for the way out. */
export function problemsText(problems: readonly ReadProblem[], hasColours: boolean): string {
  const paint = painter(hasColours);
  return problems
    .flatMap(({ file, line, document, message, fix }) => [
      `${paint.error('error')}: ${visible(`${placeText(file, line)}${document === undefined ? '' : `, document ${document},`} ${message}`)}`,
      ...(fix === undefined ? [] : [`  ${paint.fix('fix')}: ${visible(fix)}`]),
    ])
    .map((line) => `${logLine(line)}\n`)
    .join('');
}

function findingLines(finding: LocatedFinding, width: number, paint: Painter): string[] {
  const { severity, rule, object, at, message, fix, others = [] } = finding;
  const place = width === 0 ? '' : `${String(finding.line ?? '').padStart(width)}: `;
  const weight = severity === 'error' ? paint.error('error') : paint.warning('warning');
  const where = `${titleOf(object)}${at === undefined || at === '' ? '' : ` at ${at}`}`;
  const indent = ' '.repeat(width + 4);
  return [
    `  ${place}${weight} ${paint.bold(visible(rule))} ${visible(where)}`,
    `${indent}${visible(message)}`,
    ...others.map((other) => `${indent}${paint.dim('see')}: ${visible(otherText(other))}`),
    ...(fix === undefined ? [] : [`${indent}${paint.fix('fix')}: ${visible(fix)}`]),
  ];
}

function otherText(other: LocatedObject): string {
  const title = titleOf(other);
  return other.file === undefined ? title : `${title} (${placeText(other.file, other.line)})`;
}

function placeText(file: string, line: number | undefined): string {
  return line === undefined ? shownFile(file) : `${shownFile(file)}:${line}`;
}

function shownFile(file: string): string {
  if (file === STANDARD_INPUT) return '<stdin>';
  // Of blanks alone nobody would see it.
  return file.trim() === '' ? show(file) : file;
}
