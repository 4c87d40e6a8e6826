// What Jest runs of TypeScript: types are taken away by esbuild, which takes a tenth of the time that the compiler
// takes. Nothing is checked here: `npm run typecheck` checks the tests with everything else.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from 'esbuild';

const OWN = readFileSync(fileURLToPath(import.meta.url));

/** As tsconfig.json has it: what is declared in a class is defined, by the fields of ES2022. */
const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  platform: 'node',
  target: 'es2022',
  sourcemap: 'external',
  sourcesContent: false,
};

/**
 * Built-in objects that a module holds by itself. Jest runs tests in a context of `node:vm`, where the look-up of a
 * global takes 0.2 µs: of a check such as `Object.getPrototypeOf(value) === Object.prototype` nearly all of its time.
 */
const BUILT_IN =
  'Array BigInt Boolean Error JSON Map Math Number Object Reflect RegExp Set String Symbol TypeError WeakMap WeakSet'
    .split(' ')
    .map((name) => ({ name, used: new RegExp(`\\b${name}\\b`) }));

/** Calls that Jest's own transformers move above the imports. Here they would come too late, without a word. */
const HOISTED = /^\s*jest\.(?:mock|unmock|enableAutomock|disableAutomock|deepUnmock)\(/m;

export default {
  canInstrument: false,

  getCacheKey(source, path) {
    const hash = createHash('sha256').update(OWN).update(version).update(path);
    return hash.update('\0').update(source).digest('hex');
  },

  process(source, path) {
    const [hoisted] = HOISTED.exec(source) ?? [];
    if (hoisted) throw new Error(`${path}: ${hoisted.trim()}) comes after the imports; use jest.doMock and require`);
    const held = BUILT_IN.filter(({ used }) => used.test(source)).map(({ name }) => name);
    const banner = `'use strict'; const { ${held.join(', ')} } = globalThis;`;
    const { code, map } = transformSync(source, { ...OPTIONS, banner, sourcefile: path });
    return { code, map };
  },
};
