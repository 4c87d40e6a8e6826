import type { Explanation } from '../explanation';

export const spreadOwnPods: Explanation = {
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
};
