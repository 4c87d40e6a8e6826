import * as fs from 'node:fs';
import * as path from 'node:path';
import { transform } from 'esbuild';
import { type GetModuleInfo, type Plugin, rollup } from 'rollup';
import { explainedApart } from './explanations';
import { smaller } from './smaller';

/**
 * Puts the sources of `lib` into a few files in `build/bundle`: several hundred cost more to find and to open than to
 * run. Each file in `build/bundle` that package.json names (in `exports` or `bin`) is made of the source of the same
 * path; another entry is a line in package.json.
 *
 * They are made of the sources, not of what jsii compiled: modules of the sources become one scope, those of CommonJS
 * stay functions that hold one another's exports, and cost half as much again to load. What jsii adds to a class is added
 * here. What several entries need goes into a file that they share, so that there is one of every class; what an entry
 * does not need, it does not load, some kilobytes aside. Peers stay outside; of the packages in `INLINED` what is used comes in, since a jsii
 * module may depend on its peers alone, and may bundle others only as a whole, source maps and browsers' builds included.
 */
const ROOT = path.join(__dirname, '..');
const SOURCES = path.join(ROOT, 'lib');
const BUNDLE = path.join(ROOT, 'build', 'bundle');
/** Where what runs stands in the sources: read by `scripts/read-stack.ts`, and not published. */
const MAPS = path.join(ROOT, 'build', 'maps');
const MAIN = 'index.js';
/** Their licences are in NOTICE. */
const INLINED = ['js-yaml'];
/** Entries that share no class with others, and are so small that a file to share would cost more than it saves. */
const ALONE = ['testing/yaml-serializer.js'];

interface PackageJson {
  readonly exports: { readonly [subPath: string]: string | { readonly default: string } };
  readonly bin?: { readonly [command: string]: string };
}

interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly types: { readonly [fqn: string]: { readonly kind: string; readonly name: string } };
}

async function main(): Promise<void> {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as PackageJson;
  const commands = inBundle(Object.values(manifest.bin ?? {}));
  const modules = inBundle(Object.values(manifest.exports).map((to) => (typeof to === 'string' ? to : to.default)));

  for (const folder of [BUNDLE, MAPS]) fs.rmSync(folder, { recursive: true, force: true });
  await bundle([...modules, ...commands].filter((entry) => !ALONE.includes(entry)));
  for (const entry of ALONE) await bundle([entry]);
  for (const command of commands) fs.chmodSync(path.join(BUNDLE, command), 0o755);
}

/** Those of several files that are made here, relative to `build/bundle`. */
function inBundle(files: readonly string[]): string[] {
  return files
    .map((file) => path.relative(BUNDLE, path.join(ROOT, file)).split(path.sep).join('/'))
    .filter((file) => !file.startsWith('../'));
}

