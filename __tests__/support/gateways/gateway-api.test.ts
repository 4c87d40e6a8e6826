import { answer, type Answer, type GatewayApiImplementation, type GatewayRequest } from '.';
import { httpRoute, manifests, middleware, pathPrefix, services, toBackend, traefikService } from './objects';

const envoy: GatewayApiImplementation = { kind: 'gateway-api', implementation: 'envoy-gateway' };
const traefik: GatewayApiImplementation = { kind: 'gateway-api', implementation: 'traefik' };
const pool = services('a', 'b', 'c', 'other/a');
const exact = (value: string, rest: object = {}): object => ({ path: { type: 'Exact', value }, ...rest });
const header = (value: string, name = 'x'): object => ({ name, value });

function ask(
  objects: readonly object[],
  request: Partial<GatewayRequest> = {},
  implementation = envoy,
  surroundings = {},
): Answer {
  return answer([...pool, ...objects], implementation, { host: 'h.example.com', path: '/', ...request }, surroundings);
}

function reached(given: Answer): string {
  return given.outcome === 'forward' ? Object.keys(given.backends).join() : given.outcome + String(given.status);
}

// https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch and #httppathmatch
describe('matches', () => {
  it.each<[object, Partial<GatewayRequest>, boolean]>([
    [pathPrefix('/abc'), { path: '/abc' }, true],
    [pathPrefix('/abc'), { path: '/abc/' }, true],
    [pathPrefix('/abc'), { path: '/abc/def' }, true],
    [pathPrefix('/abc'), { path: '/abcd' }, false],
    [pathPrefix('/abc/'), { path: '/abc' }, true],
    [exact('/abc'), { path: '/abc' }, true],
    [exact('/abc'), { path: '/abc/' }, false],
    [{}, { path: '/any' }, true],
    [{ method: 'POST' }, { method: 'POST' }, true],
    [{ method: 'POST' }, {}, false],
    [{ headers: [header('1')] }, { headers: { X: '1' } }, true],
    [{ headers: [header('1')] }, { headers: { X: '2' } }, false],
    [{ headers: [header('1'), header('2', 'y')] }, { headers: { X: '1' } }, false],
    [
      { headers: [{ type: 'RegularExpression', ...header('(^|.*; )canary=1(;.*|$)', 'Cookie') }] },
      { headers: { cookie: 'a=b; canary=1' } },
      true,
    ],
    [{ queryParams: [header('1')] }, { path: '/?x=1' }, true],
    [{ queryParams: [header('1')] }, { path: '/?x=2' }, false],
    [pathPrefix('/abc', { method: 'GET', headers: [header('1')] }), { path: '/abc' }, false],
  ])('%j on %j: %s', (match, request, expected) => {
    for (const implementation of [envoy, traefik]) {
      expect(ask([httpRoute([toBackend(match, 'a')])], request, implementation).outcome === 'forward').toBe(expected);
    }
  });

  it('are alternatives of a rule', () => {
    const rule = { matches: [pathPrefix('/a'), pathPrefix('/b')], backendRefs: [{ name: 'a', port: 80 }] };
    expect(['/a', '/b', '/c'].map((path) => reached(ask([httpRoute([rule])], { path })))).toEqual([
      'shop/a:80',
      'shop/a:80',
      'reply404',
    ]);
  });

  it('by regular expression take all of a text in Envoy, a part of it in Traefik', () => {
    const rule = toBackend({ path: { type: 'RegularExpression', value: '/v[0-9]' } }, 'a');
    const outcomes = [envoy, traefik].map((each) => ask([httpRoute([rule])], { path: '/v1/x' }, each).outcome);
    expect(outcomes).toEqual(['reply', 'forward']);
  });
});

