import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/*
 * Messages say what is wrong with what was received, then the way out: two short sentences. Read from the source, so that those
 * count as well that no test brings about.
 */

const LIB = path.join(__dirname, '..', 'lib');
/** The construct half, and what it shares with the other one. */
const FOLDERS = [
  'cluster',
  'core',
  'private',
  'rollout',
  'runtimes',
  'scaling',
  'server',
  'synth',
  'tenant',
  'traffic',
];
const MOST = 200;
/** What a value takes that is put into a message. */
const VALUE = '_'.repeat(8);
/** A sentence, and neither a name nor a script. */
const isMessage = (text: string): boolean => text.split(' ').length >= 5 && !text.includes('\n');

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sourcesIn(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

/** The text of a literal or template, with something for each value. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => VALUE + literal.text).join('');
}

function messagesOf(file: string): { readonly where: string; readonly text: string }[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  const found: { where: string; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && isMessage(text)) found.push({ where: path.relative(LIB, file), text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const messages = FOLDERS.flatMap((folder) => sourcesIn(path.join(LIB, folder)).flatMap(messagesOf));

test('there are messages to measure', () => {
  expect(messages.length).toBeGreaterThan(400);
});

test(`no message is longer than ${MOST} characters, each value counted as ${VALUE.length}`, () => {
  const long = messages.filter(({ text }) => text.length > MOST);
  expect(long.map(({ where, text }) => `${where}: ${text.length}: ${text}`)).toEqual([]);
});
