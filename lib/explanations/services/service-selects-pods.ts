import type { Explanation } from '../explanation';

export const serviceSelectsPods: Explanation = {
  reason:
    'A Service that selects no pods has no endpoints: requests are refused. Looked at are Services whose namespace has pods in the set that carry a key of the selector with another value, or not all of its labels: a slip of a label; and, where none carries any key, the Service of a server or release whose workload is there, and one that a route leads to and whose selector has the name of a workload under another key. Where a custom object in the namespace may make pods, nothing is said, nor of Services without selector.',
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris-server } }
  template:
    metadata: { labels: { app: iris-server } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris-server }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris-server } }
  template:
    metadata: { labels: { app: iris-server } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
};
