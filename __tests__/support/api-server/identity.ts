import { isNamespaced } from './kinds';
import { groupOf, idOf, type Manifest } from './manifest';
import { listed } from './references';
import type { SetRule } from './rules';

const bareCluster = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Two objects with one identity: the later one silently replaces the earlier one. */
export const uniqueRule: SetRule = function* (set) {
  const seen = new Set<string>();
  for (const manifest of set.manifests) {
    const identity = identityOf(manifest);
    if (seen.has(identity)) yield [manifest, 'is in the set twice'];
    seen.add(identity);
  }
};

/** A namespace has to be there before what is in it. */
export const namespaceRule: SetRule = function* (set) {
  const later = new Set(set.ofKind('Namespace', '').map((each) => each.metadata.name));
  const earlier = new Set(bareCluster);
  for (const manifest of set.manifests) {
    const { name, namespace } = manifest.metadata;
    if (manifest.kind === 'Namespace' && groupOf(manifest.apiVersion) === '') earlier.add(name);
    if (namespace === undefined || !isNamespaced(manifest) || earlier.has(namespace)) continue;
    if (listed(set.options.externalNamespaces, namespace)) continue;
    if (later.has(namespace)) yield [manifest, `comes before its namespace ${namespace}`];
    else yield [manifest, `is in a namespace that nobody makes: ${namespace}`];
  }
};

function identityOf(manifest: Manifest): string {
  return `${groupOf(manifest.apiVersion)}/${idOf(manifest)}`;
}
