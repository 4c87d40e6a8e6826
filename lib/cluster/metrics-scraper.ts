import { checkLabelName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkMember } from '../private/check-text';
import { checkLabels, checkSelectorLabels, type Labels } from '../private/labels';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import type { PeerPods } from './peer-pods';

/** Where a metrics scraper runs. */
export interface MetricsScraperOptions {
  /** Name of the namespace the scraper's pods run in, for example `monitoring`. */
  readonly namespaceName: string;

  /**
   * Labels of the scraper's pods.
   *
   * @default - every pod of the namespace may scrape
   */
  readonly podLabels?: { readonly [key: string]: string };
}

/** How pods are announced to the Prometheus operator: https://prometheus-operator.dev/docs/developer/getting-started/ */
export enum MetricsMonitor {
  /** By PodMonitors: pod by pod, whether a Service leads to the port of metrics or not. */
  POD = 'PodMonitor',
  /** By ServiceMonitors: through the Service, for installations that read no others. Pods that it does not select are not scraped. */
  SERVICE = 'ServiceMonitor',
}

/** A Prometheus that the Prometheus operator runs, as kube-prometheus-stack installs it. */
export interface PrometheusOperatorOptions extends MetricsScraperOptions {
  /**
   * Labels by which the installation selects monitors (`podMonitorSelector`, `serviceMonitorSelector`) and rules
   * (`ruleSelector`) of its Prometheus: `{ release: 'kube-prometheus-stack' }` unless that chart was told otherwise. They
   * are put on every monitor and rule.
   *
   * @default - none: it selects all of them
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Labels of rules, where they are selected by others than monitors.
   *
   * @default - as `labels`
   */
  readonly ruleLabels?: { readonly [key: string]: string };

  /**
   * Labels by which the installation selects the namespaces that it reads monitors and rules of
   * (`podMonitorNamespaceSelector` and its like). Tenants put them on their Namespaces; under an existing namespace, and
   * in a chart without a tenant, they have to be there.
   *
   * @default - none: it reads those of all namespaces
   */
  readonly namespaceLabels?: { readonly [key: string]: string };

  /**
   * How pods are announced.
   *
   * @default MetricsMonitor.POD
   */
  readonly monitor?: MetricsMonitor;

  /**
   * Seconds between two scrapes, from 1 to 300. The queries of alerts and releases look at ten minutes.
   *
   * @default - what the Prometheus does by itself, 30 seconds for most
   */
  readonly intervalSeconds?: number;
}

/** How monitors and rules are made for a Prometheus operator. */
export interface OperatorFacts {
  readonly labels: Labels;
  readonly ruleLabels: Labels;
  readonly namespaceLabels: Labels;
  readonly monitor: MetricsMonitor;
  readonly intervalSeconds: number | undefined;
}

/**
 * How the cluster collects Prometheus metrics: who must be let in, and how pods are announced.
 *
 * @example
 * import { ClusterProfile, MetricsScraper } from 'cdk8s-model-serving';
 *
 * const cluster = ClusterProfile.of({
 *   scraper: MetricsScraper.podAnnotations({
 *     namespaceName: 'monitoring',
 *     podLabels: { 'app.kubernetes.io/name': 'prometheus' },
 *   }),
 * });
 */
export class MetricsScraper {
  /**
   * A Prometheus that discovers pods by the annotations `prometheus.io/scrape`, `/port` and `/path`.
   *
   * Servers with a metrics endpoint carry the annotations, and their NetworkPolicy admits the scraper.
   *
   * @param options where the scraper runs
   */
  public static podAnnotations(options: MetricsScraperOptions): MetricsScraper {
    const found = new Problems('');
    return new MetricsScraper(found, optionsOf(found, options, 'MetricsScraperOptions'), undefined);
  }

  /**
   * A Prometheus of the Prometheus operator. Servers with a metrics endpoint have a PodMonitor (or ServiceMonitor) of
   * their name, on the port that the runtime has them on, and their NetworkPolicy admits the scraper; pods carry no
   * annotations. Alerts are made where `alerts` of the cluster profile says so, and the plans of releases say by which
   * queries to judge a new version.
   *
   * @param options where it runs, and how it selects what it reads
   *
   * @example
   * import { ClusterProfile, MetricsScraper } from 'cdk8s-model-serving';
   *
   * ClusterProfile.of({
   *   scraper: MetricsScraper.prometheusOperator({
   *     namespaceName: 'monitoring',
   *     labels: { release: 'kube-prometheus-stack' },
   *   }),
   *   alerts: {},
   * });
   */
  public static prometheusOperator(options: PrometheusOperatorOptions): MetricsScraper {
    const found = new Problems('');
    const given = optionsOf(found, options, 'PrometheusOperatorOptions');
    return new MetricsScraper(found, given, given);
  }

  private constructor(
    private readonly found: Problems,
    private readonly options: Partial<MetricsScraperOptions>,
    private readonly operator: Partial<PrometheusOperatorOptions> | undefined,
  ) {}

  /** @internal */
  public get _peer(): PeerPods {
    const { namespaceName = '', podLabels } = this.options;
    return { namespaceName, podLabels: podLabels && { ...podLabels } };
  }

  /** @internal */
  public get _operator(): OperatorFacts | undefined {
    if (!this.operator) return undefined;
    const { labels = {}, ruleLabels = labels, namespaceLabels = {}, intervalSeconds } = this.operator;
    const { monitor = MetricsMonitor.POD } = this.operator;
    return { labels, ruleLabels, namespaceLabels, monitor, intervalSeconds };
  }

  /** @internal */
  public _annotations(port: number, path: string): { [key: string]: string } {
    if (this.operator) return {};
    return { 'prometheus.io/path': path, 'prometheus.io/port': String(port), 'prometheus.io/scrape': 'true' };
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    const { labels, ruleLabels, namespaceLabels, monitor, intervalSeconds } = this.operator ?? {};
    return [
      ...this.found.sentences,
      checkLabelName('namespaceName', this.options.namespaceName ?? ''),
      ...checkSelectorLabels('podLabels', this.options.podLabels),
      ...checkLabels('labels', labels),
      ...checkLabels('ruleLabels', ruleLabels),
      ...checkSelectorLabels('namespaceLabels', namespaceLabels),
      ...forgedNames(namespaceLabels),
      checkMember('monitor', monitor, 'MetricsMonitor', MetricsMonitor),
      checkWholeNumber('intervalSeconds', intervalSeconds, 1, 300),
    ];
  }
}

/** Labels of the API server, and of Pod Security, are not for a monitoring to decide. */
function forgedNames(labels: Labels | undefined): string[] {
  return Object.keys(labels ?? {})
    .filter((key) => /(^|\.)kubernetes\.io\//.test(key))
    .map(
      (key) =>
        `namespaceLabels must not hold labels of Kubernetes, got ${show(key)}; label the namespaces by one of yours`,
    );
}
