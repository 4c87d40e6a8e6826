import type { Manifest } from '../manifests/manifest';
import { refOf } from '../manifests/manifest';
import { ManifestSet } from '../manifests/manifest-set';
import { UsageError } from '../private/errors';
import { headOf } from './write/head';
import { readServers } from './read/read-servers';
import { findingsToMend } from './write/findings';
import { leftOutReason } from './write/kept';
import { chartsOf } from './write/namespaces';
import { AppWriter, isInferenceService } from './write/app-writer';
import { call } from './source/code';
import { fileText } from './source/file';
import { type Imported, type ImportNote, NOTE_KINDS } from './report';

/** What an import may be told. */
export interface ImportOptions {
  /** What the manifests were read from, for the comment: a path, or `-`. */
  readonly from: string;
  /**
   * Whether servers get the defaults of the library in place of what is live: pods are replaced once.
   *
   * @default false
   */
  readonly safeDefaults?: boolean;
}

/**
 * Writes a TypeScript file of this library's constructs that synthesizes to what manifests mean: pods are not replaced unless
 * they are to have safe defaults, and requests go where they went. What has no construct stands in it field by field; what is not in it is noted.
 *
 * @throws UsageError when nothing among the manifests is a server
 */
export function importManifests(manifests: readonly Manifest[], options: ImportOptions): Imported {
  const set = new ManifestSet(manifests);
  const read = readServers(set);
  const predictors = manifests.filter(isInferenceService);
  if (read.servers.length + predictors.length === 0) throw new UsageError(noServer(manifests, read.unfit));
  const notes: ImportNote[] = [];
  const stays = manifests.filter((manifest) => {
    const reason = leftOutReason(manifest);
    if (reason !== undefined) notes.push({ kind: 'left out', object: refOf(manifest), message: reason });
    return reason === undefined;
  });
  const writer = new AppWriter(read, notes, options.safeDefaults ?? false);
  const groups = chartsOf(stays).map((chart) => writer.chart(chart));
  const acknowledged = writer.acknowledgements(findingsToMend(set, notes));
  const ordered = NOTE_KINDS.flatMap((kind) => notes.filter((note) => note.kind === kind));
  const app = { declares: 'app', code: call('new ServingApp') };
  const source = fileText(headOf(options.from, ordered), [
    [app],
    ...groups,
    acknowledged,
    [{ code: call('app.synth') }],
  ]);
  return { source, notes: ordered, servers: read.servers.length + predictors.length };
}

function noServer(
  manifests: readonly Manifest[],
  unfit: readonly { readonly manifest: Manifest; readonly reason: string }[],
): string[] {
  if (unfit.length > 0)
    return unfit.map(({ manifest: { name }, reason }) => `Deployment '${name}' cannot be imported: ${reason}`);
  const kinds = [...new Set(manifests.map(({ kind }) => kind))];
  const found =
    kinds.length === 0 ? 'no Kubernetes objects at all' : `${manifests.length} of ${kinds.slice(0, 8).join(', ')}`;
  return [`there is nothing to import: it takes a Deployment of apps/v1 or an InferenceService, got ${found}`];
}
