import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { type Files, ran } from './support/command-run';
import { writePage } from '../support/write-page';

const DOCS = join(__dirname, '../../docs');
const textOf = (page: string) => readFileSync(join(DOCS, page), 'utf8');
/** YAML blocks that begin with the path of a file. */
const filesOf = (page: string): Files =>
  Object.fromEntries(
    [...textOf(page).matchAll(/```yaml\n(# ([\w./-]+\.yaml)\n.*?)```/gs)].map(([, text, path]) => [path, text]),
  );
/** Blocks that show a command and what it prints. */
const SESSION = /```console\n\$ npx cdk8s-model-serving ([^\n]*)\n(.*?)```/gs;
const sessionsOf = (page: string, exitCodes: readonly number[]) =>
  [...textOf(page).matchAll(SESSION)].map(([, command, output], index) => ({
    page,
    command,
    output,
    exitCode: exitCodes[index],
  }));

test.each([...sessionsOf('check.md', [1, 1]), ...sessionsOf('review.md', [1, 0])])(
  '$command prints what docs/$page shows',
  async ({ page, command, output, exitCode }) => {
    const result = await ran(command, { files: filesOf(page) });
    if (process.env.UPDATE_DOCS === '1') {
      const shown = (text: string) => `$ npx cdk8s-model-serving ${command}\n${text}\`\`\``;
      writePage(
        join(DOCS, page),
        textOf(page).replace(shown(output), () => shown(result.output)),
      );
    } else expect(result.output).toBe(output);
    expect(result).toMatchObject({ exitCode, errors: '' });
  },
);

const page = textOf('check.md');
const files = filesOf('check.md');

test('the JSON report has the form that docs/check.md describes', async () => {
  const [, schema] = /```json\n(\{\n {2}"\$schema".*?\n\})\n```/s.exec(page) ?? [];
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(schema) as object);
  const commandLine = 'check k8s bad.yaml - --format json --acknowledge accepted.yaml';
  const world = { files: { ...files, 'bad.yaml': 'a: 1\n---\n[' }, standardInput: '{{ x }}' };
  const report = JSON.parse((await ran(commandLine, world)).output) as { findings: unknown[]; problems: unknown[] };
  expect(report.findings.length).toBeGreaterThan(0);
  expect(report.problems).toHaveLength(2);
  validate(report);
  expect(validate.errors).toBeNull();
});

test('the facts of a cluster that docs/check.md shows are accepted', async () => {
  expect(await ran('check k8s --cluster cluster.yaml', { files })).toMatchObject({ exitCode: 1, errors: '' });
});
