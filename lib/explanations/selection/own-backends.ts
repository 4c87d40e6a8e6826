import type { Explanation } from '../explanation';

export const ownBackends: Explanation = {
  reason:
    'A Service that selects the pods of two models sends the requests for one to the other. A Service that somebody else wrote may mean it: looked at are those that this library makes.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: ranker, namespace: vision, labels: { app.kubernetes.io/managed-by: cdk8s-model-serving } }
spec: { selector: { app.kubernetes.io/name: ranker }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker-stable, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: ranker-stable } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ranker, app.kubernetes.io/instance: ranker-stable } }
    spec: { containers: [{ name: main, image: registry.example/ranker-stable:1.0.0 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: ranker } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ranker, app.kubernetes.io/instance: ranker } }
    spec: { containers: [{ name: main, image: registry.example/ranker:1.0.0 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: ranker, namespace: vision, labels: { app.kubernetes.io/managed-by: cdk8s-model-serving } }
spec: { selector: { app.kubernetes.io/name: ranker }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker-stable, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: ranker-stable } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ranker, app.kubernetes.io/instance: ranker-stable } }
    spec: { containers: [{ name: main, image: registry.example/ranker-stable:1.0.0 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: other, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: other } }
  template:
    metadata: { labels: { app.kubernetes.io/name: other, app.kubernetes.io/instance: other } }
    spec: { containers: [{ name: main, image: registry.example/other:1.0.0 }] }`,
  },
};
