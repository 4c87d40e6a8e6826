import { Duration } from 'cdk8s';
import {
  ClusterProfile,
  type ClusterProfileOptions,
  KedaAuthentication,
  MetricsAdapter,
  MetricsEndpoint,
  type ModelServerProps,
  ScaledResource,
  ScalingMetric,
  ScalingPolicy,
  ServingRuntime,
} from '../../lib';
import { failureOf, MINIMAL } from '../support/declare';
import { ADAPTER, onKeda, scaled, VLLM } from './support';

const WAITING = ScalingMetric.requestsWaiting(10);
const QUERY = ScalingMetric.query({ query: 'sum(queue)', threshold: 4 });
const PODS = ScalingMetric.pods({ metricName: 'queue_depth', averageValue: '4' });
const said = (
  autoscaling: object,
  cluster: ClusterProfileOptions = {},
  props: Partial<ModelServerProps> = VLLM,
): string => failureOf(() => scaled(autoscaling, cluster, props));
const minutes = Duration.minutes(1);

describe('what scales, and by what', () => {
  test.each<[string, string, string]>([
    [
      'an accelerator, without a word on the load',
      said({}),
      'autoscaling.metrics must be given for pods with an accelerator, whose CPU says little about the load; use ScalingMetric.requestsWaiting(...)',
    ],
    [
      'a load, on a cluster that hands it to nobody',
      said({ metrics: [WAITING] }),
      'autoscaling.metrics[0] needs something that hands the metrics of pods to autoscalers, got ScalingMetric.requestsWaiting(...); declare metricsAdapter or keda',
    ],
    [
      'KEDA, on a cluster without it',
      said({ keda: {}, targetCpuUtilization: 70 }),
      'autoscaling.keda needs KEDA, which the cluster profile does not declare; set keda: { prometheusUrl }',
    ],
    [
      'a query, on a cluster without KEDA',
      said({ metrics: [QUERY] }, ADAPTER),
      'autoscaling.metrics[0] needs KEDA, which the cluster profile does not declare',
    ],
    [
      'a query, of a Prometheus that nobody declares',
      said({ metrics: [QUERY] }, { keda: {} }),
      'autoscaling.metrics[0] needs the Prometheus that KEDA asks, got ScalingMetric.query(...); set keda: { prometheusUrl }',
    ],
    [
      'a load, of a Prometheus that nobody declares',
      said({ metrics: [WAITING] }, { keda: {} }),
      'needs the Prometheus that KEDA asks, got ScalingMetric.requestsWaiting(...)',
    ],
    [
      'what either of two scalers has alone',
      said({ metrics: [QUERY, PODS] }, onKeda()),
      'autoscaling.metrics[1] must be a metric that KEDA can ask for, got ScalingMetric.pods(...); use ScalingMetric.query(...)',
    ],
    [
      'the HTTP add-on, which is not there',
      said({ metrics: [ScalingMetric.httpRequests({ hosts: ['a.example'], concurrency: 1 })] }, onKeda()),
      "autoscaling.metrics[0] needs KEDA's HTTP add-on, got ScalingMetric.httpRequests(...); set keda: { httpAddOn: true }",
    ],
    [
      'a load that the runtime does not have, with those that it has',
      said({ metrics: [ScalingMetric.cacheUsage(80)] }, ADAPTER, {
        ...MINIMAL,
        runtime: ServingRuntime.openVino({ model: '/models/m', modelName: 'm' }),
      }),
      'must be a metric that OpenVINO Model Server has, got ScalingMetric.cacheUsage(...); it has ScalingMetric.requestsRunning(...)',
    ],
    [
      'a load of a runtime that names none',
      said({ metrics: [WAITING] }, ADAPTER, MINIMAL),
      'got ScalingMetric.requestsWaiting(...), and it names none; use ScalingMetric.cpu(...), .pods(...) or .query(...)',
    ],
    [
      'a load that is not published',
      said({ metrics: [WAITING] }, ADAPTER, { ...VLLM, metrics: MetricsEndpoint.none() }),
      'scales by vllm:num_requests_waiting, which nobody sees: the server publishes no metrics; leave MetricsEndpoint.none() out',
    ],
    [
      'one load twice',
      said({ metrics: [WAITING, ScalingMetric.requestsWaiting(20)] }, ADAPTER),
      'autoscaling.metrics[1] must be another metric than metrics[0], got requestsWaiting twice; keep one of both',
    ],
    [
      'CPU twice',
      said({ targetCpuUtilization: 70, metrics: [ScalingMetric.cpu(60)] }),
      'autoscaling.metrics[0] must be another metric than targetCpuUtilization, got cpu twice',
    ],
    [
      'one metric of pods twice',
      said({ metrics: [PODS, PODS] }),
      'must be another metric than metrics[0], got pods queue_depth twice',
    ],
    [
      'what is no metric',
      said({ metrics: ['cpu'] }),
      "metrics[0] must be made by ScalingMetric.requestsWaiting(...), .cpu(...) or its like, got 'cpu'",
    ],
  ])('%s', (_, message, wanted) => {
    expect(message).toContain(wanted);
  });
});

