import { answer, type Answer, describeAnswer, type GatewayRequest, type TraefikImplementation } from '.';
import { ingressRoute, middleware, services, toService } from './objects';
import { compileRule } from './traefik/matchers';

const chart: TraefikImplementation = {
  kind: 'traefik',
  allowEmptyServices: true,
  allowCrossNamespace: false,
  version: '3.7',
};
const pool = services('a', 'b', 'other/a');

function ask(objects: readonly object[], request: Partial<GatewayRequest> = {}, facts = {}): Answer {
  return answer([...pool, ...objects], { ...chart, ...facts }, { host: 'h', path: '/', ...request });
}

/** What a rule makes of `METHOD scheme://host/path?query` and headers. */
function matches(rule: string, url: string, headers: Record<string, string> = {}): boolean {
  const [method = '', rest = ''] = url.split(' ');
  const [host = '', ...path] = rest.split('/');
  const route = ingressRoute([toService(rule, 'a')]);
  const request = { method, host, path: `/${path.join('/')}`, headers, clientIp: '10.1.2.3' };
  return ask([route], request).outcome === 'forward';
}

describe('rules: https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/', () => {
  it.each<[string, string, boolean]>([
    ['Host(`example.com`)', 'GET example.com/', true],
    ['Host(`example.com`)', 'GET EXAMPLE.com:8443/', true],
    ['Host(`example.com`)', 'GET a.example.com/', false],
    ['HostRegexp(`^.+\\.example\\.com$`)', 'GET a.example.com/', true],
    ['HostRegexp(`^.+\\.example\\.com$`)', 'GET example.com/', false],
    ['Path(`/products`)', 'GET h/products', true],
    ['Path(`/products`)', 'GET h/products/', false],
    ['PathPrefix(`/v1`)', 'GET h/v1beta', true],
    ['PathPrefix(`/foo bar`)', 'GET h/foo%20bar', true],
    ['PathPrefix(`/a/b`)', 'GET h/a%2Fb', false],
    ['Path(`/v1`) || PathPrefix(`/v1/`)', 'GET h/v1beta', false],
    ['Path(`/v1`) || PathPrefix(`/v1/`)', 'GET h/v1', true],
    ['Path(`/v1`) || PathPrefix(`/v1/`)', 'GET h/v1/x', true],
    ['PathRegexp(`^/products/(shoes|socks)/[0-9]+$`)', 'GET h/products/socks/7', true],
    ['PathRegexp(`\\.(jpeg|jpg|png)$`)', 'GET h/a.png', true],
    ['PathRegexp(`(?i)\\.PNG$`)', 'GET h/a.png', true],
    ['Method(`OPTIONS`)', 'OPTIONS h/', true],
    ['Method(`options`)', 'OPTIONS h/', true],
    ['Method(`OPTIONS`)', 'GET h/', false],
    ['Query(`mobile`, `true`)', 'GET h/?mobile=true', true],
    ['Query(`mobile`, `true`)', 'GET h/?mobile=false', false],
    ['Query(`mobile`)', 'GET h/?mobile', true],
    ['QueryRegexp(`mobile`, `^(true|yes)$`)', 'GET h/?mobile=yes', true],
    ['ClientIP(`10.0.0.0/8`)', 'GET h/', true],
    ['ClientIP(`192.168.1.7`)', 'GET h/', false],
    ['!Path(`/a`)', 'GET h/b', true],
    ['Host(`h`) && !(Path(`/a`) || Path(`/b`))', 'GET h/b', false],
    ['Path(`/a`) || Path(`/b`) && Method(`POST`)', 'GET h/a', true],
    ['(Path(`/a`) || Path(`/b`)) && Method(`POST`)', 'GET h/a', false],
    ['Host("h") && path("/a")', 'GET h/a', true],
    ['Path(`/b`)', 'GET h/a/../b', true],
  ])('%s on %s: %s', (rule, url, expected) => {
    expect(matches(rule, url)).toBe(expected);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['Header(`Content-Type`, `application/yaml`)', { 'content-type': 'application/yaml' }, true],
    ['Header(`Content-Type`, `application/yaml`)', { 'content-type': 'application/json' }, false],
    ['Header(`X-Canary`, `yes`)', {}, false],
    ['HeaderRegexp(`Content-Type`, `^application/(json|yaml)$`)', { 'Content-Type': 'application/json' }, true],
    ['HeaderRegexp(`Cookie`, `(^|; )canary=always(;|$)`)', { Cookie: 'a=1; canary=always' }, true],
  ])('%s on %j: %s', (rule, headers, expected) => {
    expect(matches(rule, 'GET h/', headers)).toBe(expected);
  });

  it.each([
    "Host('example.com')",
    'Host(`a`, `b`)',
    'Headers(`a`, `b`)',
    'Path(`products`)',
    'PathPrefix(`v1`)',
    'Host(`a`) &&',
    'Host(`a`',
    'PathRegexp(`(`)',
    'HeaderRegexp(`a`, `(?=b)`)',
    'Header(`a`)',
    '',
  ])('refuses %s', (rule) => {
    expect(typeof compileRule(rule)).toBe('string');
  });

  it('takes the longer rule, whatever it says', () => {
    const routes = [toService('PathPrefix(`/a/b`)', 'a'), toService('PathPrefix(`/a`) && Method(`GET`)', 'b')];
    expect(describeAnswer(ask([ingressRoute(routes)], { path: '/a/b' }))).toMatch('1 to shop/b:80');
  });

  it('takes the higher priority over the longer rule', () => {
    const routes = [toService('PathPrefix(`/a/b`)', 'a', { priority: 100 }), toService('PathPrefix(`/a/b/c`)', 'b')];
    expect(describeAnswer(ask([ingressRoute(routes)], { path: '/a/b/c' }))).toMatch('1 to shop/a:80');
  });

  it('reads a priority of 0 as none', () => {
    const routes = [toService('PathPrefix(`/a/b`)', 'a', { priority: 0 }), toService('PathPrefix(`/a`)', 'b')];
    expect(describeAnswer(ask([ingressRoute(routes)], { path: '/a/b' }))).toMatch('1 to shop/a:80');
  });

  it('notes routers of the same priority', () => {
    const uneven = [toService('PathPrefix(`/a`)', 'a'), toService('PathRegexp(`^/a`)', 'b')];
    expect(ask([ingressRoute(uneven)], { path: '/a' }).notes).toEqual([]);
    const even = [toService('Path(`/a`)', 'a', { priority: 5 }), toService('PathPrefix(`/`)', 'b', { priority: 5 })];
    expect(ask([ingressRoute(even)], { path: '/a' }).notes.join()).toMatch(/^tie: /);
  });

  it('lets the last of two routes with the same match win', () => {
    const routes = [toService('Path(`/a`)', 'a'), toService('Path(`/a`)', 'b')];
    const given = ask([ingressRoute(routes)], { path: '/a' });
    expect(describeAnswer(given)).toMatch('1 to shop/b:80');
    expect(given.notes.join()).toMatch(/^name: /);
  });
});

