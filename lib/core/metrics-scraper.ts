import { checkLabelName } from '../private/names';
import { checkSelectorLabels } from '../private/labels';

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

/** How the cluster collects Prometheus metrics: who must be let in, and how pods are announced. */
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

  private constructor(private readonly options: MetricsScraperOptions) {}

  /** @internal */
  public get _peer(): { readonly namespaceName: string; readonly podLabels?: { readonly [key: string]: string } } {
    return { namespaceName: this.options.namespaceName, podLabels: this.options.podLabels };
  }

  /** @internal */
  public _annotations(port: number, path: string): { [key: string]: string } {
    return { 'prometheus.io/path': path, 'prometheus.io/port': String(port), 'prometheus.io/scrape': 'true' };
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [
      checkLabelName('namespaceName', this.options.namespaceName ?? ''),
      ...checkSelectorLabels('podLabels', this.options.podLabels),
    ];
  }
}
