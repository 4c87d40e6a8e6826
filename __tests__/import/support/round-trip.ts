import { importManifests } from '../../../lib/import/import-manifests';
import type { Imported } from '../../../lib/import/report';
import { manifestOf } from '../../../lib/manifests/manifest';
import { readManifests } from '../../../lib/manifests/read';
import type { Review } from '../../../lib/review/data/review';
import { review } from '../../../lib/review/review';
import { runSnippet } from '../../support/snippets';

/** Manifests, what they were made into, and what the change from the one to the other does. */
export interface RoundTrip extends Imported {
  /** What the imported app synthesizes to, file by file. */
  readonly files: readonly string[];
  readonly review: Review;
}

export const read = (yaml: string) => readManifests(['-'], { standardInput: Buffer.from(yaml) }).manifests;

/** Imports manifests, runs what comes out and reviews the change. */
export function roundTrip(yaml: string, options: { readonly safeDefaults?: boolean } = {}): RoundTrip {
  const before = read(yaml);
  const imported = importManifests(before, { from: 'live.yaml', ...options });
  const { files } = runSnippet(imported.source);
  const after = files.flatMap((file) => read(file));
  const kept = before.filter(({ kind }) => kind !== 'Secret').map(({ json, origin }) => manifestOf(json, origin));
  return { ...imported, files, review: review(kept, after) };
}
