import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';

/** How a prometheus-adapter names what it serves. */
export interface PrometheusAdapterOptions {
  /**
   * What stands in the name of a metric where the series in Prometheus has a `:`, as in `vllm:num_requests_waiting`. It is
   * what `name.as` of the adapter's rules says; `:` where they leave names as they are.
   *
   * @default '_'
   */
  readonly colonReplacement?: string;
}

/** Letters and marks that a path of the API takes, of which the name of a metric becomes a part. */
const REPLACEMENT = /^[A-Za-z0-9_.:-]*$/;

/**
 * What serves the custom metrics of pods to HorizontalPodAutoscalers (`custom.metrics.k8s.io`). Manifests name metrics as it
 * does: which names it has is configured there, and is declared here.
 *
 * @example
 * import { ClusterProfile, MetricsAdapter, MetricsScraper } from 'cdk8s-model-serving';
 *
 * ClusterProfile.of({
 *   scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }),
 *   metricsAdapter: MetricsAdapter.prometheusAdapter(), // vllm:num_requests_waiting is called vllm_num_requests_waiting
 * });
 */
export class MetricsAdapter {
  /**
   * A prometheus-adapter (https://github.com/kubernetes-sigs/prometheus-adapter) whose rules serve gauges by pod.
   *
   * @param options how it names them
   */
  public static prometheusAdapter(options: PrometheusAdapterOptions = {}): MetricsAdapter {
    return new MetricsAdapter(options);
  }

  private readonly options: Partial<PrometheusAdapterOptions>;
  private readonly found = new Problems('');

  private constructor(options: PrometheusAdapterOptions) {
    this.options = optionsOf(this.found, options, 'PrometheusAdapterOptions');
    const { colonReplacement } = this.options as { readonly colonReplacement?: unknown };
    if (colonReplacement !== undefined && !(typeof colonReplacement === 'string' && REPLACEMENT.test(colonReplacement)))
      this.found.add(
        `colonReplacement must be letters, digits, '_', '.', ':' and '-', got ${show(colonReplacement)}; '_' is what most rules write`,
      );
  }

  /** What it calls a series of Prometheus. @internal */
  public _nameOf(series: string): string {
    return series.replaceAll(':', this.options.colonReplacement ?? '_');
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}
