import * as fc from 'fast-check';
import { FORMATS } from '../../../lib/command/report/formats';
import { reportText } from '../../../lib/command/report/report-text';
import type { LocatedFinding, Report } from '../../../lib/command/report/report';
import { problemsText } from '../../../lib/command/report/text';
import { anyText } from '../../support/any-text';

/** What logs, terminals and editors act on. */
const HOSTILE = [
  '\n::error::owned',
  '::stop-commands::token',
  '\r\n::set-env name=PATH::x',
  '##[group]',
  ' ::warning::x',
  '\u001b[2J\u001b[31m',
  '\u009b31m',
  '\u202egnp.',
  '\u2066',
  '\u2028::error::x',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\u0000',
  '%0A::error::x',
  '%25',
  ',line=1::',
  ':',
  '"',
  "'",
  '\\',
  '</script>',
  '`$(id)`',
  '/../',
  'é😀',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  anyText({ maxLength: 20 }),
);
const object = fc.record({ apiVersion: text, kind: text, name: text, namespaceName: text });
const finding: fc.Arbitrary<LocatedFinding> = fc.record({
  rule: text,
  severity: fc.constantFrom('error' as const, 'warning' as const),
  object,
  at: text,
  message: text,
  fix: text,
  others: fc.array(fc.record({ apiVersion: text, kind: text, name: text, file: text, line: fc.nat() }), {
    maxLength: 2,
  }),
  origin: fc.record({ file: text, document: fc.nat() }),
  file: text,
  line: fc.integer({ min: 1, max: 9999 }),
});
const report: fc.Arbitrary<Report> = fc.record({
  findings: fc.array(finding, { maxLength: 3 }),
  problems: fc.array(fc.record({ file: text, line: fc.nat(), document: fc.nat(), message: text, fix: text }), {
    maxLength: 2,
  }),
  summary: fc.record({
    errors: fc.nat(),
    warnings: fc.nat(),
    objects: fc.nat(),
    files: fc.nat(),
    skipped: fc.nat(),
    controlled: fc.nat(),
    acknowledged: fc.nat(),
    known: fc.nat(),
  }),
  rules: fc.constant([{ id: 'a', title: 'A', severity: 'error' as const }]),
  version: fc.constant('1.0.0'),
});

/** Nothing but line breaks of our own acts on whoever shows it. */
const ACTS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

test.each(FORMATS)('%s: whatever names and values hold, they are text', (format) => {
  fc.assert(
    fc.property(report, (given) => {
      expect(reportText(format, given, false)).not.toMatch(ACTS);
    }),
    { numRuns: 300 },
  );
});

/** How the runner of GitHub Actions takes a line for a command. */
const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');

test('text: no line is a workflow command, and each finding has as many lines as it has parts', () => {
  fc.assert(
    fc.property(report, (given) => {
      const lines = reportText('text', given, false).split('\n');
      expect(lines.filter(isCommand)).toEqual([]);
      const parts = given.findings.reduce((count, { others = [] }) => count + 3 + others.length, 0);
      const files = given.findings.filter(({ file }, index) => file !== given.findings[index - 1]?.file).length;
      const between = given.findings.length === 0 ? 0 : files;
      expect(lines).toHaveLength(parts + files + between + 2);
    }),
    { numRuns: 300 },
  );
});

test('what could not be read: no line is a workflow command', () => {
  fc.assert(
    fc.property(report, ({ problems }) => {
      const lines = problemsText(problems, false).split('\n');
      expect(lines.filter(isCommand)).toEqual([]);
      expect(lines).toHaveLength(2 * problems.length + 1);
    }),
  );
});

test('github: one annotation for each finding and problem, with its own file and line, and a summary', () => {
  fc.assert(
    fc.property(report, (given) => {
      const lines = reportText('github', given, false).trimEnd().split('\n');
      expect(lines).toHaveLength(given.problems.length + given.findings.length + 1);
      const annotations = lines.slice(given.problems.length, -1);
      annotations.forEach((line, index) => {
        // As the runner takes a command apart.
        const [, command, properties] = /^::([a-z-]+) (.*?)::/.exec(line) ?? [];
        expect(command).toBe(given.findings[index].severity);
        const names = properties.split(',').map((property) => property.split('=')[0]);
        expect(names).toEqual(given.findings[index].file === '-' ? ['line', 'title'] : ['file', 'line', 'title']);
        expect(properties).toContain(`line=${given.findings[index].line},`);
      });
      expect(isCommand(lines[lines.length - 1])).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('json: every value comes back as it was', () => {
  fc.assert(
    fc.property(report, (given) => {
      const { findings } = JSON.parse(reportText('json', given, false)) as { findings: LocatedFinding[] };
      expect(findings.map(({ object: { name }, message, at }) => [name, message, at])).toEqual(
        given.findings.map(({ object: { name }, message, at }) => [name, message, at]),
      );
    }),
  );
});
