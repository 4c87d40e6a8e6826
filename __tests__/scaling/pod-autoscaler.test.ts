import { Duration } from 'cdk8s';
import {
  MetricsAdapter,
  ScaledResource,
  ScalingMetric,
  ScalingPolicy,
  ScalingPolicySelection,
  ServingRuntime,
} from '../../lib';
import { manifestsFrom, MINIMAL } from '../support/declare';
import { ADAPTER, scaled, scalerOf } from './support';

const metrics = (...given: Parameters<typeof scalerOf> extends [string, ...infer Rest] ? Rest : never): unknown =>
  scalerOf('HorizontalPodAutoscaler', ...given).spec.metrics;
const ofPods = (name: string, averageValue: string) => ({
  type: 'Pods',
  pods: { metric: { name }, target: { type: 'AverageValue', averageValue } },
});
const use = (name: string, averageUtilization: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});

describe('what a runtime tells of its load', () => {
  test('is a metric of pods, by the name that it has there and as the adapter writes it', () => {
    const load = [ScalingMetric.requestsWaiting(10), ScalingMetric.requestsRunning(64), ScalingMetric.cacheUsage(85)];
    expect(metrics({ metrics: load }, ADAPTER)).toEqual([
      ofPods('vllm_num_requests_waiting', '10'),
      ofPods('vllm_num_requests_running', '64'),
      ofPods('vllm_kv_cache_usage_perc', '850m'),
    ]);
  });

  test.each([
    [':', 'vllm:num_requests_waiting'],
    ['', 'vllmnum_requests_waiting'],
    ['.', 'vllm.num_requests_waiting'],
  ])('has %p in place of a colon where the adapter says so', (colonReplacement, name) => {
    const cluster = { ...ADAPTER, metricsAdapter: MetricsAdapter.prometheusAdapter({ colonReplacement }) };
    expect(metrics({ metrics: [ScalingMetric.requestsWaiting(10)] }, cluster)).toEqual([ofPods(name, '10')]);
  });

  test.each([
    [ServingRuntime.sglang({ model: '/m' }), 'sglang_num_queue_reqs'],
    [ServingRuntime.triton(), 'nv_inference_pending_request_count'],
  ])('follows the runtime', (runtime, name) => {
    const props = { ...MINIMAL, runtime };
    expect(metrics({ metrics: [ScalingMetric.requestsWaiting(3)] }, ADAPTER, props)).toEqual([ofPods(name, '3')]);
  });

  test('full memory is a whole number', () => {
    expect(metrics({ metrics: [ScalingMetric.cacheUsage(100)] }, ADAPTER)).toEqual([
      ofPods('vllm_kv_cache_usage_perc', '1'),
    ]);
  });
});

describe('metrics of every kind', () => {
  test('stand in the order in which they are given, after those that are given in short', () => {
    const given = [
      ScalingMetric.containerResource({ resource: ScaledResource.CPU, utilization: 60 }),
      ScalingMetric.containerResource({ resource: ScaledResource.MEMORY, utilization: 70, containerName: 'proxy' }),
      ScalingMetric.pods({ metricName: 'queue_depth', averageValue: '500m', matchLabels: { queue: 'a' } }),
      ScalingMetric.object({
        metricName: 'requests_per_second',
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        objectName: 'public',
        value: '2k',
      }),
      ScalingMetric.external({ metricName: 'queue_messages', averageValue: '30' }),
      ScalingMetric.memory(80),
    ];
    expect(metrics({ targetCpuUtilization: 50, metrics: given }, {}, MINIMAL)).toEqual([
      use('cpu', 50),
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'iris', target: { type: 'Utilization', averageUtilization: 60 } },
      },
      {
        type: 'ContainerResource',
        containerResource: {
          name: 'memory',
          container: 'proxy',
          target: { type: 'Utilization', averageUtilization: 70 },
        },
      },
      {
        type: 'Pods',
        pods: {
          metric: { name: 'queue_depth', selector: { matchLabels: { queue: 'a' } } },
          target: { type: 'AverageValue', averageValue: '500m' },
        },
      },
      {
        type: 'Object',
        object: {
          describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'public' },
          metric: { name: 'requests_per_second' },
          target: { type: 'Value', value: '2k' },
        },
      },
      {
        type: 'External',
        external: { metric: { name: 'queue_messages' }, target: { type: 'AverageValue', averageValue: '30' } },
      },
      use('memory', 80),
    ]);
  });

  test.each([
    ['none is given', {}, [use('cpu', 70)]],
    ['an empty list is given', { metrics: [] }, [use('cpu', 70)]],
    ['another is given', { metrics: [ScalingMetric.memory(80)] }, [use('memory', 80)]],
  ])('CPU is the default where %s', (_, autoscaling, wanted) => {
    expect(metrics(autoscaling, {}, MINIMAL)).toEqual(wanted);
  });
});

