import {
  BlueGreen,
  Canary,
  CanaryStage,
  Colour,
  ContainerImage,
  GatewayImplementation,
  IngressRoute,
  ModelServer,
  RouteRule,
  RouteTarget,
  ServingRuntime,
  TrafficSplit,
  type TenantNamespace,
} from '../../lib';
import { EndpointPicker, InferencePool, PickerFailureMode } from '../../lib';
import { Manifests } from '../../lib/testing';
import { manifestsFrom } from '../support/declare';
import { sound } from '../support/routes';
import { gatewayFacts, LARGE, pooled, routed } from './support';

const manifests = (given?: Parameters<typeof routed>[0]) => sound(manifestsFrom(routed(given).app));
const { image, ...SERVER } = LARGE;
const NEXT = ContainerImage.of('vllm/vllm-openai:v0.34.0');
const canary = (weight: number) => (tenant: TenantNamespace) =>
  new Canary(tenant, 'chat', {
    server: SERVER,
    stable: { image },
    canary: { image: NEXT },
    replicas: 4,
    steps: [25],
    stage: weight === 0 ? CanaryStage.rolledBack() : CanaryStage.step(0),
    split: TrafficSplit.byRoute(),
  });

describe('a pool', () => {
  test('selects the pods of its server, at the port of the runtime, and names its picker', () => {
    const pool = manifests().get('InferencePool', 'llama', 'llm');
    expect(pool.apiVersion).toBe('inference.networking.k8s.io/v1');
    expect(pool.spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'llama', 'app.kubernetes.io/name': 'llama' } },
      targetPorts: [{ number: 8000 }],
      endpointPickerRef: {
        group: '',
        kind: 'Service',
        name: 'llama-epp',
        port: { number: 9002 },
        failureMode: 'FailOpen',
      },
    });
  });

  test('is the backend of the route, without a port', () => {
    const [rule] = manifests().get('HTTPRoute', 'public', 'llm').spec.rules;
    expect(rule.backendRefs).toEqual([
      { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'llama', weight: 100 },
    ]);
  });

  test('has a picker with everything that it needs, named by the pool', () => {
    const { all } = manifests();
    const kinds = all.filter(({ metadata }) => metadata.name === 'llama-epp').map(({ kind }) => kind);
    expect(kinds.sort()).toEqual([
      'ConfigMap',
      'Deployment',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Role',
      'RoleBinding',
      'Service',
      'ServiceAccount',
    ]);
  });

  test('is told of each target port', () => {
    const { app } = pooled({ pool: { targetPorts: [8000, 8001], failureMode: PickerFailureMode.CLOSE } });
    // No container declares the second port, which a runtime may listen on all the same.
    const { spec } = Manifests.fromApp(app).get('InferencePool', 'llama');
    expect(spec.targetPorts).toEqual([{ number: 8000 }, { number: 8001 }]);
    expect(spec.endpointPickerRef.failureMode).toBe('FailClose');
  });

  test('may have a picker that somebody else makes', () => {
    const { app } = pooled({ pool: { picker: EndpointPicker.service({ name: 'theirs', port: 9102 }) } });
    const made = manifestsFrom(app);
    expect(made.get('InferencePool', 'llama').spec.endpointPickerRef).toMatchObject({
      name: 'theirs',
      port: { number: 9102 },
    });
    expect(made.all.some(({ metadata }) => metadata.name === 'llama-epp')).toBe(false);
  });
});

describe('the picker', () => {
  const deployment = (given?: Parameters<typeof routed>[0]) =>
    manifests(given).get('Deployment', 'llama-epp', 'llm').spec;

  test('alone it is replaced without a gap, and drained with its longest request', () => {
    const { replicas, strategy, template } = deployment();
    expect([replicas, strategy]).toEqual([
      1,
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    ]);
    const server = manifests().get('Deployment', 'llama', 'llm').spec.template.spec;
    expect(template.spec.terminationGracePeriodSeconds).toBe(server.terminationGracePeriodSeconds);
    expect(template.spec.containers[0].args).not.toContain('--ha-enable-leader-election');
  });

  test('with others it elects a leader, is recreated, and no budget keeps the leader on its node', () => {
    const given = { pool: { picker: EndpointPicker.llmD({ replicas: 2 }) } };
    const { strategy, template } = deployment(given);
    expect(strategy).toEqual({ type: 'Recreate' });
    const [container] = template.spec.containers;
    expect(container.args).toContain('--ha-enable-leader-election');
    expect([container.livenessProbe.grpc.service, container.readinessProbe.grpc.service]).toEqual([
      'liveness',
      'readiness',
    ]);
    expect(manifests(given).get('PodDisruptionBudget', 'llama-epp').spec.maxUnavailable).toBe(2);
    const rules: { readonly resources: readonly string[] }[] = manifests(given).get('Role', 'llama-epp').rules;
    expect(rules.some(({ resources }) => resources.includes('leases'))).toBe(true);
  });

  test('starts anew with another configuration', () => {
    const annotationsOf = (config?: string) =>
      deployment({ pool: { picker: EndpointPicker.llmD({ config }) } }).template.metadata.annotations;
    expect(annotationsOf('kind: EndpointPickerConfig')).not.toEqual(annotationsOf());
  });

  test.each([
    ['vLLM', ServingRuntime.vllm({ model: 'm' }), undefined],
    ['SGLang', ServingRuntime.sglang({ model: 'm' }), 'defaultEngine: sglang'],
    ['TensorRT-LLM', ServingRuntime.tensorRtLlm({ model: 'm', metrics: true }), 'defaultEngine: trtllm-serve'],
    ['Text Generation Inference', ServingRuntime.textGeneration({ model: 'm' }), 'queuedRequestsSpec: tgi_queue_size'],
  ])('reads the metrics of %s', (_title, runtime, line) => {
    const text: string = manifests({ server: { runtime } }).get('ConfigMap', 'llama-epp').data['picker.yaml'];
    expect(text).toContain('type: queue-scorer');
    if (line === undefined) expect(text).not.toContain('defaultEngine');
    else expect(text).toContain(line);
  });

  test('reads metrics on a port of their own, and without a metric of the cache does not score by it', () => {
    const { template } = deployment({ server: { runtime: ServingRuntime.triton() } });
    expect(template.spec.containers[0].args).toContain('--model-server-metrics-port=8002');
    const text: string = manifests({ server: { runtime: ServingRuntime.triton() } }).get('ConfigMap', 'llama-epp').data[
      'picker.yaml'
    ];
    expect(text).not.toContain('kv-cache-utilization-scorer');
  });
});

