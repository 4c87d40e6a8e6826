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
/** Calls that Jest's own transformers move above the imports. Here they would come too late, without a word. */
const HOISTED = /^\s*jest\.(?:mock|unmock|enableAutomock|disableAutomock|deepUnmock)\(/m;

export default {
  canInstrument: false,
  getCacheKey: (source, path) =>
    createHash('sha256')
      .update(OWN)
      .update(version)
      .update(process.version)
      .update(path)
      .update('\0')
      .update(source)
      .digest('hex'),
  process(source, path) {
    const [hoisted] = HOISTED.exec(source) ?? [];
    if (hoisted)
      throw new Error(
        `${path}: '${hoisted.trim()}' comes after the imports; use jest.doMock and jest.requireActual inside jest.isolateModules`,
      );
    const { code, map } = transformSync(source, { ...OPTIONS, sourcefile: path });
    return { code, map };
  },
};
