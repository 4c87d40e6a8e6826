import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import { readersOfFilledClaims } from '../claims-filled';
import type { Annotations } from '../delivery-tool';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
const HOOK = 'argocd.argoproj.io/hook';

/**
 * What goes with a namespace cannot be brought back, and a claim holds data:
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
const PROTECTED: { readonly [kind: string]: readonly string[] } = {
  Namespace: ['Prune=confirm', 'Delete=confirm'],
  PersistentVolumeClaim: ['Prune=false', 'Delete=false'],
};

/** What Argo CD has to read on an object. */
export function argoCdAnnotations(manifest: Manifest, set: ManifestSet): Annotations | undefined {
  const { kind } = manifest;
  const written = objectAt(manifest.json, 'metadata', 'annotations');
  if (Object.hasOwn(PROTECTED, kind)) return { [SYNC_OPTIONS]: withOptions(written[SYNC_OPTIONS], PROTECTED[kind]) };
  if (vanishes(manifest) && written[HOOK] === undefined)
    return { [HOOK]: 'PostSync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' };
  // Everything else is in wave 0, of which Argo CD waits for the Jobs.
  if (readersOfFilledClaims(set).has(manifest) && written[SYNC_WAVE] === undefined) return { [SYNC_WAVE]: '1' };
  return undefined;
}

/** What somebody wrote stays, and what is about the same is theirs to say. */
function withOptions(written: unknown, options: readonly string[]): string {
  const own = typeof written === 'string' && written !== '' ? written.split(',') : [];
  const said = new Set(own.map(nameOf));
  return [...own, ...options.filter((option) => !said.has(nameOf(option)))].join(',');
}

function nameOf(option: string): string {
  return option.trim().split('=')[0];
}

/** A Job that is deleted when it is done would be missing, and made again at the next sync: as a hook it is neither. */
function vanishes({ kind, json }: Manifest): boolean {
  return kind === 'Job' && typeof objectAt(json, 'spec').ttlSecondsAfterFinished === 'number';
}

/** What a user wrote that would have Argo CD delete a namespace with everything in it, unasked. */
export function argoCdProblems(annotations: JsonObject, kind: string): readonly string[] {
  const written = annotations[SYNC_OPTIONS];
  if (kind !== 'Namespace' || typeof written !== 'string') return [];
  return written
    .split(',')
    .map((option) => option.trim())
    .filter((option) => /^(Prune|Delete)=(?!false$|confirm$)/.test(option))
    .map(
      (option) =>
        `has the sync option ${show(option)}: Argo CD would delete the namespace with everything in it; write ${nameOf(option)}=confirm or =false`,
    );
}
