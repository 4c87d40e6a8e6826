import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { buildSync, transformSync } from 'esbuild';

/**
 * Puts the compiled files of `build/lib` into a few in `build/bundle`: several hundred cost more to find and to open than
 * to run. Each file in `build/bundle` that package.json names (in `exports` or `bin`) is made of the compiled file of the
 * same path; another entry is a line in package.json.
 *
 * What several entries need goes into a file that they share, so that there is one of every class; what an entry does
 * not need, it does not load. Peers and dependencies stay outside. Names of classes stay, which errors and jsii use, and
 * so do jsii's statics.
 */
const ROOT = path.join(__dirname, '..');
const COMPILED = path.join(ROOT, 'build', 'lib');
const BUNDLE = path.join(ROOT, 'build', 'bundle');

interface PackageJson {
  readonly exports: { readonly [subPath: string]: string | { readonly default: string } };
  readonly bin?: { readonly [command: string]: string };
}

const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as PackageJson;
const commands = inBundle(Object.values(manifest.bin ?? {}));
const modules = inBundle(Object.values(manifest.exports).map((to) => (typeof to === 'string' ? to : to.default)));

fs.rmSync(BUNDLE, { recursive: true, force: true });
for (const { path: file, text } of bundled([...modules, ...commands])) {
  const entry = path.relative(BUNDLE, file).split(path.sep).join('/');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const code = parsedAtOnce(asCommonJs(withoutNaming(text)));
  fs.writeFileSync(file, code + (modules.includes(entry) ? exportsOf(entry) : ''));
  if (commands.includes(entry)) fs.chmodSync(file, 0o755);
}

/** Those of several files that are made here, relative to `build/bundle`. */
function inBundle(files: readonly string[]): string[] {
  return files
    .map((file) => path.relative(BUNDLE, path.join(ROOT, file)).split(path.sep).join('/'))
    .filter((file) => !file.startsWith('../'));
}

/** The entries and the files that they share, as ES modules: esbuild shares nothing between files of CommonJS. */
function bundled(entries: readonly string[]): readonly { readonly path: string; readonly text: string }[] {
  return buildSync({
    entryPoints: entries.map((entry) => path.join(COMPILED, entry)),
    outbase: COMPILED,
    outdir: BUNDLE,
    chunkNames: 'shared/[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    packages: 'external',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    keepNames: true,
    write: false,
    logLevel: 'warning',
  }).outputFiles;
}

function asCommonJs(text: string): string {
  return transformSync(text, { format: 'cjs', platform: 'node', target: 'node20', charset: 'utf8' }).code;
}

/** Without the calls that give functions the names that they have: only classes of the bundle have another. */
function withoutNaming(text: string): string {
  return text.replace(/^ *__name\((\w+), "\1"\);\n/gm, '');
}

/**
 * Functions of modules in parentheses, which V8 parses in full when it comes to them; any other it looks through first,
 * and parses again when it is called. All of these are called, most of them at once.
 */
function parsedAtOnce(text: string): string {
  return text.replace(
    /^ {2}("build\/lib\/[^"]+")(\([^)]*\)) \{\n(.*?)^ {2}\}\n\}\);$/gms,
    (_wrapper, file: string, parameters: string, body: string) =>
      `  ${file}: (function${parameters} {\n${body}  })\n});`,
  );
}

/** An entry gives what the compiled file gives. The names are never run: Node looks for them on behalf of `import`. */
function exportsOf(entry: string): string {
  const names = Object.keys(createRequire(__filename)(path.join(COMPILED, entry)) as object);
  return `module.exports = module.exports.default;\n0 && (module.exports = { ${names.join(', ')} });\n`;
}