// https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule: the first is taken whatever the order.
describe('precedence', () => {
  it.each<[string, object, object, Partial<GatewayRequest>]>([
    ['exact paths before prefixes', exact('/a/b'), pathPrefix('/a/b'), { path: '/a/b' }],
    ['longer prefixes', pathPrefix('/a/b'), pathPrefix('/a'), { path: '/a/b' }],
    [
      'methods',
      pathPrefix('/a', { method: 'GET' }),
      pathPrefix('/a', { headers: [header('1')] }),
      { path: '/a', headers: { x: '1' } },
    ],
    [
      'more headers',
      { headers: [header('1'), header('2', 'y')] },
      { headers: [header('1')] },
      { headers: { x: '1', y: '2' } },
    ],
    [
      'headers before query parameters',
      { headers: [header('1')] },
      { queryParams: [header('1')] },
      { path: '/?x=1', headers: { x: '1' } },
    ],
    [
      'more query parameters',
      { queryParams: [header('1'), header('2', 'y')] },
      { queryParams: [header('1')] },
      { path: '/?x=1&y=2' },
    ],
  ])('%s', (_, first, second, request) => {
    const orders = [
      [toBackend(first, 'a'), toBackend(second, 'b')],
      [toBackend(second, 'b'), toBackend(first, 'a')],
    ];
    for (const implementation of [envoy, traefik]) {
      for (const rules of orders) expect(reached(ask([httpRoute(rules)], request, implementation))).toBe('shop/a:80');
    }
  });

  it('goes to the first rule, the older route, the first name', () => {
    const rules = [toBackend(pathPrefix('/'), 'a'), toBackend(pathPrefix('/'), 'b')];
    expect(reached(ask([httpRoute(rules)]))).toBe('shop/a:80');
    const routes = [httpRoute([rules[1]], {}, 'z'), httpRoute([rules[0]], {}, 'y')];
    expect(reached(ask(routes))).toBe('shop/a:80');
  });

  it('goes by hostname first: https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec', () => {
    const routes = [
      httpRoute([toBackend(pathPrefix('/a'), 'a')], { hostnames: ['*.example.com'] }, 'wild'),
      httpRoute([toBackend(pathPrefix('/'), 'b')], { hostnames: ['h.example.com'] }, 'exact'),
      httpRoute([toBackend(pathPrefix('/a/b'), 'c')], {}, 'any'),
    ];
    expect(reached(ask(routes, { path: '/a/b' }))).toBe('shop/b:80');
    expect(reached(ask(routes, { path: '/a/b', host: 'x.y.example.com' }))).toBe('shop/a:80');
    expect(reached(ask(routes, { path: '/a/b', host: 'example.com' }))).toBe('shop/c:80');
  });

  it('is computed by Traefik, which then differs from the specification', () => {
    const hosts = [
      httpRoute([toBackend(pathPrefix('/a'), 'a')], { hostnames: ['*.example.com'] }, 'wild'),
      httpRoute([toBackend(pathPrefix('/'), 'b')], { hostnames: ['h.example.com'] }, 'exact'),
    ];
    const byHost = ask(hosts, { path: '/a' }, traefik);
    expect(reached(byHost)).toBe('shop/a:80');
    expect(byHost.notes).toEqual(['precedence: the Gateway API would take HTTPRoute/shop/exact rules[0]']);
    const methods = [toBackend(pathPrefix('/v1', { method: 'GET' }), 'a'), toBackend(pathPrefix('/v1/models'), 'b')];
    expect(reached(ask([httpRoute(methods)], { path: '/v1/models' }, traefik))).toBe('shop/a:80');
    expect(reached(ask([httpRoute(methods)], { path: '/v1/models' }))).toBe('shop/b:80');
  });

  it('falls through to wider hostnames on Traefik only, unless told so', () => {
    const routes = [
      httpRoute([toBackend(pathPrefix('/a'), 'a')], { hostnames: ['h.example.com'] }, 'exact'),
      httpRoute([toBackend(pathPrefix('/'), 'b')], { hostnames: ['*.example.com'] }, 'wild'),
    ];
    expect(reached(ask(routes, { path: '/b' }, traefik))).toBe('shop/b:80');
    expect(reached(ask(routes, { path: '/b' }))).toBe('reply404');
    expect(reached(ask(routes, { path: '/b' }, { ...envoy, hostsFallThrough: true }))).toBe('shop/b:80');
  });
});

