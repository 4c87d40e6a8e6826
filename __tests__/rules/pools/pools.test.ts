import type { RuleContext } from '../../../lib/rules/context';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { onePoolPerPod } from '../../../lib/rules/pools/one-pool-per-pod';
import { pickerReachable } from '../../../lib/rules/pools/picker-reachable';
import { poolGateway } from '../../../lib/rules/pools/pool-gateway';
import { poolPicker } from '../../../lib/rules/pools/pool-picker';
import { poolSelectsPods } from '../../../lib/rules/pools/pool-selects-pods';
import { poolTargetPorts } from '../../../lib/rules/pools/pool-target-ports';
import { existingBackends } from '../../../lib/rules/routes/existing-backends';
import { routedBackendsReachable } from '../../../lib/rules/network/routed-backends-reachable';
import { GatewayImplementation } from '../../../lib/cluster/gateway-options';
import type { Rule } from '../../../lib/rules/rule';
import { setOfYaml, texts } from '../../support/findings';

const check = (rule: Rule, documents: readonly string[], context: RuleContext = NO_CONTEXT) =>
  texts(rule, setOfYaml(...documents), context);

const pool = (name = 'llama', labels = '{ app: llama }', ports = '{ number: 8000 }', picker = 'llama-epp') =>
  `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: ${name}, namespace: llm }
spec:
  selector: { matchLabels: ${labels} }
  targetPorts: [${ports}]
  endpointPickerRef: { name: ${picker}, port: { number: 9002 } }`;
const pod = (name: string, rest = '', args = '') =>
  `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: llm, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: registry.example/x:1, ${rest}args: [${args}] }] }`;
const service = (name = 'llama-epp', namespace = 'llm', rest = 'ports: [{ name: grpc, port: 9002 }]') =>
  `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: llama-epp }, ${rest} }`;
const route = (names: readonly string[], kind = 'HTTPRoute') =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: public, namespace: llm }
spec:
  parentRefs: [{ name: inference, namespace: gateways }]
  rules: [{ backendRefs: [${names.map((name) => `{ group: inference.networking.k8s.io, kind: InferencePool, name: ${name}, weight: 1 }`).join(', ')}] }]`;
const group = (size: number) =>
  `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: llm }
spec:
  leaderWorkerTemplate:
    size: ${size}
    workerTemplate:
      metadata: { labels: { app: llama } }
      spec: { containers: [{ name: main, image: registry.example/x:1 }] }`;
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shut, namespace: llm }
spec: ${spec}`;
const declared = (implementation: GatewayImplementation): RuleContext => ({
  ...NO_CONTEXT,
  cluster: {
    ...NO_CONTEXT.cluster,
    gateway: {
      pods: { namespaceName: 'gateways' },
      gatewayApi: {
        implementation,
        version: undefined,
        gatewayName: 'inference',
        gatewayNamespaceName: 'gateways',
        className: undefined,
        httpListener: undefined,
        httpsListener: undefined,
      },
    },
  },
});
const LEADERS = '{ app: llama, leaderworkerset.sigs.k8s.io/worker-index: "0" }';

