import type { Explanation } from '../explanation';

export const uniqueObjects: Explanation = {
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
};
