import * as fs from 'node:fs';
import * as path from 'node:path';
import { importManifests } from '../../lib/import/import-manifests';
import { problemsOfSnippets } from '../support/compile-snippets';
import { read } from './support/round-trip';

const FOLDER = path.join(__dirname, 'manifests');

it('every imported file is TypeScript without a fault', () => {
  const imported = fs.readdirSync(FOLDER).flatMap((from) =>
    [false, true].map((safeDefaults) => {
      const manifests = read(fs.readFileSync(path.join(FOLDER, from), 'utf8'));
      return { page: `${from} ${safeDefaults}`, code: importManifests(manifests, { from, safeDefaults }).source };
    }),
  );
  expect(imported.length).toBeGreaterThan(40);
  expect(problemsOfSnippets(imported)).toEqual([]);
}, 120_000);
