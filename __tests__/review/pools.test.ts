import { Canary, CanaryStage, GatewayImplementation, TrafficSplit } from '../../lib';
import { review } from '../../lib/review/review';
import { Manifests } from '../../lib/testing';
import { gatewayFacts, LARGE, routed } from '../pools/support';
import { reviewOf, sideOfObjects } from './support';

const server = (name: string, version: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: llm }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: registry.example/llama:${version} }] }
---`;
const pool = (app: string) => `
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: ${app} } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---`;
const route = (...backends: string[]) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: llama, namespace: llm }
spec:
  parentRefs: [{ name: inference }]
  hostnames: [models.example]
  rules: [{ backendRefs: [${backends.join(', ')}] }]`;
const POOL = '{ group: inference.networking.k8s.io, kind: InferencePool, name: llama }';
const SERVERS = server('blue', '1') + server('green', '2');

test('a route that moves from a Service to a pool is told, with the pods behind both', () => {
  const service = `
apiVersion: v1
kind: Service
metadata: { name: llama, namespace: llm }
spec: { selector: { app: blue }, ports: [{ port: 80 }] }
---`;
  const { traffic } = reviewOf(
    service + SERVERS + route('{ name: llama, port: 80 }'),
    service + SERVERS + pool('blue') + route(POOL),
  );
  expect(traffic.map(({ message }) => message)).toEqual([
    'models.example/ goes to InferencePool llama (100 %); before to llama (100 %)',
  ]);
  expect(traffic[0]?.after[0]?.workloads).toEqual(['Deployment blue']);
});

test('a pool that moves to other pods, or loses all of them, is told as a Service is', () => {
  const at = (app: string) => SERVERS + pool(app) + route(POOL);
  expect(reviewOf(at('blue'), at('green')).services.map(({ message }) => message)).toEqual([
    "InferencePool 'llama' in namespace 'llm' leads to Deployment green (2 pods) in place of Deployment blue (2 pods)",
  ]);
  const [lost] = reviewOf(at('blue'), at('nobody')).services;
  expect(lost).toMatchObject({ losesAll: true, message: expect.stringContaining('loses all of its pods') });
});

test('the shares of a canary are those of its pools', () => {
  const { image, ...rest } = LARGE;
  const at = (stage: CanaryStage) =>
    sideOfObjects(
      Manifests.fromApp(
        routed({
          gateway: gatewayFacts(GatewayImplementation.AGENTGATEWAY),
          target: (tenant) =>
            new Canary(tenant, 'chat', {
              server: rest,
              stable: { image },
              canary: { image },
              replicas: 4,
              steps: [25, 50],
              stage,
              split: TrafficSplit.byRoute(),
            }),
        }).app,
      ).all,
    );
  const [change] = review(at(CanaryStage.step(0)), at(CanaryStage.step(1).firstOfTwo())).releases;
  expect(change?.sides.map(({ weight }) => weight)).toEqual([
    { before: 75, after: 75 },
    { before: 25, after: 25 },
  ]);
  const [next] = review(at(CanaryStage.step(1).firstOfTwo()), at(CanaryStage.step(1))).releases;
  expect(next?.sides.map(({ weight }) => weight)).toEqual([
    { before: 75, after: 50 },
    { before: 25, after: 50 },
  ]);
  expect(next?.message).not.toContain('no route of these manifests');
});