describe('behaviour', () => {
  const behavior = (...given: Parameters<typeof metrics>): unknown =>
    scalerOf('HorizontalPodAutoscaler', ...given).spec.behavior;

  test('is left to the cluster where nothing is said', () => {
    expect(behavior({}, {}, MINIMAL)).toBeUndefined();
  });

  test('is what is said of each direction', () => {
    const scaleUp = {
      stabilization: Duration.minutes(1),
      policies: [ScalingPolicy.pods(2, Duration.minutes(5)), ScalingPolicy.percent(50, Duration.minutes(10))],
      selectPolicy: ScalingPolicySelection.MIN,
      tolerance: 5,
    };
    const scaleDown = { selectPolicy: ScalingPolicySelection.DISABLED };
    expect(behavior({ scaleUp, scaleDown }, ADAPTER, MINIMAL)).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 60,
        policies: [
          { type: 'Pods', value: 2, periodSeconds: 300 },
          { type: 'Percent', value: 50, periodSeconds: 600 },
        ],
        selectPolicy: 'Min',
        tolerance: '50m',
      },
      scaleDown: { selectPolicy: 'Disabled' },
    });
  });

  test.each([
    ['as long as the model may take to load, by its load', VLLM_LOAD(), 1200],
    ['as long as is said', { ...VLLM_LOAD(), scaleDownAfter: Duration.minutes(2) }, 120],
    ['as long as is said of the direction', { ...VLLM_LOAD(), scaleDown: { stabilization: Duration.minutes(3) } }, 180],
  ])('waits before it takes pods away %s', (_, autoscaling, seconds) => {
    expect(behavior(autoscaling, ADAPTER)).toEqual({ scaleDown: { stabilizationWindowSeconds: seconds } });
  });
});

describe('no pods while nothing is to do', () => {
  const queue = ScalingMetric.external({ metricName: 'messages', averageValue: '30' });
  const busy = ScalingMetric.object({
    metricName: 'requests',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    objectName: 'front',
    value: '10',
  });

  test.each([
    ['from Kubernetes 1.37 on', { kubernetesVersion: '1.37' }, [queue]],
    ['by a metric of an object', { kubernetesVersion: '1.37' }, [busy]],
    ['beside other metrics', { kubernetesVersion: '1.37' }, [ScalingMetric.cpu(70), queue]],
    ['where the gate was switched on', { kubernetesVersion: '1.36', hpaScaleToZero: true }, [queue]],
  ])('are the fewest that may be written %s', (_, cluster, metrics) => {
    const { app } = scaled({ minReplicas: 0, metrics }, cluster, MINIMAL);
    const manifests = manifestsFrom(app, { kubernetesVersion: '1.37' });
    const { spec } = manifests.get('HorizontalPodAutoscaler');
    expect([spec.minReplicas, spec.maxReplicas]).toEqual([0, 8]);
    expect(manifests.get('Deployment').spec.replicas).toBeUndefined();
    expect(() => app.synthYaml()).not.toThrow();
  });
});

function VLLM_LOAD(): { readonly metrics: ScalingMetric[] } {
  return { metrics: [ScalingMetric.requestsWaiting(10)] };
}
