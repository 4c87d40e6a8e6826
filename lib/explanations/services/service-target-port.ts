import type { Explanation } from '../explanation';

export const serviceTargetPort: Explanation = {
  reason:
    'A Service whose target port is a name that no container has, with that protocol, has no endpoints for it: requests are refused, and the Service looks healthy. A number is a warning where pods declare one port alone and the Service leads to another: a declaration is not needed to listen, so that of pods with several ports, and of numbers in their arguments, nothing is said.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    'FindPort in pkg/api/v1/pod/util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - { name: main, image: registry.example/iris:1.0.0, ports: [{ name: web, containerPort: 8000 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: web }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - { name: main, image: registry.example/iris:1.0.0, ports: [{ name: web, containerPort: 8000 }] }`,
  },
};
