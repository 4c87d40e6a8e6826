import type { Explanation } from '../explanation';

export const scraperReachesMetrics: Explanation = {
  reason:
    'Pods are announced by a ServiceMonitor, a PodMonitor or the annotations of Prometheus, and a policy that does not let the scraper in on that port leaves a target that is down for good: requests are served, and what is measured of them is lost. Where the scraper runs is what is declared of the cluster, or the Prometheus of the set; where neither is known, only pods that let in nobody, or none but their own namespace, are found.',
  sources: [
    'https://prometheus-operator.dev/docs/platform/troubleshooting/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  ingress: [{ ports: [{ port: 8000 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata:
      labels: { app: iris }
      annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9090" }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 8000 }]
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      ports: [{ port: 9090 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata:
      labels: { app: iris }
      annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9090" }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
};
