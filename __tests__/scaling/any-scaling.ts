import fc from 'fast-check';
import { Duration } from 'cdk8s';
import {
  type Autoscaling,
  type ClusterProfileOptions,
  KedaAuthentication,
  KedaFallbackBehavior,
  type KedaScaling,
  ScaledResource,
  type ScalingBehavior,
  ScalingMetric,
  ScalingPolicy,
  ScalingPolicySelection,
  SecretKeyRef,
} from '../../lib';
import { ADAPTER, onKeda } from './support';

const whole = (max: number) => fc.integer({ min: 1, max });
const seconds = (max: number) => whole(max).map((count) => Duration.seconds(count));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const load: fc.Arbitrary<ScalingMetric> = fc.oneof(
  whole(100).map((count) => ScalingMetric.requestsWaiting(count)),
  whole(300).map((count) => ScalingMetric.requestsRunning(count)),
  whole(100).map((percent) => ScalingMetric.cacheUsage(percent)),
  whole(100).map((percent) => ScalingMetric.cpu(percent)),
  whole(100).map((percent) => ScalingMetric.memory(percent)),
  fc
    .constantFrom(ScaledResource.CPU, ScaledResource.MEMORY)
    .map((resource) => ScalingMetric.containerResource({ resource, utilization: 60 })),
);
const custom: fc.Arbitrary<ScalingMetric> = fc.oneof(
  fc.constantFrom('10', '500m', '2k').map((averageValue) => ScalingMetric.pods({ metricName: 'queue', averageValue })),
  fc.constantFrom('10', '500m').map((value) => ScalingMetric.external({ metricName: 'messages', value })),
);
const query: fc.Arbitrary<ScalingMetric> = fc
  .record({
    perPod: fc.boolean(),
    existsWithoutPods: fc.boolean(),
    threshold: whole(50),
    activation: optional(whole(5)),
  })
  .map(({ activation, ...options }) =>
    ScalingMetric.query({ query: 'sum(router_queue)', ...options, activationThreshold: activation }),
  );
const requests = whole(50).map((concurrency) =>
  ScalingMetric.httpRequests({ hosts: ['iris.example.com'], concurrency }),
);

const behavior: fc.Arbitrary<ScalingBehavior> = fc.record({
  stabilization: optional(seconds(3600)),
  policies: optional(
    fc.array(
      fc.oneof(
        fc.tuple(whole(9), seconds(1800)).map(([count, period]) => ScalingPolicy.pods(count, period)),
        fc.tuple(whole(400), seconds(1800)).map(([percent, period]) => ScalingPolicy.percent(percent, period)),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  selectPolicy: optional(fc.constantFrom(...Object.values(ScalingPolicySelection))),
});
const keda: fc.Arbitrary<KedaScaling> = fc.record({
  pollingInterval: optional(seconds(120)),
  fallback: optional(
    fc.record({ replicas: whole(12), behavior: optional(fc.constantFrom(...Object.values(KedaFallbackBehavior))) }),
  ),
  takesOver: optional(fc.constant('old')),
});

/** Scaling that is mostly possible, with a cluster that has mostly what it needs. */
export const anyScaling: fc.Arbitrary<{ autoscaling: Autoscaling; cluster: ClusterProfileOptions }> = fc
  .record({
    min: fc.oneof({ weight: 4, arbitrary: whole(4) }, { weight: 1, arbitrary: fc.constant(0) }),
    more: fc.integer({ min: 0, max: 8 }),
    own: fc.array(load, { minLength: 1, maxLength: 2 }),
    custom: optional(custom),
    asked: optional(fc.oneof(query, requests)),
    initial: fc.boolean(),
    scaleUp: optional(behavior),
    scaleDown: optional(behavior),
    keda: optional(keda),
    onKeda: fc.boolean(),
    authentication: optional(fc.constant(KedaAuthentication.bearerToken(SecretKeyRef.named('prometheus', 'token')))),
  })
  .map(
    ({
      min,
      more,
      own,
      custom: other,
      asked,
      initial,
      authentication,
      onKeda: isOnKeda,
      keda: options,
      ...directions
    }) => ({
      autoscaling: {
        minReplicas: min,
        maxReplicas: Math.max(1, min + more),
        ...(initial && { initialReplicas: min }),
        metrics: [...own, ...[isOnKeda ? asked : other].filter((metric) => metric !== undefined)],
        ...directions,
        ...(isOnKeda && options && { keda: { ...options, ...(min === 0 && { cooldown: Duration.minutes(30) }) } }),
      },
      cluster: isOnKeda ? onKeda({ httpAddOn: true, prometheusAuthentication: authentication }) : ADAPTER,
    }),
  );
