import { answer, type Answer, type GatewayApiImplementation, type GatewayRequest } from '.';
import { httpRoute, manifests, pathPrefix, services, toBackend } from './objects';

const envoy: GatewayApiImplementation = { kind: 'gateway-api', implementation: 'envoy-gateway' };
const traefik: GatewayApiImplementation = { kind: 'gateway-api', implementation: 'traefik' };
const pool = services('a', 'b', 'c');

function ask(objects: readonly object[], request: Partial<GatewayRequest> = {}, implementation = envoy): Answer {
  return answer([...pool, ...objects], implementation, { host: 'h.example.com', path: '/', ...request });
}

function reached(given: Answer): string {
  return given.outcome === 'forward' ? Object.keys(given.backends).join() : given.outcome + String(given.status);
}

// https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutematch and #grpcrouterule
describe('GRPCRoutes', () => {
  const call = { method: 'POST', path: '/iris.v1.Iris/Predict', headers: { 'content-type': 'application/grpc' } };
  const method = (fields: object): object => ({ method: fields });
  const grpc = (...rules: object[]): object => httpRoute(rules, {}, 'calls', 'GRPCRoute');

  it.each<[object, boolean]>([
    [{ service: 'iris.v1.Iris', method: 'Predict' }, true],
    [{ service: 'iris.v1.Iris' }, true],
    [{ method: 'Predict' }, true],
    [{ service: 'irisxv1.Iris' }, false],
    [{ service: 'iris.v1.Iris', method: 'Train' }, false],
    [{ type: 'RegularExpression', service: 'iris\\..*' }, true],
  ])('match %j: %s', (fields, expected) => {
    for (const implementation of [envoy, traefik]) {
      expect(ask([grpc(toBackend(method(fields), 'a'))], call, implementation).outcome === 'forward').toBe(expected);
    }
  });

  it('take the longer service, then the longer method', () => {
    const rules = [{}, method({ service: 'iris.v1.Iris' }), method({ service: 'iris.v1.Iris', method: 'Predict' })];
    const route = grpc(...rules.map((match, index) => toBackend(match, ['a', 'b', 'c'][index])));
    for (const implementation of [envoy, traefik]) {
      expect(reached(ask([route], call, implementation))).toBe('shop/c:80');
      expect(reached(ask([route], { ...call, path: '/iris.v1.Iris/Train' }, implementation))).toBe('shop/b:80');
      expect(reached(ask([route], { ...call, path: '/x.Y/Z' }, implementation))).toBe('shop/a:80');
    }
  });

  it('speak h2c', () => {
    expect(ask([grpc(toBackend({}, 'a'))], call, traefik)).toMatchObject({
      seen: { 'shop/a:80': { protocol: 'h2c' } },
    });
  });

  it('match a part of the path on Traefik', () => {
    const route = grpc(toBackend(method({ service: 'iris.v1.Iris', method: 'Predict' }), 'a'));
    const longer = { ...call, path: '/iris.v1.Iris/PredictAll' };
    expect([ask([route], longer).outcome, ask([route], longer, traefik).outcome]).toEqual(['reply', 'forward']);
  });
});

// https://gateway-api.sigs.k8s.io/reference/spec/#listener
describe('Gateways', () => {
  const gateway = (listeners: string): object =>
    manifests(
      `{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: public, namespace: gateways }, spec: { gatewayClassName: x, listeners: [${listeners}] } }`,
    )[0];
  const all = 'allowedRoutes: { namespaces: { from: All } }';
  const route = (rest: object = {}): object => httpRoute([toBackend(pathPrefix('/'), 'a')], rest);
  const attached = (sectionName: string): object => ({
    parentRefs: [{ name: 'public', namespace: 'gateways', sectionName }],
  });

  it.each<[string, object, 'http' | 'https', boolean]>([
    [`{ name: web, port: 80, protocol: HTTP, ${all} }`, {}, 'http', true],
    [`{ name: web, port: 80, protocol: HTTP, ${all} }`, {}, 'https', false],
    [`{ name: web, port: 80, protocol: HTTP, ${all} }`, attached('tls'), 'http', false],
    ['{ name: web, port: 80, protocol: HTTP }', {}, 'http', false],
    [
      '{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: shop } } } } }',
      {},
      'http',
      true,
    ],
    [
      `{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All }, kinds: [{ kind: GRPCRoute }] } }`,
      {},
      'http',
      false,
    ],
    [`{ name: web, port: 80, protocol: HTTP, hostname: "*.example.com", ${all} }`, {}, 'http', true],
    [`{ name: web, port: 80, protocol: HTTP, hostname: "*.example.org", ${all} }`, {}, 'http', false],
    [
      `{ name: tls, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: c }] }, ${all} }`,
      attached('tls'),
      'https',
      true,
    ],
    [
      `{ name: tls, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: c, namespace: shop }] }, ${all} }`,
      {},
      'https',
      false,
    ],
  ])('%s lets %j in by %s: %s', (listener, rest, scheme, expected) => {
    expect(ask([gateway(listener), route(rest)], { scheme }).outcome === 'forward').toBe(expected);
  });

  it('that are not among the manifests listen as told', () => {
    const listeners = [{ name: 'web', port: 8000, protocol: 'HTTP' }];
    const given = (name: string): Answer => ask([route(attached(name))], { scheme: 'http' }, { ...envoy, listeners });
    expect([reached(given('web')), reached(given('http'))]).toEqual(['shop/a:80', 'reply404']);
  });
});
