import type { Explanation } from '../explanation';

export const serviceClients: Explanation = {
  reason:
    'A URL in a variable or an argument of a pod that names a Service of the set and a port that it has not is refused or times out: after a port was changed, or the Service made headless, where clients reach the pods themselves and `port` means nothing. The values are never shown. Hosts that are no Services of the set are nobody whom the rule knows, unless they say `.svc` and the set makes the Services of that namespace.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services',
    'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: gateway, namespace: vision, labels: { app: gateway } }
spec:
  containers:
    - { name: main, image: registry.example/gateway:1.0.0, env: [{ name: IRIS_URL, value: 'http://iris.vision.svc:8000/predict' }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: gateway, namespace: vision, labels: { app: gateway } }
spec:
  containers:
    - { name: main, image: registry.example/gateway:1.0.0, env: [{ name: IRIS_URL, value: 'http://iris.vision.svc/predict' }] }`,
  },
};