describe('numbers', () => {
  const metric = (made: ScalingMetric): string => said({ metrics: [made] }, { ...ADAPTER, ...onKeda() });
  const untyped = (options: object): never => options as never;

  test.each<[string, string]>([
    [said({ minReplicas: 9, metrics: [WAITING] }, ADAPTER), 'maxReplicas must be a whole number of 9 or more, got 8'],
    [said({ maxReplicas: 0, metrics: [WAITING] }, ADAPTER), 'maxReplicas must be a whole number of 2 or more, got 0'],
    [metric(ScalingMetric.requestsWaiting(0)), 'metrics[0].requests must be a whole number of 1 or more, got 0'],
    [metric(ScalingMetric.requestsRunning(0.5)), 'metrics[0].requests must be a whole number of 1 or more, got 0.5'],
    [
      metric(ScalingMetric.requestsWaiting(undefined as never)),
      'metrics[0].requests must be a whole number of 1 or more, got ',
    ],
    [
      metric(ScalingMetric.cacheUsage(0.8)),
      'metrics[0].percent must be a whole number from 1 to 100, got 0.8; write 80',
    ],
    [metric(ScalingMetric.cpu(0)), 'metrics[0].utilization must be a whole number from 1 to 1000, got 0'],
    [
      metric(ScalingMetric.pods({ metricName: 'a/b', averageValue: '0' })),
      "metrics[0].metricName must be the name of a metric without '/', '%' and spaces, got 'a/b'",
    ],
    [
      metric(ScalingMetric.pods({ metricName: 'a', averageValue: '0' })),
      "metrics[0].averageValue must be a Kubernetes quantity above 0 such as '10' or '800m', got '0'",
    ],
    [
      metric(ScalingMetric.external(untyped({ metricName: 'a' }))),
      'value or averageValue must be given, and one of them alone, got neither',
    ],
    [
      metric(ScalingMetric.external({ metricName: 'a', value: '1', averageValue: '1' })),
      'value or averageValue must be given, and one of them alone, got both',
    ],
    [metric(ScalingMetric.query({ query: ' ', threshold: 1 })), 'query must be a text that is not empty'],
    [metric(ScalingMetric.query({ query: 'a', threshold: 0 })), 'threshold must be a number above 0, got 0'],
    [metric(ScalingMetric.query({ query: 'a', threshold: 1e-9 })), 'threshold must be a number above 0, got 1e-9'],
    [
      metric(ScalingMetric.query({ query: 'a', threshold: 1, activationThreshold: -1 })),
      'activationThreshold must be a number of 0 or more, got -1',
    ],
    [metric(ScalingMetric.httpRequests({ hosts: [], concurrency: 1 })), 'hosts must name a host at least'],
    [
      metric(ScalingMetric.httpRequests({ hosts: ['A.example'] })),
      "hosts[0] must be a host in lower case such as 'models.example.com', got 'A.example'",
    ],
    [metric(ScalingMetric.httpRequests({ hosts: ['a.example'] })), 'concurrency or requestsPerSecond must be given'],
    [
      metric(ScalingMetric.containerResource(untyped({ resource: 'gpu', utilization: 50 }))),
      "resource must be 'cpu' or 'memory', got 'gpu'; write ScaledResource.CPU or ScaledResource.MEMORY",
    ],
    [
      metric(ScalingMetric.containerResource({ resource: ScaledResource.CPU, utilization: 0 })),
      'utilization must be a whole number from 1 to 1000, got 0',
    ],
  ])('%#', (message, wanted) => {
    expect(message).toContain(wanted);
  });
});

