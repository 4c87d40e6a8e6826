import * as fs from 'node:fs';
import * as path from 'node:path';
import { readmeFor } from '../release/languages/readme';

const ROOT = path.join(__dirname, '..');
const HOME = 'https://example.com/serving';

describe('the README of another language', () => {
  test('leads to the repository, where it led to files', () => {
    const text = '[a](docs/a.md#b) [c](https://c.example) [d](#d)';
    expect(readmeFor(text, HOME, '.')).toBe(`[a](${HOME}/blob/HEAD/docs/a.md#b) [c](https://c.example) [d](#d)`);
    expect(readmeFor('[e](../examples/python)', HOME, 'docs')).toBe(`[e](${HOME}/blob/HEAD/examples/python)`);
  });

  test('hides from the reader, and not from the compiler, what a snippet continues', () => {
    const text = '```ts\nfirst();\n```\n\n<!-- continues -->\n\n```ts\nsecond();\n```\n\n```python\nthird()\n```\n';
    expect(readmeFor(text, HOME, '.')).toBe(
      '```ts\nfirst();\n```\n\n```ts\n/// !hide\nfirst();\n/// !show\nsecond();\n```\n\n```python\nthird()\n```\n',
    );
  });

  test.each(['python', 'go', 'java'])('in %s has no links to files when it is published', (language) => {
    const text = readmeFor(fs.readFileSync(path.join(ROOT, 'docs', `${language}.md`), 'utf8'), HOME, 'docs');
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((to) => !/^(https:|#)/.test(to))).toEqual([]);
  });
});

test('every system of the examples is there in every language', () => {
  const systems = fs
    .readdirSync(path.join(ROOT, 'examples', 'typescript'))
    .map((file) => path.basename(file, '.ts'))
    .filter((name) => name !== 'app');
  const missing = systems.flatMap((name) => {
    const system = `${name[0].toUpperCase()}${name.slice(1)}System.java`;
    const files = [`python/${name}.py`, `go/${name}.go`, `java/src/main/java/example/${system}`];
    return files.filter((file) => !fs.existsSync(path.join(ROOT, 'examples', file)));
  });
  expect(systems.sort()).toEqual(['canary', 'llm', 'server', 'tenant']);
  expect(missing).toEqual([]);
});

test('the examples and pages name the version that is published', () => {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
  expect(read('examples/python/requirements.txt')).toContain(`cdk8s-model-serving==${version}\n`);
  expect(read('examples/go/go.mod')).toContain(`/modelserving v${version}\n`);
  for (const file of ['examples/java/pom.xml', 'docs/java.md'])
    expect(read(file)).toMatch(
      new RegExp(`<artifactId>cdk8s-model-serving</artifactId>\\s*<version>${version}</version>`),
    );
});
