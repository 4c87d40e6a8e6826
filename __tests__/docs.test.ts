import * as fs from 'node:fs';
import * as path from 'node:path';
import { irisBlueGreen, irisCanary } from '../apps/iris';
import * as lib from '../lib';
import { markdownTable } from '../lib/command/plans/plan-table';
import { RULES } from '../lib/rules/registry';
import { matrixTable } from '../lib/traffic/capability/matrix-table';
import { accessTable } from './support/access-table';
import { problemsOfSnippets } from './support/compile-snippets';
import { rulesPage } from './support/rules-page';
import { runSnippet, snippetsOf } from './support/snippets';
import { writePage } from './support/write-page';

const ROOT = path.join(__dirname, '..');
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...fs.readdirSync(path.join(ROOT, 'docs')).map((file) => `docs/${file}`),
].filter((file) => file.endsWith('.md'));

const SNIPPETS = PAGES.flatMap(snippetsOf);

/** What a snippet that calls `app.synth()` writes, file after file. */
function run(code: string): string {
  return runSnippet(code).files.join('---\n');
}

test('every TypeScript snippet of the documents compiles', () => {
  expect(problemsOfSnippets(SNIPPETS)).toEqual([]);
});

test('every YAML block that a snippet is said to become is what it becomes', () => {
  const shown = SNIPPETS.filter(({ yaml }) => yaml !== undefined);
  expect(shown.length).toBeGreaterThan(0);
  for (const { page, code, yaml = '' } of shown) {
    const made = run(code);
    if (process.env.UPDATE_DOCS === '1') update(page, code, yaml, made);
    else expect(`${page}\n${yaml}`).toBe(`${page}\n${made}`);
  }
});

test('every snippet that synthesizes an app does so', () => {
  expect(snippetsOf('README.md').every(({ code }) => code.includes('app.synth();'))).toBe(true);
  jest.spyOn(console, 'log').mockReturnValue();
  const failures = SNIPPETS.filter(({ code }) => code.includes('app.synth();')).flatMap(({ page, code }) => {
    try {
      return runSnippet(code).files.length > 0 ? [] : [`${page}: nothing is written`];
    } catch (error) {
      return [`${page}: ${(error as Error).message}`];
    }
  });
  expect(failures).toEqual([]);
});

