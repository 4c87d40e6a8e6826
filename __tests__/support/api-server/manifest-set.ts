import { podsOf } from '../pod-template';
import { groupOf, type Manifest } from './manifest';
import { PodIndex } from './pod-index';
import type { Context, ManifestSet } from './rules';

/** Indexes sound manifests for the rules that look at several of them. */
export function manifestSet(manifests: readonly Manifest[], context: Context): ManifestSet {
  const byKind = new Map<string, Manifest[]>();
  const byName = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const key = `${groupOf(manifest.apiVersion)}/${manifest.kind}`;
    const alike = byKind.get(key);
    if (alike) alike.push(manifest);
    else byKind.set(key, [manifest]);
    byName.set(nameKey(manifest.kind, manifest.metadata.namespace, manifest.metadata.name), manifest);
  }
  const pods = podsOf(manifests);
  return {
    ...context,
    manifests,
    pods,
    podIndex: new PodIndex(pods),
    ofKind: (kind, group = '') => byKind.get(`${group}/${kind}`) ?? [],
    find: (kind, namespace, name) => byName.get(nameKey(kind, namespace, name)),
  };
}

function nameKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