// https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref
describe('backends', () => {
  const to = (...backendRefs: object[]): object => httpRoute([{ matches: [pathPrefix('/')], backendRefs }]);
  const a = (weight: number, rest: object = {}): object => ({ name: 'a', port: 80, weight, ...rest });

  it('share by weight, 1 by default, 0 for none', () => {
    const refs = [a(3), { name: 'b', port: 80 }, { name: 'c', port: 80, weight: 0 }];
    expect(ask([to(...refs)])).toHaveProperty('backends', { 'shop/a:80': '3/4', 'shop/b:80': '1/4' });
  });

  it('without a positive weight leave 500, 503 on Traefik', () => {
    expect(reached(ask([to(a(0))]))).toBe('reply500');
    expect(reached(ask([to(a(0))], {}, traefik))).toBe('reply503');
    expect(reached(ask([to()]))).toBe('reply500');
  });

  it.each([
    ['that do not exist', { name: 'gone', port: 80, weight: 1 }, '500'],
    ['without the port', { name: 'b', port: 81, weight: 1 }, '500'],
    ['of another namespace', { name: 'a', namespace: 'other', port: 80, weight: 1 }, '500'],
    ['of another kind', { name: 'a', kind: 'Pod', weight: 1 }, '500'],
    ['without endpoints', { name: 'b', port: 80, weight: 1 }, '503'],
  ])('%s cost their own share', (_, ref, status) => {
    const given = ask([to(a(9), ref)], {}, envoy, { endpoints: { 'shop/b': 0 } });
    expect(given).toMatchObject({ backends: { 'shop/a:80': '9/10', [`status ${status}`]: '1/10' } });
  });

  it.each([
    ['HTTPRoute', 'shop', 'Service', undefined, true],
    ['HTTPRoute', 'shop', 'Service', 'a', true],
    ['HTTPRoute', 'shop', 'Service', 'b', false],
    ['GRPCRoute', 'shop', 'Service', undefined, false],
    ['HTTPRoute', 'elsewhere', 'Service', undefined, false],
    ['HTTPRoute', 'shop', 'Secret', undefined, false],
  ])(
    'of another namespace need a ReferenceGrant there: from %s of %s to %s %s: %s',
    (kind, namespace, toKind, name, ok) => {
      const grant = {
        apiVersion: 'gateway.networking.k8s.io/v1beta1',
        kind: 'ReferenceGrant',
        metadata: { name: 'g', namespace: 'other' },
        spec: {
          from: [{ group: 'gateway.networking.k8s.io', kind, namespace }],
          to: [{ group: '', kind: toKind, ...(name === undefined ? {} : { name }) }],
        },
      };
      const given = ask([grant, to(a(1, { namespace: 'other' }))]);
      expect(reached(given)).toBe(ok ? 'other/a:80' : 'reply500');
    },
  );

  it('are TraefikServices on Traefik', () => {
    const mirroring = { name: 'a', port: 80, mirrors: [{ name: 'b', port: 80, percent: 20 }] };
    const ref = { group: 'traefik.io', kind: 'TraefikService', name: 'm', weight: 1 };
    const objects = [traefikService('m', { mirroring }), to(ref)];
    expect(ask(objects, {}, traefik)).toMatchObject({ backends: { 'shop/a:80': '1' }, mirrors: { 'shop/b:80': 20 } });
    expect(reached(ask(objects))).toBe('reply500');
  });

  it('are spoken to as their appProtocol says, which Traefik insists to know', () => {
    const service = (appProtocol: string): object =>
      manifests(
        `{ apiVersion: v1, kind: Service, metadata: { name: p }, spec: { ports: [{ port: 80, appProtocol: ${appProtocol} }] } }`,
      )[0];
    const route = to({ name: 'p', port: 80 });
    const given = ask([service('kubernetes.io/h2c'), route], {}, traefik);
    expect(given).toMatchObject({ seen: { 'shop/p:80': { protocol: 'h2c' } } });
    expect(reached(ask([service('grpc'), route], {}, traefik))).toBe('reply500');
  });
});

