import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import type { Rule, Violation } from '../rule';

export const uniqueObjects: Rule = {
  id: 'unique-objects',
  title: 'no two manifests describe the same object',
  severity: 'error',
  reason: 'kubectl applies both in turn and the last one wins, without a word.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
  example: {
    failing: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: info }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: debug }`,
    mended: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: debug }`,
  },
  check(set) {
    const violations: Violation[] = [];
    for (const [other, manifest] of madeTwice(set.manifests))
      violations.push({
        manifest,
        message: `${titleOf(manifest)} is made twice`,
        fix: 'give one of them another name',
        others: [other],
      });
    return violations;
  },
};

/** Pairs of manifests of one object: the first one, and each that comes after. Few objects share a name in a namespace. */
function* madeTwice(manifests: readonly Manifest[]): Generator<readonly [first: Manifest, again: Manifest]> {
  const known = new Map<string, Map<string, Manifest[]>>();
  for (const manifest of manifests) {
    if (manifest.name === '') continue;
    const namespaceName = manifest.namespaceName ?? '';
    let byName = known.get(namespaceName);
    if (!byName) known.set(namespaceName, (byName = new Map<string, Manifest[]>()));
    const namesakes = byName.get(manifest.name) ?? [];
    if (namesakes.length === 0) byName.set(manifest.name, namesakes);
    const first = namesakes.find(({ kind, group }) => kind === manifest.kind && group === manifest.group);
    if (first) yield [first, manifest];
    else namesakes.push(manifest);
  }
}
