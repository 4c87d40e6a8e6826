// What Jest runs of TypeScript: types are taken away by esbuild, which takes a tenth of the time that the compiler
// takes. Nothing is checked here: `npm run typecheck` checks the tests with everything else.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { FILE, isOfLibrary, ROOT, stampIn } from './library.mjs';
import { NATIVE_OR_OWN } from './native.mjs';
import { firstLine, OPTIONS, VERSION } from './without-types.mjs';

const OWN = VERSION + readFileSync(fileURLToPath(import.meta.url), 'utf8');

/** Calls that Jest's own transformers move above the imports. Here they would come too late, without a word. */
const HOISTED = /^\s*jest\.(?:mock|unmock|enableAutomock|disableAutomock|deepUnmock)\(/m;

/** What asks for a package: neither a file, nor a part of Node.js, nor this one, whose names lead to its sources. */
const OF_A_PACKAGE = /\brequire\(("(?![./]|node:|cdk8s-model-serving[/"])[^"]+")\)/g;

export default {
  canInstrument: false,

  getCacheKey(source, path, { instrument }) {
    if (path === FILE) return createHash('sha256').update(stampIn(source)).digest('hex');
    const hash = createHash('sha256').update(OWN).update(`${path} ${instrument}`);
    return hash.update('\0').update(source).digest('hex');
  },

  process(source, path, { instrument }) {
    if (path === FILE) return { code: source, map: readFileSync(`${FILE}.map`, 'utf8') };
    const file = relative(ROOT, path).split(sep).join('/');
    // Coverage is of files one by one.
    if (isOfLibrary(file) && !instrument)
      return { code: `module.exports = ${NATIVE_OR_OWN}(${JSON.stringify(FILE)})(${JSON.stringify(file)});` };
    const [hoisted] = HOISTED.exec(source) ?? [];
    if (hoisted) throw new Error(`${path}: ${hoisted.trim()}) comes after the imports; use jest.doMock and require`);
    const options = { ...OPTIONS, loader: 'ts', banner: firstLine(source), sourcefile: path };
    const { code, map } = transformSync(source, options);
    return { code: code.replace(OF_A_PACKAGE, `${NATIVE_OR_OWN}($1)`), map };
  },
};