// https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter
describe('filters', () => {
  const through = (filter: object, path = '/', implementation = envoy, match: object = pathPrefix('/')): Answer =>
    ask(
      [httpRoute([toBackend(match, 'a', { filters: [filter] })])],
      { path, headers: { 'X-Old': '1' } },
      implementation,
    );

  it.each<[object, string, string, string]>([
    [{ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } }, '/foo/bar?q', '/x/bar?q', 'h.example.com'],
    [{ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } }, '/foo', '/', 'h.example.com'],
    [{ path: { type: 'ReplaceFullPath', replaceFullPath: '/x' } }, '/foo/bar', '/x', 'h.example.com'],
    [{ hostname: 'i' }, '/foo', '/foo', 'i'],
  ])('URLRewrite %j makes %s to %s at %s', (urlRewrite, path, expected, host) => {
    const given = through({ type: 'URLRewrite', urlRewrite }, path, envoy, pathPrefix('/foo'));
    expect(given).toMatchObject({ seen: { 'shop/a:80': { path: expected, host } } });
  });

  it.each<[object, number, string]>([
    [{ scheme: 'https', statusCode: 301 }, 301, 'https://h.example.com/foo/x?q'],
    [{ scheme: 'https', port: 8443 }, 302, 'https://h.example.com:8443/foo/x?q'],
    [{ hostname: 'i', statusCode: 308 }, 308, 'http://i/foo/x?q'],
    [{ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/y' } }, 302, 'http://h.example.com/y/x?q'],
  ])('RequestRedirect %j redirects with %d to %s', (requestRedirect, status, location) => {
    const rule = { matches: [pathPrefix('/foo')], filters: [{ type: 'RequestRedirect', requestRedirect }] };
    const request = { scheme: 'http', path: '/foo/x?q' } as const;
    expect(ask([httpRoute([rule])], request)).toMatchObject({ outcome: 'redirect', status, location });
  });

  it('header modifiers set, add and remove', () => {
    const modifier = { set: [{ name: 'A', value: '1' }], add: [{ name: 'X-Old', value: '2' }], remove: [] };
    expect(through({ type: 'RequestHeaderModifier', requestHeaderModifier: modifier })).toMatchObject({
      seen: { 'shop/a:80': { added: { a: '1', 'x-old': '1,2' }, removed: [] } },
    });
    expect(through({ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x-old'] } })).toMatchObject({
      seen: { 'shop/a:80': { added: {}, removed: ['x-old'] } },
    });
  });

  it.each<[object, number]>([
    [{}, 100],
    [{ percent: 42 }, 42],
    [{ fraction: { numerator: 1, denominator: 8 } }, 12.5],
    [{ percent: 0 }, 0],
  ])('RequestMirror %j copies %d percent', (part, percent) => {
    const requestMirror = { backendRef: { name: 'b', port: 80 }, ...part };
    expect(through({ type: 'RequestMirror', requestMirror })).toMatchObject({
      backends: { 'shop/a:80': '1' },
      mirrors: percent === 0 ? {} : { 'shop/b:80': percent },
    });
  });

  it('that an implementation does not have cost the request, as they must not be skipped', () => {
    const requestMirror = { backendRef: { name: 'b', port: 80 } };
    expect(through({ type: 'RequestMirror', requestMirror }, '/', traefik)).toMatchObject({ status: 500 });
    expect(through({ type: 'Odd' })).toMatchObject({ status: 500 });
  });

  it('may be Middlewares of the same namespace on Traefik', () => {
    const extensionRef = { group: 'traefik.io', kind: 'Middleware', name: 'm' };
    const rule = toBackend(pathPrefix('/'), 'a', { filters: [{ type: 'ExtensionRef', extensionRef }] });
    const objects = [middleware('m', { stripPrefix: { prefixes: ['/x'] } }), httpRoute([rule])];
    expect(ask(objects, { path: '/x/y' }, traefik)).toMatchObject({ seen: { 'shop/a:80': { path: '/y' } } });
    expect(ask(objects, { path: '/x/y' })).toMatchObject({ status: 500 });
  });

  it('do not include timeouts, which implementations keep or ignore', () => {
    const rule = toBackend(pathPrefix('/'), 'a', { timeouts: { request: '10s' } });
    expect(ask([httpRoute([rule])])).toMatchObject({ passes: [{ kind: 'timeouts', config: { request: '10s' } }] });
    expect(ask([httpRoute([rule])], {}, traefik)).toMatchObject({
      passes: [],
      notes: ['ignored: timeouts.request of HTTPRoute/shop/models rules[0]'],
    });
  });
});
