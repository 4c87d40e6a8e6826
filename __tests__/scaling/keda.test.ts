import { Duration } from 'cdk8s';
import {
  KedaAuthentication,
  KedaAuthenticationMode,
  KedaFallbackBehavior,
  ScaledResource,
  ScalingMetric,
  SecretKeyRef,
} from '../../lib';
import { servingPodsPattern } from '../../lib/private/pod-names';
import { MINIMAL, manifestsFrom } from '../support/declare';
import { ADAPTER, onKeda, PROMETHEUS, scaled, scalerOf } from './support';

const WAITING = ScalingMetric.requestsWaiting(10);
const POD = 'pod=~"iris-[a-z0-9]+-[a-z0-9]{5}"';
const asked = (query: string, threshold: string, more: object = {}) => ({
  type: 'prometheus',
  metricType: 'AverageValue',
  metadata: { ignoreNullValues: 'false', query, serverAddress: PROMETHEUS, threshold, ...more },
});
const spec = (...given: Parameters<typeof scalerOf> extends [string, ...infer Rest] ? Rest : never): any =>
  scalerOf('ScaledObject', ...given).spec;

describe('a server that KEDA scales', () => {
  test('has a ScaledObject in place of a HorizontalPodAutoscaler, and no replicas of its own', () => {
    const { app, server } = scaled({ minReplicas: 2, metrics: [WAITING, ScalingMetric.cacheUsage(85)] }, onKeda());
    const manifests = manifestsFrom(app);
    expect(manifests.find('HorizontalPodAutoscaler')).toEqual([]);
    expect(manifests.get('Deployment').spec.replicas).toBeUndefined();
    expect(manifests.get('ScaledObject').spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'iris' },
      minReplicaCount: 2,
      maxReplicaCount: 8,
      advanced: {
        horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 1200 } } },
      },
      triggers: [
        asked(`sum(vllm:num_requests_waiting{namespace="vision",${POD}})`, '10'),
        asked(`sum(vllm:kv_cache_usage_perc{namespace="vision",${POD}})`, '0.85'),
      ],
    });
    expect([server.scaledObject?.name, server.horizontalPodAutoscaler]).toEqual(['iris', undefined]);
  });

  test.each([
    ['where it asks for it', { keda: {}, targetCpuUtilization: 70 }, onKeda()],
    ['where a metric needs it', { metrics: [ScalingMetric.query({ query: 'sum(queue)', threshold: 4 })] }, onKeda()],
    ['by its load, where the cluster has nothing else for that', { metrics: [WAITING] }, onKeda()],
    ['by its load, where it asks for it', { metrics: [WAITING], keda: {} }, { ...ADAPTER, ...onKeda() }],
  ])('is one %s', (_, autoscaling, cluster) => {
    expect(manifestsFrom(scaled(autoscaling, cluster).app).find('ScaledObject')).toHaveLength(1);
  });

  test.each([
    ['by CPU, which needs nothing installed', { targetCpuUtilization: 70 }, onKeda()],
    ['by its load, where an adapter serves it as well', { metrics: [WAITING] }, { ...onKeda(), ...ADAPTER }],
  ])('is none %s', (_, autoscaling, cluster) => {
    expect(manifestsFrom(scaled(autoscaling, cluster).app).find('ScaledObject')).toEqual([]);
  });

  test('is warned of where nobody is declared who collects its load', () => {
    const { app } = scaled({ metrics: [WAITING] }, { keda: { prometheusUrl: PROMETHEUS } });
    expect(app.warnings).toEqual([
      "ModelServer 'vision/iris': autoscaling.metrics[0] scales by what the runtime publishes, and the cluster profile declares nobody who collects it; declare scraper in the ClusterProfile, or let it in with allowFrom(...)",
    ]);
  });

  test('keeps the pods of its first release as with a HorizontalPodAutoscaler', () => {
    const autoscaling = { minReplicas: 2, initialReplicas: 4, metrics: [WAITING] };
    const replicas = (cluster: object): unknown =>
      manifestsFrom(scaled(autoscaling, cluster).app).get('Deployment').spec.replicas as unknown;
    expect([replicas(onKeda()), replicas(ADAPTER)]).toEqual([4, 4]);
  });
});

