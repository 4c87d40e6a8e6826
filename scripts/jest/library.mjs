// The library as one file of functions, one a module: what Jest spends on loading a module it spends a thousand times
// on the library, in each test file anew. Modules stay modules: each runs when it is first asked for, once, by
// whatever path it was imported.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { EVERY_BUILT_IN, firstLine, OPTIONS, VERSION } from './without-types.mjs';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const FILE = join(ROOT, 'build', 'jest', 'library.js');

const FOLDERS = ['lib', 'imports'];
const OWN = VERSION + readFileSync(fileURLToPath(import.meta.url), 'utf8');

/** Whether a file, relative to the root, is a module of the library. */
export function isOfLibrary(file) {
  return FOLDERS.some((folder) => file.startsWith(`${folder}/`));
}

/** Writes the file where a source has changed since. */
export async function writeLibrary() {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true })
      .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
      .filter((file) => file.endsWith('.ts')),
  ).sort();
  const stamp = stampOf(files);
  if (existsSync(FILE) && stampIn(readFileSync(FILE, 'utf8')) === stamp) return;
  const made = await build({
    ...OPTIONS,
    absWorkingDir: ROOT,
    entryPoints: files,
    outdir: ROOT,
    write: false,
    logLevel: 'silent',
  });
  const texts = new Map(made.outputFiles.map(({ path, text }) => [path, text]));
  const { code, map } = joined(files, (file) => texts.get(join(ROOT, file)), stamp + (await head()));
  mkdirSync(dirname(FILE), { recursive: true });
  replace(`${FILE}.map`, map);
  replace(FILE, code);
}

/** The first line, which differs whenever a source does. */
export function stampIn(code) {
  return code.slice(0, code.indexOf('\n') + 1);
}

function stampOf(files) {
  const hash = createHash('sha256').update(OWN);
  for (const file of files) {
    const { mtimeMs, size } = statSync(join(ROOT, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return `// ${hash.digest('hex')}\n`;
}

/** What all modules share: built-in objects, esbuild's helpers, and what loads a module. */
async function head() {
  const { code } = await transform("import a, { b } from 'a'; export * from 'a'; export { a, b };", OPTIONS);
  return `${firstLine(EVERY_BUILT_IN)}
${code.slice(0, endOfHelpers(code))}
const modules = Object.create(null);
const loaded = new Map();
function load(file) {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  const path = ${JSON.stringify(`${ROOT}/`)} + file;
  loaded.set(file, module);
  try {
    modules[file](module, module.exports, path, path.slice(0, path.lastIndexOf('/')));
  } catch (error) {
    loaded.delete(file);
    throw error;
  }
  return (module.exports = settled(module.exports));
}
// Exports are getters while a module runs. What it exports stays as it is then, and plain values are faster.
function settled(exports) {
  const values = __defProp({}, "__esModule", { value: true });
  return Object.assign(values, exports);
}
module.exports = load;
`;
}

/** Where the helpers end that esbuild writes ahead of a module that exports anything. */
function endOfHelpers(code) {
  const [last] = /^var __toCommonJS = .*\n/m.exec(code) ?? [];
  return last === undefined ? 0 : code.indexOf(last) + last.length;
}

/** The end of a module, by which Node.js would know its exports without running it. */
const FOR_NODE = /^\/\/ Annotate the CommonJS export names for ESM import in node:\n0 && [^]*$/m;

/** All modules in one text, and the map that leads from it to the sources. */
function joined(files, textOf, start) {
  const known = new Set(files);
  const sections = [];
  let code = start;
  let line = code.split('\n').length - 1;
  for (const file of files) {
    const name = file.replace(/\.ts$/, '');
    const whole = textOf(`${name}.js`);
    const from = endOfHelpers(whole);
    const text = linked(whole.slice(from), file, known).replace(/^#!/, '//').replace(FOR_NODE, '');
    const map = JSON.parse(textOf(`${name}.js.map`));
    // Each line of the helpers leads to the beginning of the source, so that what follows is relative to that.
    const lines = whole.slice(0, from).split('\n').length - 1;
    const mappings = map.mappings.split(';').slice(lines).join(';');
    sections.push({ offset: { line: line + 1, column: 0 }, map: { ...map, mappings, sources: [join(ROOT, file)] } });
    code += `modules[${JSON.stringify(file)}] = function (module, exports, __filename, __dirname) {\n${text}};\n`;
    line += text.split('\n').length + 1;
  }
  return {
    // Node.js loads it, not Jest, and errors of it are read by its map.
    code: `${code}//# sourceMappingURL=${basename(FILE)}.map\n`,
    map: JSON.stringify({ version: 3, file: 'library.js', sections }),
  };
}

/** Modules of the library are asked for by their files, what else lies at a relative path by where it lies. */
function linked(text, file, known) {
  return text.replace(/\brequire\("(\.[^"]*)"\)/g, (_, name) => {
    const target = posix.join(posix.dirname(file), name);
    const found = [`${target}.ts`, `${target}/index.ts`].find((each) => known.has(each));
    return found ? `load(${JSON.stringify(found)})` : `require(${JSON.stringify(join(ROOT, target))})`;
  });
}

/** Tests of another process may be reading it. */
function replace(file, text) {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