test('the README shows lines that its first snippet becomes, and says how many', () => {
  const file = path.join(ROOT, 'README.md');
  const text = fs.readFileSync(file, 'utf8');
  const made = runSnippet(snippetsOf('README.md')[0].code).files;
  const lines = made.flatMap((content) => content.trimEnd().split('\n'));
  const shown = /<!-- lines of it -->\s*```yaml\n(.*?)```/s.exec(text)?.[1].trimEnd().split('\n') ?? [];
  expect(shown.length).toBe(3);
  const written = new Set(lines.map((line) => line.trim()));
  expect(shown.filter((line) => !written.has(line.replace(/ #.*$/, '')))).toEqual([]);

  const objects = lines.filter((line) => line.startsWith('kind: ')).length;
  const counted = text
    .replace(/\d+ objects in \d+ lines of YAML/, `${objects} objects in ${lines.length} lines of YAML`)
    .replace(/\[\d+ rules\]/, `[${RULES.length} rules]`);
  if (process.env.UPDATE_DOCS === '1') writePage(file, counted);
  else expect(text).toBe(counted);
});

/** `UPDATE_DOCS=1` writes the YAML into the page, behind the snippet it belongs to. */
function update(page: string, code: string, yaml: string, made: string): void {
  const file = path.join(ROOT, page);
  const text = fs.readFileSync(file, 'utf8');
  const start = text.indexOf(code) + code.length;
  const block = text.indexOf(`\`\`\`yaml\n${yaml}\`\`\``, start);
  writePage(file, `${text.slice(0, block)}\`\`\`yaml\n${made}${text.slice(block + '```yaml\n'.length + yaml.length)}`);
}

test('the table of what each role of a tenant may do is what the manifests grant', () => {
  const file = path.join(ROOT, 'docs/tenants-access.md');
  const text = fs.readFileSync(file, 'utf8');
  const parts = /^(.*<!-- access-table -->\n\n)(.*)(\n<!-- \/access-table -->.*)$/s.exec(text);
  expect(parts).not.toBeNull();
  const [, before, shown, after] = parts!;
  if (process.env.UPDATE_DOCS === '1') writePage(file, before + accessTable() + after);
  else expect(shown).toBe(accessTable());
});

/** Tables after `<!-- plan of ... -->`: what the demonstration platform's releases plan. */
const PLANS: { readonly [marker: string]: () => readonly lib.ReleaseStage[] } = {
  'the Iris canary': () => irisCanary(new lib.ServingApp()).plan(),
  'the Iris blue/green release': () => irisBlueGreen(new lib.ServingApp()).plan(),
};

test('every plan that the documents show is the one that comes out', () => {
  const shown = PAGES.flatMap((page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    return [...text.matchAll(/<!-- plan of (.*) -->\n\n((?:\|.*\n)*)/g)].map(([block, marker, table]) => ({
      page,
      block,
      marker,
      table,
    }));
  });
  expect(shown.map(({ marker }) => marker).sort()).toEqual(Object.keys(PLANS).sort());
  for (const { page, block, marker, table } of shown) {
    const made = markdownTable(PLANS[marker]());
    const file = path.join(ROOT, page);
    if (process.env.UPDATE_DOCS === '1') {
      const text = fs.readFileSync(file, 'utf8');
      writePage(
        file,
        text.replace(block, () => `<!-- plan of ${marker} -->\n\n${made}`),
      );
    } else expect(`${page}\n${table}`).toBe(`${page}\n${made}`);
  }
});

test('what each gateway can do is in docs/routes.md as the library knows it', () => {
  const file = path.join(ROOT, 'docs', 'routes.md');
  const text = fs.readFileSync(file, 'utf8');
  const [before, rest] = text.split('<!-- capability-matrix -->\n');
  const after = rest.slice(rest.indexOf('<!-- /capability-matrix -->'));
  const made = `${before}<!-- capability-matrix -->\n\n${matrixTable()}\n\n${after}`;
  if (process.env.UPDATE_DOCS === '1') writePage(file, made);
  else expect(text).toBe(made);
});

test('docs/rules.md has every rule, with its reason, source and example', () => {
  const file = path.join(ROOT, 'docs', 'rules.md');
  const text = fs.readFileSync(file, 'utf8');
  const [before] = text.split('<!-- rules -->\n');
  const made = `${before}<!-- rules -->\n\n${rulesPage()}\n<!-- /rules -->\n`;
  if (process.env.UPDATE_DOCS === '1') writePage(file, made);
  else expect(text).toBe(made);
});

/** What a page of Markdown can be linked to at: its headings, as GitHub names them, and anchors of its own. */
function anchorsOf(text: string): Set<string> {
  const headings = text.split('\n').filter((line) => line.startsWith('#'));
  const names = headings.map((line) =>
    line
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...names, ...[...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)]);
}

/** Links of a page to files of the repository, relative to its root. */
function linksOf(page: string): { readonly link: string; readonly to: string; readonly anchor?: string }[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([link, target, anchor]) => ({
    link,
    to: target === '' ? page : path.posix.join(path.posix.dirname(page), target),
    anchor,
  }));
}

test('every link between the documents leads somewhere', () => {
  const broken = PAGES.flatMap((page) =>
    linksOf(page)
      .filter(({ to, anchor }) => {
        const file = path.join(ROOT, to);
        if (!fs.existsSync(file)) return true;
        return anchor !== undefined && !anchorsOf(fs.readFileSync(file, 'utf8')).has(anchor);
      })
      .map(({ link }) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('every picture that a document shows by its address is in the repository', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    repository: { url: string };
  };
  const raw = manifest.repository.url
    .replace(/^git\+/, '')
    .replace(/\.git$/, '/HEAD/')
    .replace('//github.com/', '//raw.githubusercontent.com/');
  const shown = PAGES.flatMap((page) => [
    ...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(/<img src="([^"]*)"/g),
  ]).map(([, address]) => address);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((at) => !at.startsWith(raw) || !fs.existsSync(path.join(ROOT, at.slice(raw.length))))).toEqual(
    [],
  );
});

test('every document is within two clicks of the README', () => {
  const once = linksOf('README.md').map(({ to }) => to);
  const twice = once.filter((to) => PAGES.includes(to)).flatMap((to) => linksOf(to).map((link) => link.to));
  expect(PAGES.filter((page) => page !== 'README.md' && ![...once, ...twice].includes(page))).toEqual([]);
});

test('CONTRIBUTING.md says what every folder of the sources and of the tests is for, and names scripts that there are', () => {
  const text = fs.readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const folders = ['lib', '__tests__'].flatMap((parent) =>
    fs
      .readdirSync(path.join(ROOT, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}/`),
  );
  expect(folders.filter((folder) => !text.includes(`\`${folder}`))).toEqual([]);
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, script]) => script);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
