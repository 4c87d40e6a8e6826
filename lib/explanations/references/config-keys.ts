import type { Explanation } from '../explanation';

export const configKeys: Explanation = {
  reason:
    'Pods wait for good for a key that a ConfigMap lacks (CreateContainerConfigError). Secrets are not looked at: they are often declared empty and filled by a controller.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps'],
  example: {
    failing: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: info }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: levle } } }]`,
    mended: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: info }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: level } } }]`,
  },
};
