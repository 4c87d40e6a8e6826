import type { Manifest } from '../../manifests/manifest';
import { keyOf, titleOf } from '../../manifests/object-ref';
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
    const first = new Map<string, Manifest>();
    const violations: Violation[] = [];
    for (const manifest of set.manifests) {
      if (manifest.name === '') continue;
      const key = keyOf(manifest);
      const other = first.get(key);
      if (!other) first.set(key, manifest);
      else
        violations.push({
          manifest,
          message: `${titleOf(manifest)} is made twice`,
          fix: 'give one of them another name',
          others: [other],
        });
    }
    return violations;
  },
};