describe('pool-selects-pods', () => {
  test.each<[string, string[]]>([
    ['pods that there are', [pool(), pod('llama')]],
    ['leaders of a group', [pool('llama', LEADERS), group(2)]],
    ['groups of one pod, which is its leader', [pool(), group(1)]],
    ['pods of which nothing is known', [pool()]],
  ])('passes %s', (_title, documents) => {
    expect(check(poolSelectsPods, documents)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    [
      'the name of a workload under another key, where a route leads to the pool',
      [
        pool('llama', '{ name: llama }'),
        pod('llama'),
        `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: llama, namespace: llm }
spec: { rules: [{ backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: llama }] }] }`,
      ],
      "selects name=llama, and no pods of the namespace carry that; nearest are those of 'app/1' with app=llama",
    ],
    [
      'workers by a label of the template',
      [pool(), group(2)],
      "selects app=llama, which the workers of 'app/1' carry as well as its leaders",
    ],
    [
      'workers by the name of the group',
      [pool('llama', '{ leaderworkerset.sigs.k8s.io/name: llama }'), group(2)],
      "which the workers of 'app/1' carry",
    ],
    [
      'a worker by its index',
      [
        pool('llama', '{ leaderworkerset.sigs.k8s.io/name: llama, leaderworkerset.sigs.k8s.io/worker-index: "1" }'),
        group(2),
      ],
      "which the workers of 'app/1' carry",
    ],
    ['a slip of a label', [pool('llama', '{ app: lama }'), pod('llama')], 'no pods of the namespace carry that'],
  ])('finds %s', (_title, documents, message) => {
    expect(check(poolSelectsPods, documents)).toEqual([expect.stringContaining(message)]);
  });
});

describe('pool-target-ports', () => {
  test.each<[string, string[]]>([
    ['a port that a container has', [pool(), pod('llama', 'ports: [{ containerPort: 8000 }], ')]],
    ['a port that nobody declares', [pool(), pod('llama')]],
    ['a port that is an argument', [pool(), pod('llama', 'ports: [{ containerPort: 1 }], ', '"--port=8000"')]],
  ])('passes %s', (_title, documents) => {
    expect(check(poolTargetPorts, documents)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    ['none', [pool('llama', '{ a: b }', '')], 'spec.targetPorts must be 1 to 8 ports, got 0'],
    [
      'nine',
      [pool('llama', '{ a: b }', [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `{ number: ${number} }`).join(', '))],
      'spec.targetPorts must be 1 to 8 ports, got 9',
    ],
    ['one twice', [pool('llama', '{ a: b }', '{ number: 1 }, { number: 1 }')], 'must name each port once, got 1, 1'],
    [
      'one that containers lack',
      [pool(), pod('llama', 'ports: [{ containerPort: 30000 }], ')],
      "target port 8000 must be one of the pods of 'app/1', which have 30000",
    ],
  ])('finds %s', (_title, documents, message) => {
    expect(check(poolTargetPorts, documents)).toEqual([expect.stringContaining(message)]);
  });
});

describe('one-pool-per-pod', () => {
  test('passes pools of different ports of the same pods, and of different pods', () => {
    const other = pool('other', '{ app: llama }', '{ number: 8001 }');
    expect(check(onePoolPerPod, [pool(), other, pod('llama')])).toEqual([]);
    expect(check(onePoolPerPod, [pool(), pool('other', '{ app: rose }'), pod('llama'), pod('rose')])).toEqual([]);
  });

  test('finds the same selector, and selectors that meet in a pod', () => {
    expect(check(onePoolPerPod, [pool(), pool('other')])).toHaveLength(1);
    const both = pod('llama').replace('{ app: llama }', '{ app: llama, tier: gpu }');
    expect(check(onePoolPerPod, [pool(), pool('other', '{ tier: gpu }'), both])).toEqual([
      expect.stringContaining("the pods of 'app/2' among them"),
    ]);
  });
});

describe('pool-picker', () => {
  test.each<[string, string[]]>([
    ['a picker that there is', [pool(), service()]],
    ['a picker of a namespace of which nothing is known', [pool()]],
    ['a picker started for the pool', [pool(), service(), pod('llama-epp', '', '--pool-name, llama')]],
    ['a picker told its pool by a variable', [pool(), service(), pod('llama-epp', '', '"--pool-name=$(POOL)"')]],
  ])('passes %s', (_title, documents) => {
    expect(check(poolPicker, documents)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    [
      'a picker that there is not',
      [pool('llama', '{ a: b }', '{ number: 1 }', 'epp'), service()],
      "spec.endpointPickerRef must be a Service that exists, got 'epp' in the namespace 'llm', which has llama-epp",
    ],
    [
      'a picker of another namespace',
      [pool(), service('other'), service('llama-epp', 'gateways')],
      "must be a Service of its own namespace 'llm', got 'llama-epp', which is in 'gateways'",
    ],
    [
      'a port that its Service lacks',
      [pool(), service('llama-epp', 'llm', 'ports: [{ port: 443 }]')],
      "spec.endpointPickerRef.port must be a port of the Service 'llama-epp', which has 443, got 9002",
    ],
    [
      'a name outside of the cluster',
      [pool(), service('llama-epp', 'llm', 'type: ExternalName, externalName: epp.example')],
      'must not be a Service of the type ExternalName',
    ],
    [
      'a picker of another pool',
      [pool(), service(), pod('llama-epp', '', '"--pool-name=rose"')],
      "which was started for another pool: --pool-name must be 'llama', got 'rose'",
    ],
    [
      'a picker of a pool in another namespace',
      [pool(), service(), pod('llama-epp', '', '"--pool-namespace=lab"')],
      "--pool-namespace must be 'llm', got 'lab'",
    ],
    [
      'no picker',
      [pool().replace(/\n {2}endpointPickerRef.*/, '')],
      'names no endpoint picker (spec.endpointPickerRef), which most gateways refuse',
    ],
    [
      'a picker without port',
      [pool().replace(', port: { number: 9002 }', '')],
      "spec.endpointPickerRef must say the port of the Service 'llama-epp'",
    ],
  ])('finds %s', (_title, documents, message) => {
    expect(check(poolPicker, documents)).toEqual([expect.stringContaining(message)]);
  });
});

describe('pool-gateway', () => {
  const one = [route(['llama'])];
  const two = [route(['llama', 'next'])];
  test.each<[GatewayImplementation, number, number]>([
    [GatewayImplementation.ISTIO, 0, 0],
    [GatewayImplementation.AGENTGATEWAY, 0, 0],
    [GatewayImplementation.NGINX_GATEWAY_FABRIC, 0, 0],
    [GatewayImplementation.GKE, 0, 0],
    [GatewayImplementation.ENVOY_GATEWAY, 0, 1],
    [GatewayImplementation.KGATEWAY, 1, 1],
    [GatewayImplementation.CILIUM, 1, 1],
    [GatewayImplementation.TRAEFIK, 1, 1],
    [GatewayImplementation.OTHER, 0, 0],
  ])('%s: %i findings for one pool, %i for two by weight', (implementation, forOne, forTwo) => {
    expect(check(poolGateway, one, declared(implementation))).toHaveLength(forOne);
    expect(check(poolGateway, two, declared(implementation))).toHaveLength(forTwo);
  });

  test('finds a GRPCRoute to a pool, whatever the gateway', () => {
    expect(check(poolGateway, [route(['llama'], 'GRPCRoute')])).toEqual([expect.stringContaining('from a GRPCRoute')]);
  });
});

test('a route to a pool that there is not is found where there are others', () => {
  expect(check(existingBackends, [pool(), route(['rose'])])).toEqual([
    expect.stringContaining(
      "spec.rules[0].backendRefs[0] must be an InferencePool that exists, got 'rose' in the namespace 'llm', which has llama",
    ),
  ]);
  expect(check(existingBackends, [route(['rose'])])).toEqual([]);
});

describe('network policies', () => {
  const picked = [pool(), service(), pod('llama-epp'), pod('llama'), route(['llama'])];
  const context = declared(GatewayImplementation.AGENTGATEWAY);
  const ingress = (from: string, port: number, selector = '{}') =>
    policy(
      `{ podSelector: ${selector}, policyTypes: [Ingress], ingress: [{ from: [${from}], ports: [{ port: ${port} }] }] }`,
    );
  const gateways = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: gateways } } }';

  test('that shut the gateway out from the pods of a pool are found as for a Service', () => {
    const shut = ingress('{ podSelector: {} }', 8000, '{ matchLabels: { app: llama } }');
    expect(check(routedBackendsReachable, [...picked, shut], context)).toEqual([
      expect.stringContaining("leads to 'app/0', and there to port 8000 of the pods of 'app/3'"),
    ]);
    const open = ingress(gateways, 8000, '{ matchLabels: { app: llama } }');
    expect(check(routedBackendsReachable, [...picked, open], context)).toEqual([]);
  });

  test('that shut the gateway out from the picker are found', () => {
    const selector = '{ matchLabels: { app: llama-epp } }';
    expect(check(pickerReachable, [...picked, ingress('{ podSelector: {} }', 9002, selector)], context)).toEqual([
      expect.stringContaining("whose picker 'app/2' is asked on port 9002"),
    ]);
    expect(check(pickerReachable, [...picked, ingress(gateways, 9002, selector)], context)).toEqual([]);
  });

  test('that shut the picker in are found: from metrics, and from the API server', () => {
    const shut = policy('{ podSelector: { matchLabels: { app: llama-epp } }, policyTypes: [Egress] }');
    expect(check(pickerReachable, [...picked, shut], context)).toEqual([
      expect.stringContaining('reads metrics of the pods of'),
      expect.stringContaining('watches pods through the API server'),
    ]);
    const far = policy(
      '{ podSelector: { matchLabels: { app: llama-epp } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.1/32 } }], ports: [{ port: 443 }] }, { to: [{ podSelector: {} }] }] }',
    );
    expect(check(pickerReachable, [...picked, far], context)).toEqual([]);
  });

  test('that shut the metrics of the pods to the picker are found', () => {
    const shut = ingress(gateways, 8000, '{ matchLabels: { app: llama } }');
    expect(check(pickerReachable, [...picked, shut], context)).toEqual([
      expect.stringContaining("reads metrics of the pods of 'app/3' on port 8000"),
    ]);
  });
});
