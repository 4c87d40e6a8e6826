import type { Explanation } from '../explanation';

export const monitorIsRead: Explanation = {
  reason:
    'A Prometheus of the operator reads what its selectors select: monitors and rules without those labels (kube-prometheus-stack: release), or in a namespace that it does not look into, are accepted by the API server and never read. Nothing is scraped, no alert fires, and nobody says so. A selector that is left out selects nothing, one of namespaces that is left out the own namespace. How it selects is what the Prometheus of the set says, or what is declared of the cluster; where neither is there, nothing is looked at.',
  sources: [
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec',
    'https://prometheus-operator.dev/docs/platform/troubleshooting/',
  ],
  example: {
    failing: `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec:
  podMonitorSelector: { matchLabels: { release: kube-prometheus-stack } }
  podMonitorNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { selector: { matchLabels: { app: iris } }, podMetricsEndpoints: [{ port: http }] }`,
    mended: `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec:
  podMonitorSelector: { matchLabels: { release: kube-prometheus-stack } }
  podMonitorNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: iris, namespace: vision, labels: { app: iris, release: kube-prometheus-stack } }
spec: { selector: { matchLabels: { app: iris } }, podMetricsEndpoints: [{ port: http }] }`,
  },
};
