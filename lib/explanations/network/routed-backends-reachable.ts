import type { Explanation } from '../explanation';

export const routedBackendsReachable: Explanation = {
  reason:
    'A NetworkPolicy that selects pods shuts out everybody it does not name, and a policy of the whole namespace selects hand-made pods too: the route is accepted, and every request to it ends in a timeout. Where the gateway runs is what is declared of the cluster, or the pods of the set that run it; where neither is known, only pods that let nobody in on the port are an error, and pods that let in none but their own namespace a warning. What address blocks, selectors of unknown labels or policies of other kinds (Cilium, Calico, AdminNetworkPolicy) let in is not judged.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: vision }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: vision }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]
      ports: [{ port: 8000 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }]`,
  },
};
