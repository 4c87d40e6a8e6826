import fc from 'fast-check';
import {
  Canary,
  CanaryStage,
  CidrPeer,
  ContainerImage,
  EndpointPicker,
  GatewayImplementation,
  type ITrafficTarget,
  ModelServer,
  PickerFailureMode,
  ServingRuntime,
  type TenantNamespace,
  TrafficSplit,
} from '../../lib';
import type { Manifest } from '../support/api-server/manifest';
import { allows } from '../support/api-server';
import { answer } from '../support/gateways';
import { manifestsFrom } from '../support/declare';
import { sound } from '../support/routes';
import { GATEWAY_PODS, gatewayFacts, LARGE, routed } from './support';

const RUNTIMES = {
  vllm: () => ServingRuntime.vllm({ model: 'm' }),
  sglang: () => ServingRuntime.sglang({ model: 'm' }),
  tensorRtLlm: () => ServingRuntime.tensorRtLlm({ model: 'm', metrics: true }),
  textGeneration: () => ServingRuntime.textGeneration({ model: 'm' }),
  triton: () => ServingRuntime.triton(),
};

const anyPool = fc.record({
  runtime: fc.constantFrom(...(Object.keys(RUNTIMES) as (keyof typeof RUNTIMES)[])),
  gateway: fc.constantFrom(
    GatewayImplementation.AGENTGATEWAY,
    GatewayImplementation.ISTIO,
    GatewayImplementation.NGINX_GATEWAY_FABRIC,
    GatewayImplementation.GKE,
  ),
  weight: fc.constantFrom(undefined, 0, 10, 50, 100),
  pickers: fc.integer({ min: 1, max: 3 }),
  isSecure: fc.boolean(),
  failureMode: fc.constantFrom(...Object.values(PickerFailureMode)),
  apiServer: fc.constantFrom([], ['10.0.0.1/32'], ['10.0.0.1/32', '10.0.1.0/24']),
  servingPortsOnly: fc.boolean(),
});
type AnyPool = typeof anyPool extends fc.Arbitrary<infer T> ? T : never;

const NEXT = ContainerImage.of('registry.example/next:2');
const { image, ...SERVER } = LARGE;

function targetOf({ runtime, weight }: AnyPool) {
  const server = { ...SERVER, runtime: RUNTIMES[runtime]() };
  return (tenant: TenantNamespace): ITrafficTarget =>
    weight === undefined
      ? new ModelServer(tenant, 'llama', { ...server, image })
      : new Canary(tenant, 'llama', {
          server,
          stable: { image },
          canary: { image: NEXT },
          replicas: 10,
          steps: [10, 50],
          stage:
            weight === 0
              ? CanaryStage.rolledBack()
              : weight === 100
                ? CanaryStage.promoted()
                : CanaryStage.weight(weight),
          split: TrafficSplit.byRoute(),
        });
}

const made = (any: AnyPool) =>
  sound(
    manifestsFrom(
      routed({
        gateway: gatewayFacts(any.gateway),
        tenant: { servingPortsOnly: any.servingPortsOnly },
        target: targetOf(any),
        pool: {
          failureMode: any.failureMode,
          picker: EndpointPicker.llmD({
            replicas: any.pickers,
            secureServing: any.isSecure,
            apiServer: any.apiServer.map((cidr) => CidrPeer.of(cidr)),
          }),
        },
      }).app,
    ),
  ).all as Manifest[];

const end = (namespace: string, labels: Record<string, string>) => ({
  namespace,
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
  labels,
});
const labelsOf = (workload: Manifest): Record<string, string> => (workload as any).spec.template.metadata.labels;
const isSelected = (labels: Record<string, string>, selector: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

test('any pool selects the pods of one version, whose picker reads them and whom the gateway reaches', () => {
  fc.assert(
    fc.property(anyPool, (any) => {
      const all = made(any);
      const workloads = all.filter(({ kind }) => kind === 'Deployment');
      const pools = all.filter(({ kind }) => kind === 'InferencePool') as any[];
      expect(pools).toHaveLength(any.weight === undefined ? 1 : 2);
      const gateway = end(GATEWAY_PODS.namespaceName, GATEWAY_PODS.podLabels);
      const owners = pools.map(({ metadata, spec }) => {
        const selected = workloads.filter((each) => isSelected(labelsOf(each), spec.selector.matchLabels));
        expect(selected).toHaveLength(1);
        const picker = workloads.find((each) => each.metadata.name === spec.endpointPickerRef.name) as any;
        expect(picker.spec.template.spec.containers[0].args).toContain(`--pool-name=${metadata.name}`);
        const [pods, picking] = [end('llm', labelsOf(selected[0])), end('llm', labelsOf(picker))];
        expect(allows(all, gateway, pods, spec.targetPorts[0].number, 'TCP')).toBe(true);
        expect(allows(all, gateway, picking, spec.endpointPickerRef.port.number, 'TCP')).toBe(true);
        const flag = (picker.spec.template.spec.containers[0].args as string[]).find((arg) =>
          arg.startsWith('--model-server-metrics-port='),
        );
        const metrics = flag === undefined ? spec.targetPorts[0].number : Number(flag.split('=')[1]);
        expect(allows(all, picking, pods, metrics, 'TCP')).toBe(true);
        return selected[0]?.metadata.name;
      });
      expect(new Set(owners).size).toBe(owners.length);
    }),
    { numRuns: 15 },
  );
});

test('requests reach the pools by the weights of the release, and no pool without a share', () => {
  const oracle = { agentgateway: 'agentgateway', istio: 'istio', 'nginx-gateway-fabric': 'nginx', gke: 'gke' } as const;
  fc.assert(
    fc.property(anyPool, (any) => {
      const found = answer(
        made(any),
        { kind: 'gateway-api', implementation: oracle[any.gateway as keyof typeof oracle] },
        { scheme: 'http', host: 'models.example.com', path: '/v1/models' },
      ) as { readonly outcome: string; readonly backends?: Readonly<Record<string, string>> };
      const weight = any.weight ?? 0;
      const expected = {
        ...(weight < 100 && { 'llm/pool/llama': shareOf(100 - weight) }),
        ...(weight > 0 && { 'llm/pool/llama-canary': shareOf(weight) }),
      };
      expect(found).toMatchObject({ outcome: 'forward' });
      expect(found.backends).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});

function shareOf(percent: number): string {
  const divisor = [100, 90, 50, 10].find((each) => percent % each === 0 && 100 % each === 0) ?? 10;
  return percent === 100 ? '1' : `${percent / divisor}/${100 / divisor}`;
}
