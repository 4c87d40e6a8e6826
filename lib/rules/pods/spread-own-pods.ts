import { selects } from '../../model/selection/label-selector';
import { isPlainObject, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import { inPods } from '../in-pods';
import type { Rule } from '../rule';

export const spreadOwnPods: Rule = {
  id: 'spread-own-pods',
  title: 'pods that are spread are counted themselves',
  severity: 'warning',
  reason:
    'A topology spread constraint counts the pods that its selector selects. Where it does not select the pods it stands in, as after a label was renamed, a pod more changes no count: all of them may land on one node, and the constraint looks met.',
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#implicit-conventions',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: model } }
      containers: [{ name: main, image: registry.example/iris:1.0.0 }]`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: iris } }
      containers: [{ name: main, image: registry.example/iris:1.0.0 }]`,
  },
  check: (set) =>
    inPods(set, ({ manifest, podSpec, labels, at }) =>
      objectsIn(podSpec.topologySpreadConstraints).flatMap(({ labelSelector, topologyKey }, index) => {
        // Without a selector the API server warns itself (server-warnings).
        if (!isPlainObject(labelSelector) || selects(labelSelector, labels)) return [];
        return [
          {
            manifest,
            at: `${at}/topologySpreadConstraints/${index}/labelSelector`,
            message: `the spread over ${show(topologyKey)} selects other labels than its own pods have, ${show(Object.keys(labels))}: they are not counted`,
            fix: 'select labels of the pods themselves',
          },
        ];
      }),
    ),
};
