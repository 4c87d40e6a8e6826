import { type MetricSelector, readSelector } from '../runtimes/metric-selector';

/** Which pods a query is about: those of one server, by labels that monitors put on everything that is scraped. */
export interface WatchedPods {
  /** Nothing in a chart without a namespace: then servers of that name in all namespaces are told apart by the result. */
  readonly namespaceName: string | undefined;
  /** Value of the pods' label `app.kubernetes.io/instance`. */
  readonly instance: string;
  /** Value of the label by which Argo Rollouts tells versions apart; nothing for the pods of all versions. */
  readonly templateHash?: string;
}

/** How Prometheus writes the pod's label `app.kubernetes.io/instance`. */
const INSTANCE = 'app_kubernetes_io_instance';
/** The same of ROLLOUT_HASH_LABEL. */
const TEMPLATE_HASH = 'rollouts_pod_template_hash';

/**
 * Labels that the operator gives everything it scrapes. A metric's own label of such a name becomes `exported_...`
 * (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config, `honor_labels`).
 */
const TARGET_LABELS = ['namespace', 'pod', 'container', 'endpoint', 'job', 'instance', 'service', 'node'];

/** Over what every query looks back. */
export const WINDOW = '10m';
/** The same in seconds. */
export const WINDOW_SECONDS = 600;

/** The matchers of a namespace; none where it is not known. */
export function inNamespace({ namespaceName }: Pick<WatchedPods, 'namespaceName'>): string[] {
  return namespaceName === undefined ? [] : [`namespace="${namespaceName}"`];
}

/** The series of some pods: `vllm:num_requests_waiting{namespace="vision",app_kubernetes_io_instance="llm"}`. */
export function series(metric: string | MetricSelector, pods: WatchedPods, suffix = ''): string {
  const { name, matchers } = typeof metric === 'string' ? selectorOf(metric) : metric;
  const own = matchers.replace(
    /(^|,\s*)(\w+)(?=\s*(?:=|!))/g,
    (_, before: string, label: string) => `${before}${TARGET_LABELS.includes(label) ? 'exported_' : ''}${label}`,
  );
  const version = pods.templateHash === undefined ? [] : [`${TEMPLATE_HASH}="${pods.templateHash}"`];
  const all = [...inNamespace(pods), `${INSTANCE}="${pods.instance}"`, ...version, ...(own === '' ? [] : [own])];
  return `${name}${suffix}{${all.join(',')}}`;
}

function selectorOf(text: string): MetricSelector {
  return readSelector(text) ?? { name: text, matchers: '' };
}

/** Growth of counters in a second, added up; those that are not there yet count for nothing. */
export function rateOf(counters: readonly string[], pods: WatchedPods, window = WINDOW): string {
  return counters
    .map((counter) => `sum by (namespace) (rate(${series(counter, pods)}[${window}]))`)
    .reduce((sum, rate) => `(${sum} + ${rate} or ${sum} or ${rate})`);
}

/** Growth of counters over the window, added up. */
export function increaseOf(counters: readonly string[], pods: WatchedPods, window = WINDOW): string {
  return counters
    .map((counter) => `sum by (namespace) (increase(${series(counter, pods)}[${window}]))`)
    .reduce((sum, rate) => `(${sum} + ${rate} or ${sum} or ${rate})`);
}

/** Seconds as Prometheus writes them: `90s`, `10m`, `1h`. */
export function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