describe('triggers', () => {
  test('of use are those that KEDA takes from the kubelet', () => {
    const metrics = [
      ScalingMetric.memory(80),
      ScalingMetric.containerResource({ resource: ScaledResource.CPU, utilization: 60 }),
    ];
    expect(spec({ targetCpuUtilization: 70, metrics, keda: {} }, onKeda()).triggers).toEqual([
      { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
      { type: 'memory', metricType: 'Utilization', metadata: { value: '80' } },
      { type: 'cpu', metricType: 'Utilization', metadata: { containerName: 'iris', value: '60' } },
    ]);
  });

  test('of queries say what an empty answer means', () => {
    const metrics = [
      ScalingMetric.query({ query: 'sum(a)', threshold: 2.5, perPod: false }),
      ScalingMetric.query({ query: 'sum(b)', threshold: 2, existsWithoutPods: true, activationThreshold: 1 }),
    ];
    expect(spec({ metrics }, onKeda()).triggers).toEqual([
      { ...asked('sum(a)', '2.5'), metricType: 'Value' },
      asked('sum(b)', '2', { ignoreNullValues: 'true', activationThreshold: '1' }),
    ]);
  });

  test('ask by the labels that series have there', () => {
    const { triggers } = spec({ metrics: [WAITING] }, onKeda({ namespaceLabel: 'ns', podLabel: 'pod_name' }));
    expect(triggers[0].metadata.query).toBe(
      'sum(vllm:num_requests_waiting{ns="vision",pod_name=~"iris-[a-z0-9]+-[a-z0-9]{5}"})',
    );
  });
});

describe('authentication', () => {
  const objects = (prometheusAuthentication: KedaAuthentication): any => {
    const manifests = manifestsFrom(scaled({ metrics: [WAITING] }, onKeda({ prometheusAuthentication })).app);
    const [trigger] = manifests.get('ScaledObject').spec.triggers as any[];
    const own = manifests.find('TriggerAuthentication').map((each: any) => each.spec as unknown);
    return { mode: trigger.metadata.authModes, ref: trigger.authenticationRef, own };
  };
  const key = (name: string) => SecretKeyRef.named('prometheus', name);

  test.each<[string, KedaAuthentication, object]>([
    [
      'a token, from a Secret of the namespace',
      KedaAuthentication.bearerToken(key('token')),
      {
        mode: 'bearer',
        ref: { kind: 'TriggerAuthentication', name: 'iris' },
        own: [{ secretTargetRef: [{ parameter: 'bearerToken', name: 'prometheus', key: 'token' }] }],
      },
    ],
    [
      'user and password',
      KedaAuthentication.basic(key('user'), key('password')),
      {
        mode: 'basic',
        ref: { kind: 'TriggerAuthentication', name: 'iris' },
        own: [
          {
            secretTargetRef: [
              { parameter: 'username', name: 'prometheus', key: 'user' },
              { parameter: 'password', name: 'prometheus', key: 'password' },
            ],
          },
        ],
      },
    ],
    [
      'one that exists',
      KedaAuthentication.named('prometheus', KedaAuthenticationMode.TLS),
      { mode: 'tls', ref: { kind: 'TriggerAuthentication', name: 'prometheus' }, own: [] },
    ],
    [
      'one of the cluster',
      KedaAuthentication.clusterNamed('prometheus'),
      { mode: undefined, ref: { kind: 'ClusterTriggerAuthentication', name: 'prometheus' }, own: [] },
    ],
  ])('is %s', (_, authentication, wanted) => {
    expect(objects(authentication)).toEqual(wanted);
  });

  test('is none where nothing is asked of Prometheus', () => {
    const facts = { prometheusAuthentication: KedaAuthentication.bearerToken(key('token')) };
    const manifests = manifestsFrom(scaled({ targetCpuUtilization: 70, keda: {} }, onKeda(facts)).app);
    expect(manifests.find('TriggerAuthentication')).toEqual([]);
  });
});

describe('what KEDA alone can', () => {
  test('polls, falls back and takes over', () => {
    const keda = { pollingInterval: Duration.seconds(15), fallback: { replicas: 4 }, takesOver: 'old-hpa' };
    const object = scalerOf('ScaledObject', { metrics: [WAITING], keda }, onKeda());
    expect(object.metadata.annotations).toEqual({ 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' });
    expect(object.spec).toMatchObject({
      pollingInterval: 15,
      fallback: { failureThreshold: 3, replicas: 4, behavior: 'currentReplicasIfHigher' },
      advanced: { horizontalPodAutoscalerConfig: { name: 'old-hpa' } },
    });
    expect(object.spec).not.toHaveProperty('cooldownPeriod');
  });

  test('falls back as it is told', () => {
    const fallback = { replicas: 4, failureThreshold: 5, behavior: KedaFallbackBehavior.STATIC };
    expect(spec({ metrics: [WAITING], keda: { fallback } }, onKeda()).fallback).toEqual({
      failureThreshold: 5,
      replicas: 4,
      behavior: 'static',
    });
  });

  describe('has no pods while nobody asks', () => {
    const front = ScalingMetric.query({ query: 'sum(router_queue)', threshold: 5, existsWithoutPods: true });

    test('by what counts in front of them; an empty answer of the pods is nothing to do then', () => {
      const made = spec({ minReplicas: 0, metrics: [front, WAITING] }, onKeda());
      expect(made).toMatchObject({ minReplicaCount: 0, cooldownPeriod: 1200, initialCooldownPeriod: 1200 });
      expect(made.triggers.map(({ metadata }: any) => metadata.ignoreNullValues as string)).toEqual(['true', 'true']);
    });

    test('and several at once when somebody does', () => {
      const keda = { idleReplicas: 0, cooldown: Duration.minutes(10), initialCooldown: Duration.minutes(30) };
      expect(spec({ minReplicas: 2, metrics: [front], keda }, onKeda())).toMatchObject({
        idleReplicaCount: 0,
        minReplicaCount: 2,
        cooldownPeriod: 600,
        initialCooldownPeriod: 1800,
      });
    });

    test('by the HTTP add-on, which is told of the server and let in', () => {
      const metrics = [ScalingMetric.httpRequests({ hosts: ['iris.example.com'], concurrency: 20 })];
      const cluster = onKeda({ httpAddOn: true, namespaceName: 'scaling' });
      const manifests = manifestsFrom(scaled({ minReplicas: 0, metrics }, cluster, MINIMAL).app);
      expect(manifests.get('InterceptorRoute').spec).toEqual({
        target: { service: 'iris', port: 80 },
        rules: [{ hosts: ['iris.example.com'] }],
        scalingMetric: { concurrency: { targetValue: 20 } },
        timeouts: { readiness: '600s' },
      });
      expect(manifests.get('ScaledObject').spec.triggers).toEqual([
        {
          type: 'external-push',
          metadata: { interceptorRoute: 'iris', scalerAddress: 'keda-add-ons-http-external-scaler.scaling:9090' },
        },
      ]);
      expect(manifests.get('NetworkPolicy', 'iris').spec.ingress).toContainEqual({
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'scaling' } } }],
        ports: [{ port: 8000, protocol: 'TCP' }],
      });
      const kinds = manifests.all.map(({ kind }: any) => kind as string);
      expect(kinds.indexOf('InterceptorRoute')).toBeLessThan(kinds.indexOf('ScaledObject'));
    });
  });
});

describe('pods of a Deployment, by name', () => {
  /** How the API server and the Deployment controller name them. */
  const podOf = (name: string, hash: string): string => `${`${name}-${hash}-`.slice(0, 58)}x7k2p`;
  const matches = (deployment: string, pod: string): boolean =>
    new RegExp(`^(?:${servingPodsPattern(deployment, 'Deployment')})$`).test(pod);

  test.each([1, 10, 46, 47, 52, 57, 58, 63])('are found of a name of %i characters', (length) => {
    const name = 'a'.repeat(length);
    for (const hash of ['5d9f8c7b6', '5d9f8c7b64', '7c8b9']) expect(matches(name, podOf(name, hash))).toBe(true);
  });

  test('are not those of one whose name goes on', () => {
    expect(matches('llama', podOf('llama-7b', '5d9f8c7b64'))).toBe(false);
    expect(matches('llama', podOf('other-llama', '5d9f8c7b64'))).toBe(false);
  });
});
