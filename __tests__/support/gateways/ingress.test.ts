import { answer, describeAnswer, type IngressImplementation } from '.';
import { ingress, middleware, services } from './objects';

const generic: IngressImplementation = { kind: 'ingress', controller: 'generic' };
const traefik: IngressImplementation = { kind: 'ingress', controller: 'traefik' };
const strict: IngressImplementation = { ...traefik, strictPrefixMatching: true };
const pool = services('a', 'b', 'c', 'd');

function reached(lines: readonly string[], implementation: IngressImplementation, url: string): string {
  const [host = '', ...path] = url.split('/');
  const given = answer([...pool, ingress(lines)], implementation, { host, path: `/${path.join('/')}` });
  return given.outcome === 'forward' ? Object.keys(given.backends).join() : describeAnswer(given);
}

describe('Kubernetes: https://kubernetes.io/docs/concepts/services-networking/ingress/#examples', () => {
  it.each<[string, readonly string[], string, string]>([
    ['Prefix / takes all paths', ['|/|Prefix->a'], 'x/any', 'a'],
    ['Exact /foo takes /foo', ['|/foo|Exact->a'], 'x/foo', 'a'],
    ['Exact /foo does not take /bar', ['|/foo|Exact->a'], 'x/bar', ''],
    ['Exact /foo does not take /foo/', ['|/foo|Exact->a'], 'x/foo/', ''],
    ['Exact /foo/ does not take /foo', ['|/foo/|Exact->a'], 'x/foo', ''],
    ['Prefix /foo takes /foo/', ['|/foo|Prefix->a'], 'x/foo/', 'a'],
    ['Prefix /foo/ takes /foo', ['|/foo/|Prefix->a'], 'x/foo', 'a'],
    ['Prefix /aaa/bb does not take /aaa/bbb', ['|/aaa/bb|Prefix->a'], 'x/aaa/bbb', ''],
    ['Prefix /aaa/bbb does not take /aaa/bbbxyz', ['|/aaa/bbb|Prefix->a'], 'x/aaa/bbbxyz', ''],
    ['the longer prefix wins', ['|/|Prefix->a', '|/aaa|Prefix->b'], 'x/aaa/ccc', 'b'],
    ['the longest prefix wins', ['|/|Prefix->a', '|/aaa|Prefix->b', '|/aaa/bbb|Prefix->c'], 'x/aaa/bbb', 'c'],
    ['what no longer prefix takes goes to /', ['|/|Prefix->a', '|/aaa|Prefix->b'], 'x/ccc', 'a'],
    ['Exact before Prefix', ['|/foo|Prefix->a', '|/foo|Exact->b'], 'x/foo', 'b'],
    ['case counts', ['|/foo|Prefix->a'], 'x/FOO', ''],
    ['*.foo.com takes one label', ['*.foo.com|/|Prefix->a'], 'bar.foo.com/', 'a'],
    ['*.foo.com does not take two', ['*.foo.com|/|Prefix->a'], 'baz.bar.foo.com/', ''],
    ['*.foo.com does not take foo.com', ['*.foo.com|/|Prefix->a'], 'foo.com/', ''],
    ['an exact host before a wildcard', ['*.foo.com|/|Prefix->a', 'x.foo.com|/|Prefix->b'], 'x.foo.com/', 'b'],
    ['a wildcard before no host', ['|/|Prefix->a', '*.foo.com|/|Prefix->b'], 'x.foo.com/', 'b'],
  ])('%s', (_, lines, url, expected) => {
    expect(reached(lines, generic, url)).toBe(expected === '' ? 'status 404' : `shop/${expected}:80`);
  });

  it('sends what nothing matches to the default backend', () => {
    const object = {
      ...ingress(['|/aaa|Prefix->a']),
      spec: { defaultBackend: { service: { name: 'd', port: { name: 'http' } } } },
    };
    expect(answer([...pool, object], generic, { host: 'x', path: '/ccc' })).toMatchObject({
      rule: 'Ingress/shop/models defaultBackend',
      backends: { 'shop/d:80': '1' },
    });
  });

  it('notes two Ingresses that want the same path', () => {
    const both = [ingress(['h|/a|Prefix->a']), ingress(['h|/a|Prefix->b'], 'other')];
    expect(answer([...pool, ...both], generic, { host: 'h', path: '/a' }).notes.join()).toMatch(/^tie: /);
  });

  it('answers 503 for Services that do not exist, lack the port or have no endpoints', () => {
    const object = ingress(['|/|Prefix->a']);
    expect(answer([object], generic, { host: 'x', path: '/' })).toMatchObject({ status: 503 });
    const empty = answer([...pool, object], generic, { host: 'x', path: '/' }, { endpoints: { 'shop/a': 0 } });
    expect(empty).toMatchObject({ status: 503 });
  });
});

