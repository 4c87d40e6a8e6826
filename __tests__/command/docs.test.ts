import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { type Files, ran } from './support/command-run';

const PAGE = join(__dirname, '../../docs/check.md');
const page = readFileSync(PAGE, 'utf8');
/** YAML blocks that begin with the path of a file. */
const files: Files = Object.fromEntries(
  [...page.matchAll(/```yaml\n(# ([\w./-]+\.yaml)\n.*?)```/gs)].map(([, text, path]) => [path, text]),
);
/** Blocks that show a command and what it prints. */
const SESSION = /```console\n\$ npx cdk8s-model-serving ([^\n]*)\n(.*?)```/gs;

test.each([...page.matchAll(SESSION)].map(([, command, output]) => [command, output]))(
  '%s prints what docs/check.md shows',
  async (command, output) => {
    const result = await ran(command, { files });
    if (process.env.UPDATE_DOCS === '1') {
      const shown = (text: string) => `$ npx cdk8s-model-serving ${command}\n${text}\`\`\``;
      writeFileSync(
        PAGE,
        readFileSync(PAGE, 'utf8').replace(shown(output), () => shown(result.output)),
      );
    } else expect(result.output).toBe(output);
    expect(result).toMatchObject({ exitCode: 1, errors: '' });
  },
);

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