describe('a release', () => {
  test('by route has a pool for each version, with the weights of the release', () => {
    const made = manifests({ target: canary(25) });
    const [rule] = made.get('HTTPRoute', 'public').spec.rules;
    expect(rule.backendRefs).toMatchObject([
      { kind: 'InferencePool', name: 'llama', weight: 75 },
      { kind: 'InferencePool', name: 'llama-canary', weight: 25 },
    ]);
    const instanceOf = (name: string): unknown =>
      made.get('InferencePool', name).spec.selector.matchLabels['app.kubernetes.io/instance'];
    expect([instanceOf('llama'), instanceOf('llama-canary')]).toEqual(['chat-stable', 'chat-canary']);
    expect(made.get('Deployment', 'llama-canary-epp').spec.template.spec.containers[0].args).toContain(
      '--pool-name=llama-canary',
    );
  });

  test('keeps both pools where one version gets nothing, and leads no request to it', () => {
    const made = manifests({ target: canary(0) });
    expect(made.get('HTTPRoute', 'public').spec.rules[0].backendRefs).toEqual([
      { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'llama', weight: 100 },
    ]);
    expect(made.get('InferencePool', 'llama-canary')).toBeDefined();
  });

  test('of two colours has one pool, which selects the active one', () => {
    const made = manifests({
      target: (tenant) =>
        new BlueGreen(tenant, 'chat', {
          server: SERVER,
          blue: { image },
          green: { image: NEXT },
          active: Colour.GREEN,
        }),
    });
    expect(made.get('InferencePool', 'llama').spec.selector.matchLabels['app.kubernetes.io/instance']).toBe(
      'chat-green',
    );
  });
});

test('a pool without pods is left out of a split', () => {
  const { app, tenant, pool } = pooled();
  const empty = new ModelServer(tenant, 'next', { ...LARGE, replicas: 0 });
  const other = new InferencePool(tenant, 'next', { target: empty });
  new IngressRoute(tenant, 'public', {
    host: 'models.example.com',
    rules: [
      RouteRule.pathPrefix(
        '/v1',
        RouteTarget.split([
          { target: pool, weight: 80 },
          { target: other, weight: 20 },
        ]),
      ),
    ],
  });
  const [rule] = manifestsFrom(app).get('HTTPRoute', 'public').spec.rules;
  expect(rule.backendRefs).toMatchObject([{ name: 'llama' }]);
});

describe('what gateways are told in kinds of their own', () => {
  test('Istio: that the picker speaks TLS with a certificate of its own', () => {
    const gateway = gatewayFacts(GatewayImplementation.ISTIO);
    expect(manifests({ gateway }).get('DestinationRule', 'llama-epp').spec).toEqual({
      host: 'llama-epp.llm.svc.cluster.local',
      trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } },
    });
    const plain = { gateway, pool: { picker: EndpointPicker.llmD({ secureServing: false }) } };
    expect(manifests(plain).all.some(({ kind }) => kind === 'DestinationRule')).toBe(false);
  });

  test('GKE: where pods answer for their health, and how long answers take', () => {
    const made = manifests({ gateway: gatewayFacts(GatewayImplementation.GKE) });
    const targetRef = { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'llama' };
    expect(made.get('HealthCheckPolicy', 'llama').spec).toMatchObject({
      targetRef,
      default: { config: { type: 'HTTP', httpHealthCheck: { requestPath: '/health', port: 8000 } } },
    });
    expect(made.get('GCPBackendPolicy', 'llama').spec).toEqual({ targetRef, default: { timeoutSec: 300 } });
  });

  test('are made once for two routes', () => {
    const { app, tenant, pool } = routed({ gateway: gatewayFacts(GatewayImplementation.ISTIO) });
    new IngressRoute(tenant, 'inside', { host: 'inside.example.com', rules: [RouteRule.pathPrefix('/', pool)] });
    expect(manifestsFrom(app).all.filter(({ kind }) => kind === 'DestinationRule')).toHaveLength(1);
  });
});
