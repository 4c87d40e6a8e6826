import { examplesOfClasses } from './support/class-examples';
import { problemsOfSnippets } from './support/compile-snippets';
import { runSnippet } from './support/snippets';
import { readPublicApi } from '../scripts/shapes/public-api';

const CLASSES = examplesOfClasses();
const EXAMPLES = CLASSES.flatMap(({ name, file, examples }) =>
  examples.map((code): [name: string, file: string, code: string] => [name, file, code]),
);

test('all classes of the public API are looked at', () => {
  expect(CLASSES.map(({ name }) => name).sort()).toEqual(
    readPublicApi()
      .classes.map(({ name }) => name)
      .sort(),
  );
});

test('every construct and every value class has an example in its docstring', () => {
  expect(CLASSES.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([]);
});

test('every example compiles by itself', () => {
  expect(problemsOfSnippets(EXAMPLES.map(([, file, code]) => ({ page: `lib/${file}`, code })))).toEqual([]);
});

describe.each(EXAMPLES)('the example of %s', (name, _file, code) => {
  test('uses what it is of, and imports what it uses', () => {
    const [imports, ...rest] = code.split('\n\n');
    expect(rest.join('\n\n')).toMatch(new RegExp(`\\b${name}\\b`));
    const listed = [...imports.matchAll(/import \{(.*?)\} from/gs)].flatMap(([, names]) => names.match(/\w+/g) ?? []);
    expect(listed.filter((each) => !new RegExp(`\\b${each}\\b`).test(rest.join('\n\n')))).toEqual([]);
  });

  test('runs, and what it synthesizes is fine', () => {
    const { files } = runSnippet(code);
    expect(files.length > 0).toBe(code.includes('app.synth()'));
  });

  // Other languages drop it on the way to the library: https://aws.github.io/jsii/specification/6-type-system/
  // jsii-rosetta translates no functions: https://github.com/aws/jsii-rosetta, and knows no types of Node
  test('says nothing by functions', () => {
    expect(code).not.toMatch(/=>|\bfunction\b/);
  });

  test('says nothing by null', () => {
    expect(code).not.toMatch(/\bnull\b/);
  });
});
