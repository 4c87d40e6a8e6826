import type { Explanation } from '../explanation';

export const ownPods: Explanation = {
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
};
