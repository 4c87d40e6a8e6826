import { MetricsAdapter } from '../../lib/cluster/metrics-adapter';
import { ClusterProfile } from '../../lib/core/cluster-profile';
import { ScaledResource } from '../../lib/scaling/metric-options';
import { ScalingMetric } from '../../lib/scaling/scaling-metric';
import { declare } from './declare';
import type { WayIn } from './ways-in';

const metric = (fine: object, make: (options: never) => ScalingMetric): WayIn => ({
  fine,
  use: (value) =>
    declare(
      { autoscaling: { maxReplicas: 4, metrics: [make(value)] } },
      { cluster: { keda: { prometheusUrl: 'http://prometheus:9090', httpAddOn: true } } },
    ),
});
const NAMED = { metricName: 'queue_depth', averageValue: '4' };

/** Ways of structs into what scales servers. */
export const WAYS_IN_OF_SCALING: { readonly [place: string]: WayIn } = {
  'MetricsAdapter.prometheusAdapter(options)': {
    fine: {},
    use: (value) => ClusterProfile.of({ metricsAdapter: MetricsAdapter.prometheusAdapter(value) }),
  },
  'ScalingMetric.containerResource(options)': metric({ resource: ScaledResource.CPU, utilization: 70 }, (value) =>
    ScalingMetric.containerResource(value),
  ),
  'ScalingMetric.pods(options)': metric(NAMED, (value) => ScalingMetric.pods(value)),
  'ScalingMetric.object(options)': metric(
    { ...NAMED, apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', objectName: 'public' },
    (value) => ScalingMetric.object(value),
  ),
  'ScalingMetric.external(options)': metric(NAMED, (value) => ScalingMetric.external(value)),
  'ScalingMetric.query(options)': metric({ query: 'sum(queue)', threshold: 4 }, (value) => ScalingMetric.query(value)),
  'ScalingMetric.httpRequests(options)': metric({ hosts: ['iris.example.com'], concurrency: 4 }, (value) =>
    ScalingMetric.httpRequests(value),
  ),
};
