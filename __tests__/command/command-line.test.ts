import { configMap, ran, SIMPLE } from './support/command-run';

const files = { 'dist/a.yaml': configMap('a', 'nothing') };
const refused = async (commandLine: string) => {
  const { exitCode, output, errors } = await ran(commandLine, { files, engine: SIMPLE });
  expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
  expect(errors).toMatch(/see: cdk8s-model-serving --help\n$/);
  return errors.split('\n').slice(0, -2);
};

const COMMANDS = ['check', 'review', 'plan', 'import', 'explain', 'init', 'image'];

test('--help says how it is used, --version which version it is', async () => {
  for (const help of ['--help', '-h', 'help', '--help check']) {
    const { exitCode, output } = await ran(help);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Usage: cdk8s-model-serving check PATH\.\.\. \[options\]\n/);
    for (const command of COMMANDS) expect(output).toContain(` cdk8s-model-serving ${command} `);
  }
  const { output } = await ran('--version');
  expect(output).toBe(`${jest.requireActual<{ version: string }>('../../package.json').version}\n`);
});

test.each(COMMANDS)('the help of %s is of that command alone, and ends with what it exits with', async (command) => {
  for (const help of [`${command} --help`, `${command} x -h`, `help ${command}`]) {
    const { exitCode, output } = await ran(help);
    expect(exitCode).toBe(0);
    expect(output).toMatch(new RegExp(`^Usage: cdk8s-model-serving ${command} `));
    expect(output).toMatch(/\n\nExits with 0 /);
    const named = [...output.matchAll(/cdk8s-model-serving (\w+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set([command]));
    for (const other of COMMANDS) if (other !== command) expect(output).not.toContain(`Options of ${other}`);
  }
});

test.each([
  ['chek --help', ["error: there is no command 'chek'; did you mean check?"]],
  ['help chek', ["error: there is no command 'chek'; did you mean check?"]],
  [
    'render --help',
    ["error: there is no command 'render'; there are check, review, plan, explain, image, import and init"],
  ],
  ['chek dist', ["error: there is no command 'chek'; did you mean check?"]],
  [
    'frobnicate',
    ["error: there is no command 'frobnicate'; there are check, review, plan, explain, image, import and init"],
  ],
  ['check', ["error: name what to check: a folder, a file, or '-' for standard input"]],
  ['check - -', ["error: '-' can be given once"]],
  ['check dist --fromat json', ["error: there is no option '--fromat'; did you mean --format?"]],
  ['check dist --frobnicate', ["error: there is no option '--frobnicate'"]],
  ['check dist -f', ["error: there is no option '-f'"]],
  ['check dist --format', ['error: option --format needs a value']],
  ['check dist --cluster --format json', ['error: option --cluster needs a value']],
  ['check dist --format text --format json', ['error: option --format can be given once']],
  ['check dist --format jsn', ["error: --format must be text, json, sarif or github, got 'jsn'; did you mean json?"]],
  ['check dist --fail-on info', ["error: --fail-on must be error or warning, got 'info'"]],
  [
    'check dist --disable config-say-error',
    ["error: a rule of --disable must be the id of a rule, got 'config-say-error'; did you mean config-says-error?"],
  ],
  [
    'check dist --severity config-says-error',
    ["error: severity of 'config-says-error' must be error or warning, got ''"],
  ],
  [
    'check dist --severity config-says-error=eror',
    ["error: severity of 'config-says-error' must be error or warning, got 'eror'; did you mean error?"],
  ],
  [
    'check --format jsn --fail-on x',
    [
      "error: name what to check: a folder, a file, or '-' for standard input",
      expect.stringContaining('--format must be'),
      expect.stringContaining('--fail-on must be'),
    ],
  ],
  [
    'explain config-says-eror',
    ["error: what to explain must be the id of a rule, got 'config-says-eror'; did you mean config-says-error?"],
  ],
  ['explain a b', ['error: explain takes the id of one rule']],
])('%s is refused', async (commandLine, messages) => {
  expect(await refused(commandLine)).toEqual(messages);
});

test('no command at all is refused, too', async () => {
  expect(await ran([])).toMatchObject({
    exitCode: 2,
    errors:
      'error: name a command: check, review, plan, explain, image, import or init\nsee: cdk8s-model-serving --help\n',
  });
});

test('what stands after -- is a path', async () => {
  const { exitCode } = await ran('check --format=json -- --help', { files: { '--help': configMap('a', 'nothing') } });
  expect(exitCode).toBe(0);
});

test('a mistake on the command line is shown as text, whatever is in it', async () => {
  const { errors } = await ran(['check', 'dist', '--\u001b[31m\nx\u202e']);
  expect(errors).toBe("error: there is no option '--\\u001b[31m\\nx\\u202e'\nsee: cdk8s-model-serving --help\n");
});

describe('explain', () => {
  test('says what a rule proves, why, and how it is broken and mended', async () => {
    expect((await ran('explain config-says-error', { engine: SIMPLE })).output).toMatchInlineSnapshot(`
     "config-says-error (error)

     A ConfigMap says nothing of errors.

     It is what tests need.

     Source: https://example.com/errors

     This breaks it:

         data: { finds: error }

     This does not:

         data: {}
     "
    `);
  });

  test('lists every rule, those of the command too', async () => {
    const { output } = await ran('explain', { engine: SIMPLE });
    expect(output.split('\n').slice(0, 3)).toEqual([
      'config-says-error: a ConfigMap says nothing of errors',
      'config-says-warning: a ConfigMap says nothing of warnings',
      'repeated-key: a key stands once in an object',
    ]);
  });
});

test('a fault of a rule is no crash', async () => {
  const engine = {
    rules: [],
    run: () => {
      throw new TypeError('x is undefined');
    },
  };
  const { exitCode, errors } = await ran('check dist', { files, engine });
  expect(exitCode).toBe(2);
  expect(errors).toMatch(
    /^error: this is a fault of cdk8s-model-serving, please report it\nTypeError: x is undefined\n/,
  );
});