describe('entry points: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/', () => {
  const route = (rest: object): object => ingressRoute([toService('Path(`/`)', 'a')], 'models', rest);
  const bare = { entryPoints: { web: { scheme: 'http' }, websecure: { scheme: 'https' } } };

  it.each<[string, object, object, string, string]>([
    ['all of them by default', {}, {}, 'http', 'forward'],
    ['all of them by default', {}, {}, 'https', 'forward'],
    ['those named only', { entryPoints: ['websecure'] }, {}, 'http', 'reply'],
    ['a router with tls is for https only', { tls: {} }, {}, 'http', 'reply'],
    ['a router with tls is for https only', { tls: {} }, bare, 'https', 'forward'],
    ['a router without tls is not for https', {}, bare, 'https', 'reply'],
  ])('%s: %j, %j, by %s: %s', (_, rest, facts, scheme, outcome) => {
    expect(ask([route(rest)], { scheme: scheme as 'http' }, facts).outcome).toBe(outcome);
  });
});

describe('middlewares: https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/overview/', () => {
  const through = (spec: object, request: Partial<GatewayRequest> = {}): Answer =>
    ask(
      [middleware('m', spec), ingressRoute([toService('PathPrefix(`/`)', 'a', { middlewares: [{ name: 'm' }] })])],
      request,
    );

  it.each<[object, string, string]>([
    [{ stripPrefix: { prefixes: ['/foobar', '/fiibar'] } }, '/fiibar/x', '/x'],
    [{ stripPrefix: { prefixes: ['/products'] } }, '/productsextra', '/extra'],
    [{ stripPrefix: { prefixes: ['/products'] } }, '/products?a=b', '/?a=b'],
    [{ addPrefix: { prefix: '/foo' } }, '/bar?a=b', '/foo/bar?a=b'],
    [{ replacePath: { path: '/foo' } }, '/bar?a=b', '/foo?a=b'],
    [{ replacePathRegex: { regex: '^/foo/(.*)', replacement: '/bar/$1' } }, '/foo/a%20b?c', '/bar/a%20b?c'],
    [{ replacePathRegex: { regex: '^/foo/(.*)', replacement: '' } }, '/foo/a', '/foo/a'],
    [{ replacePathRegex: { regex: '^/foo(/|$)(.*)', replacement: '/$2' } }, '/foo', '/'],
  ])('%j makes %s to %s', (spec, path, expected) => {
    expect(through(spec, { path })).toMatchObject({ seen: { 'shop/a:80': { path: expected } } });
  });

  it.each<[object, Partial<GatewayRequest>, number, string]>([
    [{ redirectScheme: { scheme: 'https', permanent: true } }, { scheme: 'http' }, 301, 'https://h/x?y'],
    [{ redirectScheme: { scheme: 'https' } }, { scheme: 'http' }, 302, 'https://h/x?y'],
    [{ redirectScheme: { scheme: 'https' } }, { scheme: 'http', method: 'POST' }, 307, 'https://h/x?y'],
    [
      { redirectScheme: { scheme: 'https', permanent: true } },
      { scheme: 'http', method: 'POST' },
      308,
      'https://h/x?y',
    ],
    [{ redirectScheme: { scheme: 'https', port: '8443' } }, { scheme: 'http' }, 302, 'https://h:8443/x?y'],
    [{ redirectScheme: { scheme: 'https', port: '443' } }, { scheme: 'http', host: 'h:8080' }, 302, 'https://h/x?y'],
    [{ redirectRegex: { regex: '^https://h/(.*)', replacement: 'https://i/${1}' } }, {}, 302, 'https://i/x?y'],
  ])('%j on %j redirects with %d to %s', (spec, request, status, location) => {
    expect(through(spec, { path: '/x?y', ...request })).toMatchObject({ outcome: 'redirect', status, location });
  });

  it('does not redirect to where the request is already', () => {
    expect(through({ redirectScheme: { scheme: 'https' } }, { scheme: 'https' }).outcome).toBe('forward');
  });

  it('sets, changes and removes headers', () => {
    const customRequestHeaders = { 'X-Added': 'b', 'X-Gone': '' };
    const headers = { 'X-Added': 'a', 'X-Gone': 'c' };
    expect(through({ headers: { customRequestHeaders } }, { headers })).toMatchObject({
      seen: { 'shop/a:80': { added: { 'x-added': 'b' }, removed: ['x-gone'] } },
    });
  });

  it('refuses bodies that are too large, and requests without credentials', () => {
    expect(through({ buffering: { maxRequestBodyBytes: 10 } }, { bodyBytes: 11 })).toMatchObject({ status: 413 });
    expect(through({ buffering: { maxRequestBodyBytes: 10 } }, { bodyBytes: 10 }).outcome).toBe('forward');
    expect(through({ basicAuth: { secret: 'users' } })).toMatchObject({ status: 401 });
    expect(through({ basicAuth: { secret: 'users' } }, { headers: { authorization: 'Basic x' } }).outcome).toBe(
      'forward',
    );
  });

  it('notes limits and forwarded authentication', () => {
    expect(through({ rateLimit: { average: 5 } })).toMatchObject({
      passes: [{ kind: 'rateLimit', from: 'Middleware/shop/m', config: { average: 5 } }],
    });
    expect(through({ forwardAuth: { address: 'http://auth' } })).toMatchObject({ passes: [{ kind: 'forwardAuth' }] });
  });

  it('answers preflight requests itself', () => {
    const headers = { Origin: 'https://o', 'Access-Control-Request-Method': 'POST' };
    const cors = { headers: { accessControlAllowOriginList: ['https://o'], accessControlAllowMethods: ['POST'] } };
    expect(through(cors, { method: 'OPTIONS', headers })).toMatchObject({ outcome: 'reply', status: 200 });
    expect(through(cors, { method: 'OPTIONS' }).outcome).toBe('forward');
  });

  it('goes through them in their order, and through chains', () => {
    const objects = [
      middleware('strip', { stripPrefix: { prefixes: ['/a'] } }),
      middleware('add', { addPrefix: { prefix: '/a' } }),
      middleware('both', { chain: { middlewares: [{ name: 'strip' }, { name: 'add' }] } }),
    ];
    const path = (...names: string[]): unknown => {
      const middlewares = names.map((name) => ({ name }));
      const given = ask([...objects, ingressRoute([toService('PathPrefix(`/a`)', 'a', { middlewares })])], {
        path: '/a/b',
      });
      return given.outcome === 'forward' && given.seen['shop/a:80']?.path;
    };
    expect([path('strip', 'add'), path('add', 'strip'), path('strip'), path('both')]).toEqual([
      '/a/b',
      '/a/b',
      '/b',
      '/a/b',
    ]);
    expect(path('strip', 'strip')).toBe('/b');
  });

  it.each<[string, object, object[]]>([
    ['of several types', { stripPrefix: { prefixes: ['/a'] }, addPrefix: { prefix: '/b' } }, [{ name: 'm' }]],
    ['of no type', {}, [{ name: 'm' }]],
    ['that does not exist', { compress: {} }, [{ name: 'gone' }]],
    ['in another namespace', { compress: {} }, [{ name: 'm', namespace: 'other' }]],
    ['with a bad expression', { replacePathRegex: { regex: '(', replacement: 'x' } }, [{ name: 'm' }]],
    [
      'with two source criteria',
      { rateLimit: { sourceCriterion: { requestHost: true, ipStrategy: {} } } },
      [{ name: 'm' }],
    ],
    ['inside of itself', { chain: { middlewares: [{ name: 'm' }] } }, [{ name: 'm' }]],
  ])('takes the router down for a middleware %s', (_, spec, middlewares) => {
    const route = ingressRoute([toService('PathPrefix(`/`)', 'a', { middlewares }), toService('Path(`/x`)', 'b')]);
    const given = ask([middleware('m', spec), route]);
    expect(given).toMatchObject({ outcome: 'reply', status: 404 });
    expect(given.notes.join()).toMatch(/routes\[0\] is (down|not built)/);
  });
});
