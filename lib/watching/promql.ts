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

/** The requests that a gateway sends to one Service, by labels of its own. */
export interface WatchedBackend {
  /** Matchers of its series: each of the lists selects some of them, and none selects those of another list. */
  readonly alternatives: readonly (readonly string[])[];
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

/** Series of a gateway: labels of its metrics are its own. */
function backendSeries(metric: string, { alternatives }: WatchedBackend, suffix: string): string[] {
  const { name, matchers } = selectorOf(metric);
  const own = matchers === '' ? [] : [matchers];
  return alternatives.map((each) => `${name}${suffix}{${[...each, ...own].join(',')}}`);
}

/** The growth of all series of a counter, added up, and told apart by some labels. */
export function growthOf(
  how: 'rate' | 'increase',
  counter: string,
  of: WatchedPods | WatchedBackend,
  window: string,
  { by = [], suffix = '' }: { readonly by?: readonly string[]; readonly suffix?: string } = {},
): string {
  const isBackend = 'alternatives' in of;
  // What a gateway counts carries the namespace of the gateway.
  const labels = isBackend ? by : ['namespace', ...by];
  const all = isBackend ? backendSeries(counter, of, suffix) : [series(counter, of, suffix)];
  const sum = labels.length === 0 ? 'sum' : `sum by (${labels.join(', ')}) `;
  return `${sum}(${all.map((each) => `${how}(${each}[${window}])`).join(' or ')})`;
}

function sumOf(
  how: 'rate' | 'increase',
  counters: readonly string[],
  of: WatchedPods | WatchedBackend,
  window: string,
): string {
  return counters
    .map((counter) => growthOf(how, counter, of, window))
    .reduce((sum, growth) => `(${sum} + ${growth} or ${sum} or ${growth})`);
}

/** Growth of counters in a second, added up; those that are not there yet count for nothing. */
export function rateOf(counters: readonly string[], of: WatchedPods | WatchedBackend, window = WINDOW): string {
  return sumOf('rate', counters, of, window);
}

/** Growth of counters over the window, added up. */
export function increaseOf(counters: readonly string[], of: WatchedPods | WatchedBackend, window = WINDOW): string {
  return sumOf('increase', counters, of, window);
}

/** Seconds as Prometheus writes them: `90s`, `10m`, `1h`. */
export function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
