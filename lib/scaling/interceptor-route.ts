import type { KedaInterceptorRouteSpec } from '../../imports/keda.sh';
import type { HttpRequestsMetricOptions } from './metric-options';
import type { ScalingContext } from './scaling-context';

/** The spec of an InterceptorRoute, but its target: https://keda.sh/http-add-on/0.16/user-guide/autoscale-an-app/ */
export function interceptorRouteSpec(
  { hosts = [], concurrency, requestsPerSecond }: Partial<HttpRequestsMetricOptions>,
  { startupSeconds }: ScalingContext,
): Omit<KedaInterceptorRouteSpec, 'target'> {
  return {
    rules: [{ hosts: [...hosts] }],
    scalingMetric: {
      ...(concurrency !== undefined && { concurrency: { targetValue: concurrency } }),
      ...(requestsPerSecond !== undefined && { requestRate: { targetValue: requestsPerSecond } }),
    },
    // A request that comes first waits for the model to load.
    timeouts: { readiness: `${startupSeconds}s` },
  };
}
