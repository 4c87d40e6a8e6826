import { ClusterProfile, GatewayFacts, GatewayImplementation } from '../../../lib';
import type { Rule } from '../../../lib/rules/rule';
import { oneProtocolPerHost } from '../../../lib/rules/routes/one-protocol-per-host';
import { setOfYaml, texts } from '../../support/findings';

/** What a rule says of hand-made objects; the construct's path is the place in the text. */
const check = (rule: Rule, ...documents: string[]) => texts(rule, setOfYaml(...documents));

const object = (apiVersion: string, kind: string, id: string, spec: string) => {
  const [name, namespace] = id.split('/').reverse();
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: "${name}"${namespace === undefined ? '' : `, namespace: ${namespace}`} }\nspec: ${spec}`;
};
const gateway = (kind: string, id: string, spec: string) => object('gateway.networking.k8s.io/v1', kind, id, spec);
const http = (id: string, hostname: string, match: string, backend = '{ name: iris, port: 80 }') =>
  gateway(
    'HTTPRoute',
    id,
    `{ parentRefs: [{ name: shared, namespace: gw }], hostnames: [${hostname}], rules: [{ matches: [${match}], backendRefs: [${backend}] }] }`,
  );

describe('one-protocol-per-host', () => {
  const grpc = (hostname: string, listener = '') =>
    gateway(
      'GRPCRoute',
      'a/g',
      `{ parentRefs: [{ name: shared, namespace: gw${listener} }], hostnames: [${hostname}], rules: [{ matches: [{ method: { service: p.S } }] }] }`,
    );

  test('passes hosts and listeners apart', () => {
    expect(check(oneProtocolPerHost, http('a/x', 'a.example', '{}'), grpc('b.example'))).toEqual([]);
    const plain = http('a/x', 'a.example', '{}').replace('namespace: gw', 'namespace: gw, sectionName: http');
    expect(plain).toContain('sectionName');
    expect(check(oneProtocolPerHost, plain, grpc('a.example', ', sectionName: grpc'))).toEqual([]);
  });

  test('fails one host on one listener', () => {
    expect(check(oneProtocolPerHost, http('a/x', 'a.example', '{}'), grpc('a.example'))).toEqual([
      "'app/1': serves gRPC on the host 'a.example', on which 'app/0' serves HTTP; the gateway refuses one of them, give gRPC a host of its own",
    ]);
  });
});

describe('one-protocol-per-host, where the gateway serves both', () => {
  const className = (name: string) =>
    object('gateway.networking.k8s.io/v1', 'Gateway', 'gw/shared', `{ gatewayClassName: ${name}, listeners: [] }`);
  const classOf = (controller: string) =>
    object('gateway.networking.k8s.io/v1', 'GatewayClass', 'own', `{ controllerName: ${controller} }`);
  const both = [
    http('a/x', 'a.example', '{}'),
    gateway(
      'GRPCRoute',
      'a/g',
      '{ parentRefs: [{ name: shared, namespace: gw }], hostnames: [a.example], rules: [{ matches: [{ method: { service: p.S } }] }] }',
    ),
  ];
  test.each<[string, string[], number]>([
    ['Envoy Gateway by its class', [className('eg')], 0],
    ['kgateway by its class', [className('kgateway')], 0],
    ['Istio by its class', [className('istio')], 0],
    ['kgateway by its controller', [className('own'), classOf('kgateway.dev/kgateway')], 0],
    [
      'Envoy Gateway by its controller',
      [className('own'), classOf('gateway.envoyproxy.io/gatewayclass-controller')],
      0,
    ],
    ['Traefik', [className('traefik')], 1],
    ['Traefik under the name of another', [className('own'), classOf('traefik.io/gateway-controller')], 1],
    ['one of which nothing is known', [], 1],
  ])('%s', (_what, documents, count) => {
    expect(check(oneProtocolPerHost, ...documents, ...both)).toHaveLength(count);
  });

  test.each<[GatewayImplementation, number]>([
    [GatewayImplementation.ENVOY_GATEWAY, 0],
    [GatewayImplementation.KGATEWAY, 0],
    [GatewayImplementation.TRAEFIK, 1],
    [GatewayImplementation.CILIUM, 1],
    [GatewayImplementation.OTHER, 1],
  ])('by the declared facts: %s', (implementation, count) => {
    const facts = { implementation, gatewayName: 'shared', gatewayNamespaceName: 'gw' };
    const cluster = ClusterProfile.of({ gateway: GatewayFacts.gatewayApi(facts) })._facts();
    expect(texts(oneProtocolPerHost, setOfYaml(...both), { cluster, tenants: new Map() })).toHaveLength(count);
  });
});
