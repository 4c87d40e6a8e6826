import type { GatewayFacts } from '../cluster/gateway-facts';
import { GatewayImplementation, IngressController } from '../cluster/gateway-options';
import { LatencyMetric, MetricUnit } from '../runtimes/latency-metric';
import type { RuntimeRequestMetrics } from '../runtimes/request-metrics';
import type { WatchedBackend } from './promql';

/** A Service that a gateway sends requests to. */
export interface RoutedService {
  readonly namespaceName: string;
  readonly serviceName: string;
}

/** What a gateway counts of the requests that it sends to each Service. */
export interface GatewayRequests {
  /** How it is called in texts. */
  readonly title: string;
  readonly requests: RuntimeRequestMetrics;
  /** Why a Service that takes all requests alone is not known by its name; nothing where it is. */
  readonly loneBackend?: string;
  /** The series of one Service, whatever the monitor of the gateway makes of labels that are those of scraped pods. */
  seriesOf(service: RoutedService): WatchedBackend;
}

/**
 * Traefik's own kinds. Metrics: https://doc.traefik.io/traefik/reference/install-configuration/observability/metrics/,
 * with `addServicesLabels`, which is on unless somebody switches it off. Its buckets end at five seconds, so that the
 * average is asked for. Services of a weighted route are called `<namespace>-<Service>-<port>@kubernetescrd`, and one that
 * stands alone after its route (`fullServiceName` and `loadIngressRouteConfiguration` in
 * pkg/provider/kubernetes/crd/kubernetes_http.go of traefik/traefik).
 */
const TRAEFIK: GatewayRequests = {
  title: 'Traefik',
  requests: {
    finished: ['traefik_service_requests_total'],
    failed: ['traefik_service_requests_total{code=~"5.."}'],
    latency: LatencyMetric.average(
      'traefik_service_request_duration_seconds_sum',
      'traefik_service_request_duration_seconds_count',
    ),
  },
  loneBackend: 'Traefik names a Service that takes all requests of a route after the route',
  seriesOf: ({ namespaceName, serviceName }) => ({
    // A ServiceMonitor has a label `service` of its own.
    alternatives: ['service', 'exported_service'].map((label) => [
      `${label}=~"${namespaceName}-${serviceName}-[0-9]+@kubernetescrd"`,
    ]),
  }),
};

/**
 * ingress-nginx. Labels are those of the main Ingress, and `canary` is the backend that a canary's Ingress put in its place:
 * `requestTags` in internal/ingress/metric/collectors/socket.go and `metrics()` in rootfs/etc/nginx/lua/monitor.lua of
 * kubernetes/ingress-nginx; backends are called `<namespace>-<Service>-<port>`. With `--report-status-classes` a status is
 * `5xx`.
 */
const INGRESS_NGINX: GatewayRequests = {
  title: 'ingress-nginx',
  requests: {
    finished: ['nginx_ingress_controller_requests'],
    failed: ['nginx_ingress_controller_requests{status=~"5.."}'],
    latency: LatencyMetric.average(
      'nginx_ingress_controller_response_duration_seconds_sum',
      'nginx_ingress_controller_response_duration_seconds_count',
    ),
  },
  seriesOf: ({ namespaceName, serviceName }) => ({
    alternatives: [
      [`canary=~"${namespaceName}-${serviceName}-[0-9]+"`],
      // Monitors take `namespace`, and ServiceMonitors `service`, for the controller's own, unless they honor labels.
      ...[
        ['exported_namespace', 'exported_service'],
        ['exported_namespace', 'service'],
        ['namespace', 'service'],
      ].map(([namespace, service]) => ['canary=""', `${namespace}="${namespaceName}"`, `${service}="${serviceName}"`]),
    ],
  }),
};

/** Istio, as whoever sends the requests counts them: https://istio.io/latest/docs/reference/config/metrics/ */
const ISTIO: GatewayRequests = {
  title: 'Istio',
  requests: {
    finished: ['istio_requests_total'],
    failed: ['istio_requests_total{response_code=~"5.."}'],
    latency: LatencyMetric.histogram('istio_request_duration_milliseconds', MetricUnit.MILLISECONDS),
  },
  seriesOf: ({ namespaceName, serviceName }) => ({
    alternatives: [
      [
        'reporter="source"',
        `destination_service_namespace="${namespaceName}"`,
        `destination_service_name="${serviceName}"`,
      ],
    ],
  }),
};

/**
 * Kgateway: its Envoy has a cluster `kube_<namespace>_<Service>_<port>` for each Service
 * (https://kgateway.dev/docs/, "Gateway proxy metrics"), with the statistics of
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
 */
const KGATEWAY: GatewayRequests = {
  title: 'kgateway',
  requests: {
    finished: ['envoy_cluster_upstream_rq'],
    failed: ['envoy_cluster_upstream_rq{envoy_response_code=~"5.."}'],
    latency: LatencyMetric.histogram('envoy_cluster_upstream_rq_time', MetricUnit.MILLISECONDS),
  },
  seriesOf: ({ namespaceName, serviceName }) => ({
    alternatives: [[`envoy_cluster_name=~"kube_${namespaceName}_${serviceName}_[0-9]+"`]],
  }),
};

/**
 * Implementations of the Gateway API that count by Service. Envoy Gateway counts by rule, whatever its backends
 * (https://github.com/envoyproxy/gateway/issues/6742); Traefik's names of Services of a Gateway differ by version.
 */
const IMPLEMENTATIONS: ReadonlyMap<GatewayImplementation, GatewayRequests> = new Map([
  [GatewayImplementation.ISTIO, ISTIO],
  [GatewayImplementation.KGATEWAY, KGATEWAY],
]);

/** Every gateway whose counts are known. */
export const GATEWAY_REQUESTS: readonly GatewayRequests[] = [TRAEFIK, INGRESS_NGINX, ISTIO, KGATEWAY];

/** What the cluster's gateway counts by Service; nothing where that is not known. */
export function gatewayRequests(gateway: GatewayFacts | undefined): GatewayRequests | undefined {
  if (gateway?._traefik) return TRAEFIK;
  if (gateway?._ingress?.controller === IngressController.INGRESS_NGINX) return INGRESS_NGINX;
  return gateway?._gatewayApi && IMPLEMENTATIONS.get(gateway._gatewayApi.implementation);
}
