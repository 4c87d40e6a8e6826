/** What a container uses, of what it requests. */
export enum ScaledResource {
  /** CPU. */
  CPU = 'cpu',
  /** Memory. */
  MEMORY = 'memory',
}

/** Use of one container alone, where sidecars say nothing of the load. */
export interface ContainerMetricOptions {
  /** What is used. */
  readonly resource: ScaledResource;

  /** Use that is aimed for, in percent of the container's request: 1 or more. */
  readonly utilization: number;

  /**
   * Name of the container.
   *
   * @default - that of the model
   */
  readonly containerName?: string;
}

/** A custom metric of each pod. */
export interface PodsMetricOptions {
  /** Name of the metric, as `custom.metrics.k8s.io` serves it. */
  readonly metricName: string;

  /** Value for each pod that is aimed for, as a Kubernetes quantity above 0: `10`, `800m`. */
  readonly averageValue: string;

  /**
   * Labels of the metric.
   *
   * @default - whatever they are
   */
  readonly matchLabels?: { readonly [key: string]: string };
}

/** A custom metric of one object of the server's namespace, such as an Ingress. */
export interface ObjectMetricOptions {
  /** Name of the metric, as `custom.metrics.k8s.io` serves it. */
  readonly metricName: string;

  /** API version of the object, for example `networking.k8s.io/v1`. */
  readonly apiVersion: string;

  /** Kind of the object. */
  readonly kind: string;

  /** Name of the object. */
  readonly objectName: string;

  /**
   * Value that is aimed for, as a Kubernetes quantity above 0. Either this or `averageValue`.
   *
   * @default - `averageValue` is aimed for
   */
  readonly value?: string;

  /**
   * Value divided by the number of pods that is aimed for. Either this or `value`.
   *
   * @default - `value` is aimed for
   */
  readonly averageValue?: string;

  /**
   * Labels of the metric.
   *
   * @default - whatever they are
   */
  readonly matchLabels?: { readonly [key: string]: string };
}

/** A metric of something outside of Kubernetes, such as the length of a queue. */
export interface ExternalMetricOptions {
  /** Name of the metric, as `external.metrics.k8s.io` serves it. */
  readonly metricName: string;

  /**
   * Value that is aimed for, as a Kubernetes quantity above 0. Either this or `averageValue`.
   *
   * @default - `averageValue` is aimed for
   */
  readonly value?: string;

  /**
   * Value divided by the number of pods that is aimed for. Either this or `value`.
   *
   * @default - `value` is aimed for
   */
  readonly averageValue?: string;

  /**
   * Labels of the metric.
   *
   * @default - whatever they are
   */
  readonly matchLabels?: { readonly [key: string]: string };
}

/** A query of Prometheus, which KEDA asks (https://keda.sh/docs/latest/scalers/prometheus/). */
export interface QueryMetricOptions {
  /** The query in PromQL. Its answer must be one number. */
  readonly query: string;

  /** Answer for each pod that is aimed for, above 0. */
  readonly threshold: number;

  /**
   * Whether `threshold` is for each pod; otherwise it is for the answer as it is, as for a latency.
   *
   * @default true
   */
  readonly perPod?: boolean;

  /**
   * Answer above which a server without pods gets its first one, 0 or more.
   *
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * Whether the answer is there while the server has no pods, because something in front of them counts: a router, a gateway,
   * a queue. What the pods themselves say is gone with the last of them, and wakes nothing.
   *
   * @default false
   */
  readonly existsWithoutPods?: boolean;

  /**
   * Whether an empty answer means 0. Otherwise it is an error, and the number of pods stays, or becomes that of
   * `keda.fallback`.
   *
   * @default - true with `existsWithoutPods`, else false
   */
  readonly emptyIsZero?: boolean;
}

/**
 * Requests as KEDA's HTTP add-on counts them in front of the pods, where it holds them while there are none
 * (https://keda.sh/http-add-on/). One of `concurrency` and `requestsPerSecond`.
 */
export interface HttpRequestsMetricOptions {
  /** Hosts that the requests are for, as clients write them: what the add-on tells servers apart by. One at least. */
  readonly hosts: string[];

  /**
   * Requests at a time for each pod that are aimed for, 1 or more.
   *
   * @default - `requestsPerSecond` is aimed for
   */
  readonly concurrency?: number;

  /**
   * Requests a second for each pod that are aimed for, 1 or more.
   *
   * @default - `concurrency` is aimed for
   */
  readonly requestsPerSecond?: number;
}