describe('behaviour', () => {
  const rules = (scaleUp: object, cluster: ClusterProfileOptions = ADAPTER): string =>
    said({ metrics: [WAITING], scaleUp }, cluster);

  test.each<[string, string]>([
    [
      rules({ policies: [] }),
      "autoscaling.scaleUp.policies must hold a policy, got []; leave it out for the cluster's own",
    ],
    [rules({ policies: [4] }), 'scaleUp.policies[0] must be made by ScalingPolicy.pods(...) or .percent(...), got 4'],
    [
      rules({ policies: [ScalingPolicy.pods(0, minutes)] }),
      'policies[0].count must be a whole number of 1 or more, got 0',
    ],
    [
      rules({ policies: [ScalingPolicy.pods(1, Duration.hours(1))] }),
      'policies[0].period must be at most 30 minutes, got 3600 s',
    ],
    [
      rules({ policies: [ScalingPolicy.percent(1, undefined as never)] }),
      'policies[0].period must be a Duration of whole seconds of 1 or more',
    ],
    [rules({ stabilization: Duration.hours(2) }), 'scaleUp.stabilization must be at most one hour, got 7200 s'],
    [
      rules({ selectPolicy: 'Most' }),
      "scaleUp.selectPolicy must be 'Max', 'Min' or 'Disabled', got 'Most'; write ScalingPolicySelection.MAX",
    ],
    [rules({ tolerance: -1 }), 'scaleUp.tolerance must be a whole number from 0 to 1000, got -1'],
    [
      rules({ tolerance: 5 }, { ...ADAPTER, kubernetesVersion: '1.36' }),
      'autoscaling.scaleUp.tolerance needs Kubernetes 1.37, got 5 for 1.36; leave it out, or raise kubernetesVersion',
    ],
    [
      rules({ tolerance: 5 }, onKeda()),
      'scaleUp.tolerance must be left out with KEDA, whose ScaledObjects have none, got 5',
    ],
    [
      said({ metrics: [WAITING], scaleDownAfter: minutes, scaleDown: { stabilization: minutes } }, ADAPTER),
      'autoscaling.scaleDownAfter must be left out with scaleDown.stabilization, which is the same; keep one of both',
    ],
  ])('%#', (message, wanted) => {
    expect(message).toContain(wanted);
  });
});

describe('KEDA', () => {
  const keda = (options: object, more: object = {}): string =>
    said({ metrics: [WAITING], keda: options, ...more }, onKeda());

  test.each<[string, string]>([
    [
      keda({ pollingInterval: Duration.seconds(0) }),
      'keda.pollingInterval must be a Duration of whole seconds of 1 or more',
    ],
    [
      keda({ cooldown: minutes }),
      'keda.cooldown must be left out without minReplicas or keda.idleReplicas of 0: it is about the last pod alone',
    ],
    [keda({ idleReplicas: 1 }), 'keda.idleReplicas must be 0, got 1; minReplicas is the fewest otherwise'],
    [keda({ idleReplicas: 0 }, { minReplicas: 0 }), 'keda.idleReplicas must be left out with minReplicas of 0'],
    [keda({ fallback: { replicas: 9 } }), 'keda.fallback.replicas must be a whole number from 2 to 8, got 9'],
    [keda({ fallback: {} }), 'keda.fallback.replicas must be a whole number from 2 to 8, got nothing'],
    [
      keda({ fallback: { replicas: 4, failureThreshold: 0 } }),
      'keda.fallback.failureThreshold must be a whole number of 1 or more',
    ],
    [
      keda({ fallback: { replicas: 4, behavior: 'stay' } }),
      "keda.fallback.behavior must be 'static', 'currentReplicas'",
    ],
    [keda({ takesOver: 'Old HPA' }), "keda.takesOver must be lower-case letters, digits, '-' and '.'"],
    [
      said({ targetCpuUtilization: 70, keda: { fallback: { replicas: 4 } } }, onKeda()),
      'keda.fallback must be left out where CPU and memory alone decide, which are not asked of KEDA',
    ],
  ])('%#', (message, wanted) => {
    expect(message).toContain(wanted);
  });
});

describe('what a cluster declares', () => {
  const profile = (options: object): string => failureOf(() => ClusterProfile.of(options));

  test.each<[string, string]>([
    [
      profile({ metricsAdapter: 'prometheus' }),
      "metricsAdapter must be made by MetricsAdapter.prometheusAdapter(...), got 'prometheus'",
    ],
    [
      profile({ metricsAdapter: MetricsAdapter.prometheusAdapter({ colonReplacement: '/' }) }),
      "metricsAdapter.colonReplacement must be letters, digits, '_', '.', ':' and '-', got '/'",
    ],
    [
      profile({ keda: { prometheusUrl: 'prometheus:9090' } }),
      "keda.prometheusUrl must be a URL that begins with 'http://...' or 'https://...'",
    ],
    [
      profile({ keda: { prometheusUrl: 'http://a:b@prometheus:9090' } }),
      'keda.prometheusUrl must hold no user and password',
    ],
    [profile({ keda: { namespaceName: 'Keda' } }), 'keda.namespaceName must be lower-case letters'],
    [
      profile({ keda: { podLabel: 'pod-name' } }),
      "keda.podLabel must be a label of Prometheus: letters, digits and '_'",
    ],
    [
      profile({ keda: { prometheusAuthentication: KedaAuthentication.named('a') } }),
      'keda.prometheusUrl must be given with prometheusAuthentication',
    ],
    [
      profile({
        keda: {
          prometheusUrl: 'http://p:9090',
          prometheusAuthentication: KedaAuthentication.bearerToken('s3cret' as never),
        },
      }),
      'keda.prometheusAuthentication.bearerToken must be made by SecretKeyRef.named(...) or .of(...), got a text, which would stand in the manifest',
    ],
    [profile({ keda: { httpAddOn: 'yes' } }), "keda.httpAddOn must be true or false, got 'yes'"],
  ])('%#', (message, wanted) => {
    expect(message).toContain(wanted);
  });
});
