import type { Explanation } from '../explanation';

export const podSecurity: Explanation = {
  reason:
    'A Deployment whose pods are below the level of its namespace is created all the same, and none of its pods ever is: the ReplicaSet gets the refusals. Pods are held against the Namespace of the set, in the version that it pins, or else that of the cluster; what only some versions refuse is a warning. Levels that an admission configuration sets for all namespaces are not known, nor whom it exempts.',
  sources: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  example: {
    failing: `apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      hostNetwork: true
      containers: [{ name: main, image: registry.example/iris:1.0.0 }]`,
    mended: `apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
};
