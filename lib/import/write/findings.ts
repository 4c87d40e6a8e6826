import { refOf } from '../../manifests/manifest';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { contextOf } from '../../rules/declared-context';
import { runRules } from '../../rules/run-rules';
import type { ImportNote } from '../report';

/** A rule that objects of a namespace break already. */
export interface BrokenRule {
  readonly rule: string;
  readonly manifest: Manifest;
}

/** Rules about what the API server refuses: nobody can acknowledge that away. */
const REFUSALS: readonly string[] = ['valid-objects', 'known-fields'];

/** Says of each error that the manifests have: it was there before, and synthesis would refuse it. */
export function findingsToMend(set: ManifestSet, notes: ImportNote[]): BrokenRule[] {
  const errors = runRules(set, contextOf({})).filter(({ severity }) => severity === 'error');
  const byOrigin = new Map(set.manifests.map((manifest) => [manifest.origin, manifest]));
  return errors.flatMap(({ rule, origin, message, fix }) => {
    const manifest = origin && byOrigin.get(origin);
    if (!manifest) return [];
    const way = fix === undefined ? '' : `; ${fix}`;
    const isRefused = REFUSALS.includes(rule);
    const standing = isRefused ? 'the API server refuses it, and synthesis does' : 'acknowledged below';
    notes.push({ kind: 'to mend', object: refOf(manifest), message: `${message} (${rule}; ${standing})${way}` });
    return isRefused ? [] : [{ rule, manifest }];
  });
}
