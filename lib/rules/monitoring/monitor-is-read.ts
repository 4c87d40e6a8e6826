import { titleOf } from '../../manifests/object-ref';
import { type Unread, unread } from '../../model/monitoring/prometheus-reads';
import type { Rule, Violation } from '../rule';

export const monitorIsRead: Rule = {
  id: 'monitor-is-read',
  title:
    'a Prometheus selects the ServiceMonitors, PodMonitors and PrometheusRules by their labels, and their namespaces',
  severity: 'warning',
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
  check(set, { cluster }) {
    return unread(set, cluster).map(violationOf);
  },
};

const SHOWN = 5;

function violationOf({ manifest, isByLabels, readers, missing }: Unread): Violation {
  const labels = Object.entries(missing)
    .slice(0, SHOWN)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
  const what = isByLabels ? 'labels' : 'namespace';
  const by = readers.slice(0, SHOWN).map(titleOf).join(', ');
  return {
    manifest,
    at: isByLabels ? '/metadata/labels' : '/metadata/namespace',
    message:
      readers.length > 0
        ? `is read by no Prometheus: ${by} ${readers.length === 1 ? 'does' : 'do'} not select its ${what}`
        : `is read by no Prometheus, which selects ${isByLabels ? '' : 'namespaces '}by ${labels} as it is declared of the cluster`,
    fix: isByLabels
      ? 'give it the labels that are selected, or have the selector of the Prometheus select these'
      : 'label the namespace as it is selected, or have the selector of namespaces select it',
    others: readers.slice(0, SHOWN),
  };
}
