import * as fs from 'node:fs';
import * as path from 'node:path';
import { RULES } from '../../lib/rules/registry';
import type { Rule } from '../../lib/rules/rule';
import { factsTable } from './facts-table';

const FOLDER = path.join(__dirname, '../../lib/rules');

/** The folder of each rule's file, which is its subject, by the id, which is the file's name. */
export function subjects(): Map<string, string> {
  return new Map(
    fs
      .readdirSync(FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: subject }) =>
        fs
          .readdirSync(path.join(FOLDER, subject))
          .filter((file) => file.endsWith('.ts'))
          .map((file) => [file.slice(0, -'.ts'.length), subject] as const),
      ),
  );
}

/** The generated part of docs/rules.md: every rule by subject. */
export function rulesPage(): string {
  const bySubject = new Map<string, Rule[]>();
  const all = subjects();
  for (const rule of RULES) {
    const subject = all.get(rule.id) ?? '';
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), rule]);
  }
  const index = RULES.map(({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${title} |`);
  const sections = [...bySubject].map(
    ([subject, rules]) => `## ${subject[0].toUpperCase()}${subject.slice(1)}\n\n${rules.map(section).join('\n')}`,
  );
  return [
    '| rule | severity | what it proves |',
    '| --- | --- | --- |',
    ...index,
    '',
    sections.join('\n'),
    factsTable(),
  ].join('\n');
}

function section({ id, severity, title, reason, sources, example }: Rule): string {
  const lines = [`### ${id}`, '', `${title[0].toUpperCase()}${title.slice(1)} (${severity}).`, '', reason, ''];
  lines.push(`Source: ${sources.map((source) => (/^https/.test(source) ? `<${source}>` : source)).join(', ')}.`, '');
  if (example) lines.push('Fails:', '', fenced(example.failing), '', 'Passes:', '', fenced(example.mended), '');
  return lines.join('\n');
}

function fenced(yaml: string): string {
  return ['```yaml', yaml, '```'].join('\n');
}
