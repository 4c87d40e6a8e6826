import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { metricProblems } from './check-metric';
import type {
  ContainerMetricOptions,
  ExternalMetricOptions,
  HttpRequestsMetricOptions,
  ObjectMetricOptions,
  PodsMetricOptions,
  QueryMetricOptions,
} from './metric-options';
import type { MetricSource } from './metric-source';

/**
 * What an autoscaler goes by, and the value that it aims for. With several metrics the one that asks for most pods decides.
 *
 * What a runtime tells of its load (`requestsWaiting`, `requestsRunning`, `cacheUsage`) is asked for by the name that it has
 * there (`ServingRuntime.metricNames`): of a HorizontalPodAutoscaler as the `metricsAdapter` of the ClusterProfile serves it,
 * of KEDA by a query of its Prometheus.
 *
 * @example
 * import { Autoscaling, ScalingMetric } from 'cdk8s-model-serving';
 *
 * const autoscaling: Autoscaling = {
 *   minReplicas: 2,
 *   maxReplicas: 8,
 *   metrics: [ScalingMetric.requestsWaiting(10), ScalingMetric.cacheUsage(80)],
 * };
 */
export class ScalingMetric {
  /**
   * CPU in use, of all containers of a pod.
   *
   * @param utilization percent of the request that is aimed for, 1 or more
   */
  public static cpu(utilization: number): ScalingMetric {
    return new ScalingMetric(() => ({ by: 'cpu', utilization }));
  }

  /**
   * Memory in use, of all containers of a pod. Models rarely give memory back: prefer the load.
   *
   * @param utilization percent of the request that is aimed for, 1 or more
   */
  public static memory(utilization: number): ScalingMetric {
    return new ScalingMetric(() => ({ by: 'memory', utilization }));
  }

  /**
   * CPU or memory in use by one container alone.
   *
   * @param options which container, of what how much
   */
  public static containerResource(options: ContainerMetricOptions): ScalingMetric {
    return new ScalingMetric((found) => ({
      by: 'containerResource',
      options: optionsOf(found, options, 'ContainerMetricOptions'),
    }));
  }

  /**
   * Requests that wait for their turn in the runtime.
   *
   * @param requests as many for each pod are aimed for, 1 or more
   */
  public static requestsWaiting(requests: number): ScalingMetric {
    return new ScalingMetric(() => ({ by: 'runtime', load: 'requestsWaiting', target: requests }));
  }

  /**
   * Requests that are being served by the runtime.
   *
   * @param requests as many for each pod are aimed for, 1 or more
   */
  public static requestsRunning(requests: number): ScalingMetric {
    return new ScalingMetric(() => ({ by: 'runtime', load: 'requestsRunning', target: requests }));
  }

  /**
   * Share of the memory for running requests (the KV cache) that is in use.
   *
   * @param percent share that is aimed for, from 1 to 100
   */
  public static cacheUsage(percent: number): ScalingMetric {
    return new ScalingMetric(() => ({ by: 'runtime', load: 'cacheUsage', target: percent }));
  }

  /**
   * A custom metric of each pod, for what no factory knows. For a HorizontalPodAutoscaler.
   *
   * @param options name and value
   */
  public static pods(options: PodsMetricOptions): ScalingMetric {
    return new ScalingMetric((found) => ({ by: 'pods', options: optionsOf(found, options, 'PodsMetricOptions') }));
  }

  /**
   * A custom metric of one object of the namespace, such as requests through an Ingress. For a HorizontalPodAutoscaler.
   *
   * @param options object, name and value
   */
  public static object(options: ObjectMetricOptions): ScalingMetric {
    return new ScalingMetric((found) => ({ by: 'object', options: optionsOf(found, options, 'ObjectMetricOptions') }));
  }

  /**
   * A metric of something outside of Kubernetes. For a HorizontalPodAutoscaler.
   *
   * @param options name and value
   */
  public static external(options: ExternalMetricOptions): ScalingMetric {
    return new ScalingMetric((found) => ({
      by: 'external',
      options: optionsOf(found, options, 'ExternalMetricOptions'),
    }));
  }

  /**
   * A query of the Prometheus that the ClusterProfile declares for KEDA. For KEDA.
   *
   * @param options query and threshold
   */
  public static query(options: QueryMetricOptions): ScalingMetric {
    return new ScalingMetric((found) => ({ by: 'query', options: optionsOf(found, options, 'QueryMetricOptions') }));
  }

  /**
   * Requests in front of the pods, as KEDA's HTTP add-on counts and holds them. For KEDA; with it a server may have no pods
   * while nobody asks.
   *
   * @param options hosts and value
   */
  public static httpRequests(options: HttpRequestsMetricOptions): ScalingMetric {
    return new ScalingMetric((found) => ({
      by: 'httpRequests',
      options: optionsOf(found, options, 'HttpRequestsMetricOptions'),
    }));
  }

  /** @internal */
  public readonly _source: MetricSource;
  private readonly found = new Problems('');

  private constructor(read: (found: Problems) => MetricSource) {
    this._source = read(this.found);
    this.found.add(metricProblems(this._source));
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}
