import { titleOf } from '../../manifests/object-ref';
import { type Unread, unread } from '../../model/monitoring/prometheus-reads';
import type { Rule, Violation } from '../rule';

export const monitorIsRead: Rule = {
  id: 'monitor-is-read',
  title:
    'a Prometheus selects the ServiceMonitors, PodMonitors and PrometheusRules by their labels, and their namespaces',
  severity: 'warning',
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
