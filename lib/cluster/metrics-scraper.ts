import { checkLabelName } from '../private/check-name';
import { checkSelectorLabels } from '../private/labels';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
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
    return new MetricsScraper(options);
  }

  private readonly options: Partial<MetricsScraperOptions>;
  private readonly found = new Problems('');

  private constructor(options: MetricsScraperOptions) {
    this.options = optionsOf(this.found, options, 'MetricsScraperOptions');
  }

  /** @internal */
  public get _peer(): PeerPods {
    const { namespaceName = '', podLabels } = this.options;
    return { namespaceName, podLabels: podLabels && { ...podLabels } };
  }

  /** @internal */
  public _annotations(port: number, path: string): { [key: string]: string } {
    return { 'prometheus.io/path': path, 'prometheus.io/port': String(port), 'prometheus.io/scrape': 'true' };
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [
      ...this.found.sentences,
      checkLabelName('namespaceName', this.options.namespaceName ?? ''),
      ...checkSelectorLabels('podLabels', this.options.podLabels),
    ];
  }
}