async function bundle(entries: readonly string[]): Promise<void> {
  const names = entries.map((entry) => entry.replace(/\.js$/, ''));
  const made = await rollup({
    input: Object.fromEntries(names.map((name) => [name, path.join(SOURCES, `${name}.ts`)])),
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id) && !INLINED.includes(id),
    plugins: [inlined, typeScript, small],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  await made.write({
    dir: BUNDLE,
    format: 'cjs',
    sourcemap: 'hidden',
    chunkFileNames: 'shared/[hash].js',
    manualChunks: (id, { getModuleInfo }) => sharedFileOf(id, names, getModuleInfo),
    generatedCode: { preset: 'es2015', symbols: false },
    // Nothing that is exported changes later, so that a plain property says it.
    externalLiveBindings: false,
    freeze: false,
    interop: 'esModule',
  });
}

/**
 * What the library shares with another entry is one file where it would be one for every set of entries that need it,
 * most of a few kilobytes: each costs as much to find and to open as 20 KB cost to read.
 */
function sharedFileOf(id: string, names: readonly string[], getModuleInfo: GetModuleInfo): string | undefined {
  const needing = names.filter((name) => reachedFrom(path.join(SOURCES, `${name}.ts`), getModuleInfo).has(id));
  return needing.length > 1 && needing.includes(MAIN.replace(/\.js$/, '')) ? 'library' : undefined;
}

const REACHED = new Map<string, ReadonlySet<string>>();

/** The modules that an entry needs. */
function reachedFrom(entry: string, getModuleInfo: GetModuleInfo): ReadonlySet<string> {
  const known = REACHED.get(entry);
  if (known) return known;
  const reached = new Set([entry]);
  // A set that grows is walked to its end.
  for (const id of reached) for (const next of getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  REACHED.set(entry, reached);
  return reached;
}

const small: Plugin = {
  name: 'small',
  // Names of files stand in the text by now: before, they are places to be filled in, which a short line may break.
  generateBundle: async (_options, files) => {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      const { code, map, exports: exported, isEntry, fileName } = file;
      const made = await smaller({ code, map, exported, isEntry, last: fileName === MAIN ? typesOfJsii() : '' });
      file.code = made.code;
      Reflect.deleteProperty(files, `${fileName}.map`);
      const mapFile = path.join(MAPS, `${fileName}.map`);
      fs.mkdirSync(path.dirname(mapFile), { recursive: true });
      fs.writeFileSync(mapFile, made.map);
    }
  },
};

/** Finds packages that are put in, as ES modules: of those what nobody uses stays out. */
const inlined: Plugin = {
  name: 'inlined',
  resolveId: (id) => {
    if (!INLINED.includes(id)) return null;
    const folder = path.join(ROOT, 'node_modules', id);
    const { module } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { module: string };
    return path.join(folder, module);
  },
};

/** Finds modules as Node does for CommonJS, and takes the types away. */
const typeScript: Plugin = {
  name: 'typescript',
  resolveId: (id, importer) => {
    if (importer === undefined || !id.startsWith('.')) return null;
    const file = path.join(path.dirname(importer), id);
    return [`${file}.ts`, path.join(file, 'index.ts')].find((candidate) => fs.existsSync(candidate)) ?? null;
  },
  transform: async (code, file) => {
    if (!file.endsWith('.ts')) return null;
    const tsconfigRaw = fs.readFileSync(path.join(ROOT, 'tsconfig.json'), 'utf8');
    const options = { loader: 'ts', target: 'node20', charset: 'utf8', tsconfigRaw } as const;
    const made = await transform(code, { ...options, sourcefile: file, sourcemap: 'external', sourcesContent: false });
    return { code: explainedApart(asObjects(made.code), file), map: made.map };
  },
};

/** Enums as the objects that they are at run time, where esbuild writes a function that fills one; every line stays where it is. */
function asObjects(code: string): string {
  return code.replace(
    /^(export )?var (\w+) = \/\* @__PURE__ \*\/ \(\((\w+)\) => \{\n((?: {2}\3\["\w+"\] = "[^"\\]*";\n)+) {2}return \3;\n\}\)\(\2 \|\| \{\}\);$/gm,
    (_, exported: string | undefined, name: string, inside: string, members: string) =>
      `${exported ?? ''}const ${name} = {\n${members.replaceAll(new RegExp(` {2}${inside}\\["(\\w+)"\\] = ("[^"]*");`, 'g'), '  $1: $2,')}\n};`,
  );
}

/**
 * What jsii writes into every class, by which its kernel knows in other languages what an object is that it was given.
 * https://aws.github.io/jsii/specification/6-type-system/
 */
function typesOfJsii(): string {
  const { name, version, types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as Assembly;
  const classes = Object.values(types).filter(({ kind }) => kind === 'class');
  return `for (const name of ${JSON.stringify(classes.map((type) => type.name).sort())})
  Object.defineProperty(exports[name], Symbol.for('jsii.rtti'), {
    value: { fqn: ${JSON.stringify(`${name}.`)} + name, version: ${JSON.stringify(version)} },
  });
`;
}

void main();
