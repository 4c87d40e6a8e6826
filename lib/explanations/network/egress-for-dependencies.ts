import type { Explanation } from '../explanation';

export const egressForDependencies: Explanation = {
  reason:
    'A server with the token of a model hub, the address of an object store or of a database needs a way there: with an egress policy that opens none it waits in its start until the startup probe ends it, and the policy is not in any log. Looked at are the names of variables and the hosts of literal URLs, whose values are never shown; pages and origins that are named and not called are left out, and so is whatever a proxy, a mirror or an offline mode may answer. Whether a program uses a variable is not known.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
    'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }]
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
        - name: main
          image: registry.example/iris:1.0.0
          env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }]
    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }]
      ports: [{ port: 443 }]
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
        - name: main
          image: registry.example/iris:1.0.0
          env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]`,
  },
};
