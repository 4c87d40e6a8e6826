import { Chart } from 'cdk8s';
import {
  CidrPeer,
  EndpointPicker,
  InferencePool,
  MetricsScraper,
  ModelServer,
  NamespacePeer,
  ServingApp,
  ServingRuntime,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { allows } from '../support/api-server';
import { manifestsFrom } from '../support/declare';
import { GATEWAY_PODS, LARGE, pooled, routed } from './support';

const pod = (namespace: string, labels: Record<string, string>) => ({
  namespace,
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
  labels,
});
const named = (name: string) => pod('llm', { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name });
const GATEWAY = pod(GATEWAY_PODS.namespaceName, GATEWAY_PODS.podLabels);
const [PICKER, MODEL, STRANGER] = [named('llama-epp'), named('llama'), pod('elsewhere', {})];

test('the gateway reaches the pods on their target port and the picker on 9002, and nothing else', () => {
  const { all } = manifestsFrom(routed().app);
  expect(allows(all, GATEWAY, MODEL, 8000, 'TCP')).toBe(true);
  expect(allows(all, GATEWAY, PICKER, 9002, 'TCP')).toBe(true);
  for (const port of [9003, 9090]) expect(allows(all, GATEWAY, PICKER, port, 'TCP')).toBe(false);
  for (const [to, port] of [
    [MODEL, 8000],
    [PICKER, 9002],
  ] as const)
    expect(allows(all, STRANGER, to, port, 'TCP')).toBe(false);
});

test('nobody of a gateway gets in without a route', () => {
  const { all } = manifestsFrom(pooled().app);
  expect(allows(all, GATEWAY, MODEL, 8000, 'TCP')).toBe(false);
  expect(allows(all, GATEWAY, PICKER, 9002, 'TCP')).toBe(false);
});

test('the picker reaches the metrics of its pods, also where neighbours do not', () => {
  const { all } = manifestsFrom(routed().app);
  expect(allows(all, PICKER, MODEL, 8000, 'TCP')).toBe(true);
  const shut = { server: { runtime: ServingRuntime.triton() }, tenant: { servingPortsOnly: true } };
  const { all: those } = manifestsFrom(routed(shut).app);
  expect(allows(those, PICKER, MODEL, 8002, 'TCP')).toBe(true);
  expect(allows(those, named('other'), MODEL, 8002, 'TCP')).toBe(false);
});

test('the picker reaches each of several target ports, in a chart without a tenant too', () => {
  const app = new ServingApp();
  const chart = new Chart(app, 'plain', { namespace: 'llm' });
  const target = new ModelServer(chart, 'llama', LARGE);
  new InferencePool(chart, 'llama', { target, targetPorts: [8000, 8001] });
  // No container declares the second port, which a runtime may listen on all the same.
  const { all } = Manifests.fromApp(app);
  for (const port of [8000, 8001]) expect(allows(all, PICKER, MODEL, port, 'TCP')).toBe(true);
  expect(allows(all, named('other'), MODEL, 8001, 'TCP')).toBe(false);
});

test('the picker reaches the API server on its ports, wherever it is, or at addresses that are declared', () => {
  const egressOf = (picker?: EndpointPicker): object[] =>
    manifestsFrom(pooled({ pool: { picker } }).app).get('NetworkPolicy', 'llama-epp').spec.egress;
  const ports = [
    { port: 443, protocol: 'TCP' },
    { port: 6443, protocol: 'TCP' },
  ];
  expect(egressOf()).toContainEqual({ ports });
  expect(egressOf(EndpointPicker.llmD({ apiServer: [CidrPeer.of('10.0.0.1/32')] }))).toContainEqual({
    ports,
    to: [{ ipBlock: { cidr: '10.0.0.1/32' } }],
  });
});

test('only the scraper reads the metrics of the picker where neighbours reach serving ports alone', () => {
  const metrics = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
  const { all } = manifestsFrom(pooled({ tenant: { servingPortsOnly: true }, cluster: { scraper: metrics } }).app);
  expect(allows(all, named('other'), PICKER, 9090, 'TCP')).toBe(false);
  expect(allows(all, pod('monitoring', {}), PICKER, 9090, 'TCP')).toBe(true);
});

test('a gateway whose pods nobody knows is let in by hand, to both', () => {
  const { app, pool } = pooled();
  pool.allowFrom(NamespacePeer.external('edge'));
  const { all } = manifestsFrom(app);
  const edge = pod('edge', {});
  expect(allows(all, edge, MODEL, 8000, 'TCP')).toBe(true);
  expect(allows(all, edge, PICKER, 9002, 'TCP')).toBe(true);
});