describe('Traefik: https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress/', () => {
  // The cases of strict prefixes are those of TestStrictPrefixMatchingRule.
  it.each<[string, IngressImplementation, readonly string[], string, string]>([
    ['a prefix is a string', traefik, ['|/v1|Prefix->a'], 'x/v1beta', 'a'],
    ['strictly, it is not', strict, ['|/v1|Prefix->a'], 'x/v1beta', ''],
    ['strictly, /foo takes /foo', strict, ['|/foo|Prefix->a'], 'x/foo', 'a'],
    ['strictly, /foo takes /foo/bar', strict, ['|/foo|Prefix->a'], 'x/foo/bar', 'a'],
    ['strictly, /foo/ takes /foo', strict, ['|/foo/|Prefix->a'], 'x/foo', 'a'],
    ['strictly, / takes all', strict, ['|/|Prefix->a'], 'x/aaa/ccc', 'a'],
    ['a wildcard takes one label', traefik, ['*.foo.com|/|Prefix->a'], 'bar.foo.com/', 'a'],
    ['a wildcard does not take two', traefik, ['*.foo.com|/|Prefix->a'], 'baz.bar.foo.com/', ''],
    ['the longer rule wins', traefik, ['h|/a|Prefix->a', 'h|/a/b|Prefix->b'], 'h/a/b', 'b'],
    ['a missing Service leaves the path to others', traefik, ['h|/|Prefix->a', 'h|/a|Prefix->gone'], 'h/a', 'a'],
  ])('%s', (_, implementation, lines, url, expected) => {
    expect(reached(lines, implementation, url)).toBe(expected === '' ? 'status 404' : `shop/${expected}:80`);
  });

  it.each([
    ['h|/a|Prefix->a', 'h|/a|Exact->b', 'h', '/a'],
    ['*.foo.com|/a|Prefix->a', 'x.foo.com|/a|Prefix->b', 'x.foo.com', '/a'],
  ])('by rule length %s wins over %s, against Kubernetes', (winner, other, host, path) => {
    const given = answer([...pool, ingress([other, winner])], traefik, { host, path });
    expect(given).toMatchObject({ backends: { 'shop/a:80': '1' } });
    expect(given.notes.join()).toMatch('precedence: Kubernetes would take Ingress/shop/models rules[0]');
  });

  it('reads annotations: middlewares, priority, entry points', () => {
    const strip = middleware('strip', { stripPrefix: { prefixes: ['/a'] } });
    const annotated = ingress(['h|/a|Prefix->a'], 'models', {
      'traefik.ingress.kubernetes.io/router.middlewares': 'shop-strip@kubernetescrd',
      'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
    });
    const request = { host: 'h', path: '/a/x?y=1' };
    expect(answer([...pool, strip, annotated], traefik, request)).toMatchObject({
      seen: { 'shop/a:80': { path: '/x?y=1', stamped: { 'x-forwarded-prefix': '/a' } } },
    });
    expect(answer([...pool, strip, annotated], traefik, { ...request, scheme: 'http' })).toMatchObject({ status: 404 });
    expect(answer([...pool, annotated], traefik, request).notes.join()).toMatch(
      'is down: the middleware shop-strip does not exist',
    );
  });

  it('answers 503 for a Service without endpoints, or leaves the path out without allowEmptyServices', () => {
    const objects = [...pool, ingress(['h|/|Prefix->a'])];
    const empty = { endpoints: { 'shop/a': 0 } };
    const request = { host: 'h', path: '/' };
    expect(answer(objects, traefik, request, empty)).toMatchObject({ status: 503 });
    expect(answer(objects, { ...traefik, allowEmptyServices: false }, request, empty)).toMatchObject({ status: 404 });
  });
});
