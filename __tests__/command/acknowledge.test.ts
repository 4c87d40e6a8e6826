import { configMap, ran, SIMPLE } from './support/command-run';

const files = {
  'dist/a.yaml': `${configMap('a', 'error')}---\n${configMap('a', 'error', 'other')}---\n${configMap('b', 'warning')}`,
};

async function acknowledged(acknowledgements: string, today = '2026-11-27') {
  const { exitCode, output, errors } = await ran('check dist --acknowledge ok.yaml --format json', {
    files: { ...files, 'ok.yaml': acknowledgements },
    engine: SIMPLE,
    today,
  });
  const { findings, summary } = (output === '' ? {} : JSON.parse(output)) as {
    findings?: {
      rule: string;
      severity: string;
      object: { name: string; namespaceName?: string };
      file: string;
      line: number;
      message: string;
    }[];
    summary?: { acknowledged: number };
  };
  return {
    exitCode,
    errors,
    acknowledged: summary?.acknowledged,
    found: findings?.map(
      ({ rule, object, file, line }) => `${file}:${line} ${rule} ${object.namespaceName}/${object.name}`,
    ),
    findings,
  };
}

const ALL = [
  'dist/a.yaml:5 config-says-error shop/a',
  'dist/a.yaml:11 config-says-error other/a',
  'dist/a.yaml:17 config-says-warning shop/b',
];
const entry = (object: string, rest = 'reason: we know') =>
  `- rule: config-says-error\n  object: ${object}\n  ${rest}\n`;

test('a finding that is acknowledged does not count', async () => {
  expect(await acknowledged(entry('{ kind: ConfigMap, name: a, namespaceName: shop }'))).toMatchObject({
    exitCode: 1,
    acknowledged: 1,
    found: ALL.slice(1),
  });
  expect(await acknowledged(entry('{ kind: ConfigMap, name: a }'))).toMatchObject({
    exitCode: 0,
    acknowledged: 2,
    found: ALL.slice(2),
  });
});

test('an apiVersion stands for its group', async () => {
  expect((await acknowledged(entry('{ apiVersion: v2, kind: ConfigMap, name: a }'))).acknowledged).toBe(2);
  expect((await acknowledged(entry('{ apiVersion: example.com/v1, kind: ConfigMap, name: a }'))).acknowledged).toBe(0);
});

test('it holds through its last day', async () => {
  const until = entry('{ kind: ConfigMap, name: a }', 'reason: we know\n  until: 2026-11-30');
  expect(await acknowledged(until, '2026-11-30')).toMatchObject({ exitCode: 0, acknowledged: 2 });
  const after = await acknowledged(until, '2026-12-01');
  expect(after).toMatchObject({
    exitCode: 1,
    acknowledged: 0,
    found: [...ALL, 'ok.yaml:1 acknowledgement-expired undefined/a'],
  });
  expect(after.findings?.[3]).toMatchObject({
    severity: 'error',
    message: 'it held until 2026-11-30, today is 2026-12-01',
  });
});

test.each([
  [
    'a rule that does not exist',
    '# note\n- { rule: config-say-error, object: { kind: ConfigMap, name: a }, reason: x }',
    'error',
    'ok.yaml:2 acknowledgement-unknown-rule undefined/a',
  ],
  [
    'no reason',
    entry('{ kind: ConfigMap, name: a }', 'until: 2030-01-01'),
    'error',
    'ok.yaml:1 acknowledgement-without-reason undefined/a',
  ],
  [
    'a blank reason',
    entry('{ kind: ConfigMap, name: a }', 'reason: " "'),
    'error',
    'ok.yaml:1 acknowledgement-without-reason undefined/a',
  ],
  [
    'nothing that is found',
    entry('{ kind: ConfigMap, name: gone, namespaceName: shop }'),
    'warning',
    'ok.yaml:1 acknowledgement-unused shop/gone',
  ],
])('with %s it does nothing, and is a finding itself', async (_, text, severity, found) => {
  const result = await acknowledged(text);
  expect(result).toMatchObject({ acknowledged: 0, found: [...ALL, found] });
  expect(result.findings?.[3]).toMatchObject({ severity });
});

test.each([
  ['rule: x', 'ok.yaml must hold a list, it holds an object (rule)'],
  ['- text', "ok.yaml:1 entry 1 must be an object, got 'text'"],
  ['\n- { rule: x, objct: {}, reason: x }', "ok.yaml:2 entry 1 has an unknown key 'objct'; did you mean 'object'?"],
  [
    '- { rule: x, object: { kind: A, nam: b }, reason: x }',
    "ok.yaml:1 entry 1 has an object that has an unknown key 'nam'; did you mean 'name'?",
  ],
  [
    '- { rule: x, object: { kind: A }, reason: x }',
    "ok.yaml:1 entry 1 cannot be used: object.name must be a text that is not empty, got ''",
  ],
  [
    '- { object: { kind: A, name: b }, reason: x }',
    "ok.yaml:1 entry 1 cannot be used: rule must be a text that is not empty, got ''",
  ],
  [
    '- { rule: x, object: { kind: A, name: b }, reason: 5 }',
    'ok.yaml:1 entry 1 cannot be used: reason must be a text, got 5',
  ],
  [
    '- { rule: x, object: { kind: A, name: b }, reason: x, until: soon }',
    "ok.yaml:1 entry 1 cannot be used: until must be a date such as '2027-03-31', got 'soon'",
  ],
  [
    '- { rule: x, object: { kind: A, name: b }, reason: x, until: 2026-02-30 }',
    "ok.yaml:1 entry 1 cannot be used: until must be a date such as '2027-03-31', got '2026-02-30'",
  ],
])('%j is refused', async (text, message) => {
  const { exitCode, errors } = await acknowledged(text);
  expect(exitCode).toBe(2);
  expect(errors).toContain(`error: ${message}\n`);
});

test('of a rule that is left out nothing is said', async () => {
  const world = { files: { ...files, 'ok.yaml': entry('{ kind: ConfigMap, name: gone }') }, engine: SIMPLE };
  const { output } = await ran('check dist --acknowledge ok.yaml --disable config-says-error', world);
  expect(output).not.toContain('acknowledgement-unused');
});

test('what an object acknowledges in its annotation does not count either', async () => {
  const annotated = configMap('a', 'error').replace(
    'namespace: shop',
    "namespace: shop, annotations: { cdk8s-model-serving/acknowledged: 'config-says-error: we know' }",
  );
  const { exitCode, output } = await ran('check a.yaml', { files: { 'a.yaml': annotated }, engine: SIMPLE });
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'no findings in 1 object of 1 file (1 acknowledged)\n' });
});
