import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { RULES } from '../lib/rules/registry';
import { packNpmPackage, stageNpmPackage, withAbsoluteLinks } from '../release/npm-package';
import { isBuilt } from './support/is-built';

const ROOT = path.join(__dirname, '..');
const REPOSITORY = 'https://github.com/cdk8s-model-serving/cdk8s-model-serving';
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

interface PackageJson {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly license: string;
  readonly stability: string;
  readonly repository: { readonly url: string };
  readonly exports: { readonly [subPath: string]: string | { readonly types: string } };
  readonly dependencies?: object;
  readonly peerDependencies: object;
  readonly devDependencies: { readonly [name: string]: string };
}

interface Docs {
  readonly summary?: string;
  readonly default?: string;
  readonly returns?: string;
}
interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly overrides?: string;
}
interface Type {
  readonly fqn: string;
  readonly kind: string;
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
}

const run = (cwd: string, command: string, ...args: string[]): string =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
  });

/** The classes of a file with the names of their members. */
function classesIn(file: string): string[][] {
  const source = ts.createSourceFile(file, fs.readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements
    .filter(ts.isClassDeclaration)
    .map(({ name, members }) => [String(name?.text), ...members.map((member) => member.name?.getText(source) ?? '')]);
}

describe('the package as it is published', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as PackageJson;
  let folder: string;
  let files: string[];
  let size: number;

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
    // Continuous integration has just built it; on a fresh clone the test does.
    if (!isBuilt()) run(ROOT, 'npm', 'run', '-s', 'build');
    const stage = path.join(folder, 'stage');
    files = stageNpmPackage(ROOT, stage);
    const packed = packNpmPackage(stage, folder);
    ({ size } = fs.statSync(packed));
    fs.rmSync(stage, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    // The peers are linked from here: the test must not need the network.
    run(folder, 'npm', 'install', packed, '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund');
    for (const peer of PEERS)
      fs.symlinkSync(path.join(ROOT, 'node_modules', peer), path.join(folder, 'node_modules', peer));
  }, 120_000);

  /** A file of the package as it is installed. */
  function installed(file: string): string {
    return fs.readFileSync(path.join(folder, 'node_modules', manifest.name, file), 'utf8');
  }

  /** The files that come with a module: those of this package by their paths in it. */
  function loadedBy(name: string): string[] {
    const script = `require('${name}'); console.log(JSON.stringify(Object.keys(require.cache)))`;
    const loaded = JSON.parse(run(folder, process.execPath, '-e', script)) as string[];
    return loaded.map((file) => file.replace(/^.*\/node_modules\/cdk8s-model-serving\//, ''));
  }

  afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test('synthesizes the first snippet of the README in an empty project', () => {
    const [, code] = /```ts\n(.*?)```/s.exec(fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8')) ?? [];
    // Without type annotations a snippet is JavaScript already.
    fs.writeFileSync(path.join(folder, 'main.mjs'), code);
    run(folder, process.execPath, 'main.mjs');
    expect(fs.readdirSync(path.join(folder, 'dist'))).toEqual(['00-namespaces.k8s.yaml', 'vision.k8s.yaml']);
  });

  describe('a project', () => {
    const LINKED = ['@types', 'jest', 'ts-jest', 'tsx', 'typescript'];
    /** In the pipelines of others no snapshot is written, and nobody is asked. */
    const green = (project: string) => {
      for (const tool of [
        ['node_modules/tsx/dist/cli.mjs', 'main.ts'],
        ['node_modules/typescript/bin/tsc', '--noEmit'],
      ])
        run(project, process.execPath, path.join(ROOT, tool[0]), tool[1]);
      run(project, process.execPath, path.join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci');
    };

    beforeAll(() => {
      for (const tool of LINKED)
        fs.symlinkSync(path.join(ROOT, 'node_modules', tool), path.join(folder, 'node_modules', tool));
    });

    test('that init writes synthesizes, compiles and tests', () => {
      const project = path.join(folder, 'begun');
      run(folder, path.join(folder, 'node_modules/.bin/cdk8s-model-serving'), 'init', project);
      green(project);
      expect(fs.readdirSync(path.join(project, 'dist'))).toEqual(['00-namespaces.k8s.yaml', 'vision.k8s.yaml']);
    }, 60_000);

    test('examples/platform synthesizes what lies beside it, compiles, tests, and has no findings', () => {
      const [example, project] = [path.join(ROOT, 'examples/platform'), path.join(folder, 'platform')];
      fs.cpSync(example, project, { recursive: true });
      fs.rmSync(path.join(project, 'dist'), { recursive: true });
      run(project, process.execPath, path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'main.ts');
      run(folder, 'diff', '-r', path.join(example, 'dist'), path.join(project, 'dist'));
      green(project);
      for (const cluster of fs.readdirSync(path.join(project, 'dist'))) {
        const check = [`dist/${cluster}`, '--cluster', `clusters/${cluster}.yaml`, '--fail-on', 'warning'];
        run(project, path.join(folder, 'node_modules/.bin/cdk8s-model-serving'), 'check', ...check);
      }
    }, 60_000);
  });

  test('loads by each of its sub-paths, as a module of either kind', () => {
    const names = Object.keys(manifest.exports).map((subPath) => `cdk8s-model-serving${subPath.slice(1)}`);
    const modules = names.filter((name) => !/\.(json|jsii)$/.test(name));
    expect(modules.length).toBeGreaterThan(4);
    const script = `
      const names = ${JSON.stringify(modules)};
      const keys = (module) => Object.keys(module).filter((key) => !/^(default|module\\.exports)$/.test(key)).sort().join();
      Promise.all(names.map(async (name) => keys(await import(name)) === keys(require(name)) && name))
        .then((all) => console.log(all.join()));`;
    expect(run(folder, process.execPath, '-e', script).trim()).toBe(modules.join());
  });

  test('has short names inside, and npm run stack says where in the sources a stack of it leads', () => {
    const script = `
      const { App, Chart } = require('cdk8s');
      const { ModelServer } = require('cdk8s-model-serving');
      const hostile = { get image() { throw new Error('planted'); } };
      try { new ModelServer(new Chart(new App(), 'vision'), 'iris', hostile); } catch ({ stack }) { console.log(stack); }`;
    const stack = run(folder, process.execPath, '-e', script);
    const readStack = (input: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', 'scripts/read-stack.ts'], {
        cwd: ROOT,
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    const read = readStack(stack);
    expect(stack).toMatch(/at new ModelServer \(.*build.bundle.index\.js:\d+:\d+\)/);
    expect(read).not.toContain('bundle');
    const others =
      'at f (/a b/app/build/bundle/index.js:1:10)\n    at g (/x/cdk8s-model-serving/build/bundle/index.js:999999:1)';
    expect(readStack(others)).toBe(others);
    const [, file, line] = /at new ModelServer \((lib.server.model-server\.ts):(\d+):\d+\)/.exec(read) ?? [];
    expect(fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n')[Number(line) - 1]).toContain('fitted(');
  });

  test('offers the testing exports and the jest serializer', () => {
    const script = `
      const { Manifests, Match } = require('cdk8s-model-serving/testing');
      const { serialize, test } = require('cdk8s-model-serving/testing/yaml-serializer');
      console.log([typeof Manifests.fromApp, typeof Match.arrayWith, typeof serialize, typeof test].join());`;
    expect(run(folder, process.execPath, '-e', script).trim()).toBe('function,function,function,function');
  });

  test('loads neither what serves tests, nor cdk8s-plus, nor a reader of YAML with the library', () => {
    const loaded = loadedBy('cdk8s-model-serving');
    expect(loaded).toContain('build/bundle/index.js');
    expect(loaded.filter((file) => /^build.bundle.testing|cdk8s-plus-28/.test(file))).toEqual([]);
    const readers = files.filter((file) => /\bYAMLException\b/.test(fs.readFileSync(path.join(ROOT, file), 'utf8')));
    expect(readers.length).toBe(1);
    expect(loaded).not.toContain(readers[0]);
  });

  test('explains rules as their files do, in texts that no app loads', () => {
    const loaded = loadedBy('cdk8s-model-serving').filter((file) => file.startsWith('build/bundle/'));
    for (const { id, reason, sources, example } of RULES.filter((_, index) => index % 15 === 0)) {
      const said = run(folder, path.join(folder, 'node_modules/.bin/cdk8s-model-serving'), 'explain', id);
      for (const text of [reason, ...sources, ...(example?.failing.split('\n') ?? [])]) expect(said).toContain(text);
    }
    // As far as it stands in JavaScript as it is.
    const beginnings = RULES.map(({ reason }) => /^[\w ,]+/.exec(reason)?.[0] ?? '').filter(
      ({ length }) => length > 25,
    );
    expect(beginnings.length).toBeGreaterThan(30);
    const codeOf = (some: readonly string[]) =>
      some.map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8')).join('');
    const others = files.filter((file) => /^build.bundle.*\.js$/.test(file) && !loaded.includes(file));
    expect(beginnings.filter((text) => codeOf(others).includes(text)).length).toBeGreaterThan(30);
    expect(beginnings.filter((text) => codeOf(loaded).includes(text))).toEqual([]);
  });

  test('loads neither the library nor cdk8s with reviews', () => {
    const loaded = loadedBy('cdk8s-model-serving/review');
    expect(loaded).toContain('build/bundle/review/index.js');
    expect(loaded.filter((file) => file === 'build/bundle/index.js' || /node_modules\/cdk8s\//.test(file))).toEqual([]);
  });

  test('loads neither the library nor cdk8s with the jest serializer', () => {
    const loaded = loadedBy('cdk8s-model-serving/testing/yaml-serializer');
    expect(loaded).toContain('build/bundle/testing/yaml-serializer.js');
    expect(loaded.filter((file) => file === 'build/bundle/index.js' || /node_modules\/cdk8s\//.test(file))).toEqual([]);
  });

  test('holds every class once and by its name, so that all sub-paths share it', () => {
    const classes = files.filter((file) => file.startsWith('build/bundle/')).flatMap(classesIn);
    const names = classes.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['ModelServer', 'Problems', 'ManifestSet']));
    expect(names.filter((name) => name.includes('$'))).toEqual([]);
    const known = new Set<string>();
    expect(classes.map(String).filter((each) => known.size === known.add(each).size)).toEqual([]);
  });

  test('keeps the names of classes, and by which jsii knows them in other languages', () => {
    const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as { types: { [f: string]: Type } };
    const classes = Object.values(types).filter(({ kind }) => kind === 'class');
    const script = `
      const library = Object.entries(require('cdk8s-model-serving')).filter(([, value]) => typeof value === 'function');
      const rtti = Symbol.for('jsii.rtti');
      console.log(JSON.stringify(library.map(([name, { name: own, [rtti]: known }]) => [name, own, known.fqn])));`;
    const found = JSON.parse(run(folder, process.execPath, '-e', script)) as [string, string, string][];
    expect(found.sort()).toEqual(classes.map(({ fqn }) => [fqn.split('.')[1], fqn.split('.')[1], fqn]).sort());
  });

  test('holds only what a user needs', () => {
    const unwanted = files.filter(
      (file) =>
        !/^(build\/bundle\/.*\.js|build\/(lib|imports)\/.*\.d\.ts|docs\/([^/]*\.md|review\.schema\.json)|(examples\/(github|gitlab|scripts)|templates)\/.*|validation\/package\.json|\.jsii|(README|CHANGELOG)\.md|LICENSE|NOTICE|package\.json)$/.test(
          file,
        ),
    );
    expect(unwanted).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        '.jsii',
        'LICENSE',
        'NOTICE',
        'README.md',
        'build/bundle/index.js',
        'build/lib/index.d.ts',
        'docs/review.schema.json',
        'examples/gitlab/.gitlab-ci.yml',
        'templates/typescript/gitignore',
      ]),
    );
  });

  test('runs nothing when it is installed, and brings no list of what contributors need', () => {
    const published = JSON.parse(installed('package.json')) as object;
    expect(Object.keys(published).filter((field) => /^(scripts|devDependencies|overrides)$/.test(field))).toEqual([]);
    expect(published).toMatchObject({ name: manifest.name, peerDependencies: manifest.peerDependencies });
  });

  test('has no link that leads nowhere: files of the package, or addresses', () => {
    const links = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((page) =>
        [...installed(page).matchAll(/\]\((?!#)([^)\s]+)\)/g)].map(([, to]) => ({ page, to: to.replace(/#.*$/, '') })),
      );
    const dead = links.filter(
      ({ page, to }) =>
        !/^(https?:|mailto:)/.test(to) && !files.includes(path.posix.join(path.posix.dirname(page), to)),
    );
    expect(links.length).toBeGreaterThan(40);
    expect(dead).toEqual([]);
    const sources = links.filter(({ to }) => to.startsWith(`${REPOSITORY}/blob/v`));
    const missing = sources.filter(({ to }) => !fs.existsSync(path.join(ROOT, to.replace(/^.*\/blob\/v[^/]*\//, ''))));
    expect(sources.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  test.each([
    ['[a](docs/a.md)', 'README.md', '[a](docs/a.md)'],
    ['[a](docs/a.md#part)', 'README.md', '[a](docs/a.md#part)'],
    ['[a](a.md)', 'docs/b.md', '[a](a.md)'],
    ['[a](../bench/RESULTS.md#x)', 'docs/b.md', '[a](https://example.com/bench/RESULTS.md#x)'],
    ['[a](#part) [b](https://b.example) [c](mailto:c@example.com)', 'README.md', undefined],
  ])('links are written for who has the package alone: %s on %s', (text, page, expected = text) => {
    expect(withAbsoluteLinks(text, page, new Set(['README.md', 'docs/a.md']), 'https://example.com')).toBe(expected);
  });

  // https://github.com/cdklabs/construct-hub#how-it-works
  test('is one that Construct Hub takes', () => {
    expect(manifest.keywords).toContain('cdk8s');
    expect(['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'MIT', 'EPL-2.0']).toContain(manifest.license);
    expect(['experimental', 'stable', 'deprecated']).toContain(manifest.stability);
    expect(manifest.repository.url).toContain(REPOSITORY);
    const { schema, readme } = JSON.parse(installed('.jsii')) as { schema: string; readme: { markdown: string } };
    expect([schema, readme.markdown.length > 1000]).toEqual(['jsii/0.10.0', true]);
  });

  test('is at most 900 KB to download', () => {
    expect(size).toBeLessThanOrEqual(900_000);
  });

  test('has the types of all that can be imported, and of nothing else', () => {
    const program = ts.createProgram(
      Object.values(manifest.exports).flatMap((to) =>
        typeof to === 'string' ? [] : [path.join(folder, 'node_modules', manifest.name, to.types)],
      ),
      { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, strict: true, types: [], noEmit: true },
    );
    const own = path.join('node_modules', manifest.name, 'build');
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.includes(own));
    const problems = [
      ...[...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()],
      ...ours.flatMap((file) => ts.getPreEmitDiagnostics(program, file)),
    ].map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    expect(problems).toEqual([]);
    expect(files.filter((file) => file.endsWith('.d.ts')).length).toBe(ours.length);
  });

  test('names the licence of what it has taken in', () => {
    const notice = fs.readFileSync(path.join(ROOT, 'NOTICE'), 'utf8');
    expect(notice).toContain(fs.readFileSync(path.join(ROOT, 'node_modules/js-yaml/LICENSE'), 'utf8').trim());
  });

  test('needs its peers at run time and nothing else', () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(PEERS);
    const documented = fs.readFileSync(path.join(ROOT, 'docs/dependencies.md'), 'utf8');
    for (const [name, version] of Object.entries(manifest.devDependencies)) {
      expect(documented).toContain(`\`${name}\``);
      expect(version).toMatch(/^(npm:@kubernetes\/client-node@)?\d+\.\d+\.\d+$/);
    }
  });

  test('documents every class, struct, prop and method, and the default of every optional prop', () => {
    const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as {
      types: { [fqn: string]: Type };
    };
    const missing = Object.values(types).flatMap((type) => {
      const members = [...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])].filter(
        ({ overrides }) => overrides === undefined,
      );
      return [
        ...(type.docs?.summary === undefined ? [type.fqn] : []),
        ...members.filter(({ docs }) => docs?.summary === undefined).map(({ name }) => `${type.fqn}.${name}`),
        ...(type.datatype
          ? members
              .filter(({ optional, docs }) => optional && docs?.default === undefined)
              .map(({ name }) => `${type.fqn}.${name}: @default`)
          : []),
      ];
    });
    expect(missing).toEqual([]);
  });
});
