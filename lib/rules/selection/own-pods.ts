import type { Manifest } from '../../manifests/manifest';
import { keyOf, titleOf } from '../../manifests/object-ref';
import { controllersOf, selectorText } from '../../model/selection/pod-index';
import { takesTemplateOf } from '../../model/operators/argo/referenced-workload';
import { isPlainObject } from '../../private/json';
import type { Rule } from '../rule';

export const ownPods: Rule = {
  id: 'own-pods',
  title: 'workloads select only their own pods',
  severity: 'error',
  reason:
    'Two controllers whose selectors match the same pods fight over them: each counts and deletes the pods of the other.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: models } }
  template:
    metadata: { labels: { app: models } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: rose, namespace: vision }
spec:
  selector: { matchLabels: { app: models } }
  template:
    metadata: { labels: { app: models } }
    spec: { containers: [{ name: main, image: registry.example/rose:1.0.0 }] }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: rose, namespace: vision }
spec:
  selector: { matchLabels: { app: rose } }
  template:
    metadata: { labels: { app: rose } }
    spec: { containers: [{ name: main, image: registry.example/rose:1.0.0 }] }`,
  },
  check(set) {
    const { all: workloads, index } = controllersOf(set);
    return workloads.flatMap(({ manifest, labelSelector }) => {
      const others = index
        .selectBy(manifest.namespaceName, labelSelector)
        .map((other) => other.manifest)
        // What is one object twice is told as such.
        .filter((other) => other !== manifest && keyOf(other) !== keyOf(manifest))
        // A Rollout of Argo takes the template of a Deployment, and its selector with it: each knows its own ReplicaSets.
        .filter((other) => !takesTemplateOf(manifest, other) && !takesTemplateOf(other, manifest));
      if (others.length === 0) return [];
      return [
        {
          manifest,
          at: isPlainObject(labelSelector.matchLabels) ? '/spec/selector/matchLabels' : '/spec/selector',
          message: `its selector ${selectorText(labelSelector)} matches the pods of ${namesOf(others)} as well`,
          fix: 'selectors must match their own pods only, change the labels or the selector of one',
          others: others.slice(0, NAMED),
        },
      ];
    });
  },
};

/** How many of those whose pods are matched are named. */
const NAMED = 2;

function namesOf(others: readonly Manifest[]): string {
  const named = others.slice(0, NAMED).map(titleOf);
  const more = others.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.join(' and ');
}
