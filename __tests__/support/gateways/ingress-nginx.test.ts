import { answer, describeAnswer, type GatewayRequest, type IngressImplementation } from '.';
import { ingress, services } from './objects';

const nginx: IngressImplementation = { kind: 'ingress', controller: 'nginx' };
const pool = services('a', 'b', 'c', 'd');
const prefixed = (annotations: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]),
  );

function reached(objects: readonly object[], url: string, rest: Partial<GatewayRequest> = {}): string {
  const [host = '', ...path] = url.split('/');
  const given = answer([...pool, ...objects], nginx, { scheme: 'http', host, path: `/${path.join('/')}`, ...rest });
  if (given.outcome !== 'forward') return describeAnswer(given);
  return Object.entries(given.backends)
    .map(([backend, share]) => `${share} ${backend.replace(/^shop[/](.*):80$/, '$1')} ${given.seen[backend]?.path}`)
    .join(', ');
}

describe('https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/#example', () => {
  const documented = [
    ingress(['test.com|/foo/bar|Prefix->a', 'test.com|/foo/bar/|Prefix->b'], 'one'),
    ingress(['test.com|/foo/bar/(.+)|ImplementationSpecific->c'], 'two', prefixed({ 'rewrite-target': '/$1' })),
  ];
  it.each([
    ['test.com/foo/bar/1', '1 c /1'],
    ['test.com/foo/bar/', '1 b /foo/bar/'],
    ['test.com/foo/bar', '1 a /foo/bar'],
    // What the rewrite of another Ingress does to a prefix.
    ['test.com/FOO/BARx', '1 a /FOO/BARx'],
  ])('%s: %s', (url, expected) => {
    expect(reached(documented, url)).toBe(expected);
  });

  it('regular expressions win by their length, not by what they match', () => {
    const lines = ['test.com|/foo/bar/bar|Prefix->a', 'test.com|/foo/bar/[A-Z0-9]{3}|ImplementationSpecific->b'];
    expect(reached([ingress(lines, 'x', prefixed({ 'use-regex': 'true' }))], 'test.com/foo/bar/bar')).toBe(
      '1 b /foo/bar/bar',
    );
  });
});

it.each([
  ['x/something', '1 a /'],
  ['x/something/', '1 a /'],
  ['x/something/new', '1 a /new'],
])('https://kubernetes.github.io/ingress-nginx/examples/rewrite/: %s becomes %s', (url, expected) => {
  const object = {
    ...ingress([], 'x', prefixed({ 'rewrite-target': '/$2' })),
    spec: {
      rules: [
        {
          host: 'x',
          http: {
            paths: [
              {
                path: '/something(/|$)(.*)',
                pathType: 'ImplementationSpecific',
                backend: { service: { name: 'a', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  };
  expect(reached([object], url)).toBe(expected);
});

describe('prefixes and exact paths of a host without regular expressions', () => {
  const plain = [ingress(['x|/a|Prefix->a', 'x|/a/b|Exact->b', 'x|/|Prefix->c', '|/|Prefix->d'])];
  it.each([
    ['x/a', '1 a /a'],
    ['x/a/', '1 a /a/'],
    ['x/ab', '1 c /ab'],
    ['x/a/b', '1 b /a/b'],
    ['x/a/b/', '1 a /a/b/'],
    ['x/A', '1 c /A'],
    // Of hosts that no Ingress names.
    ['y/a', '1 d /a'],
  ])('%s: %s', (url, expected) => {
    expect(reached(plain, url)).toBe(expected);
  });
});

describe('https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary', () => {
  const main = ingress(['x|/a|Prefix->a']);
  const canary = (annotations: Record<string, string>, line = 'x|/a|Prefix->b') =>
    ingress([line], 'canary', prefixed({ canary: 'true', ...annotations }));
  const both = { 'canary-weight': '20', 'canary-by-header': 'X-Try', 'canary-by-cookie': 'try' };
  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['a weight', { 'canary-weight': '20' }, {}, '4/5 a /a, 1/5 b /a'],
    ['a total', { 'canary-weight': '20', 'canary-weight-total': '200' }, {}, '9/10 a /a, 1/10 b /a'],
    ['a header: always', both, { 'x-try': 'always', cookie: 'try=never' }, '1 b /a'],
    ['a header: never', both, { 'x-try': 'never', cookie: 'try=always' }, '1 a /a'],
    ['another value, then the cookie', both, { 'x-try': 'maybe', cookie: 'try=always' }, '1 b /a'],
    ['a cookie: never', both, { cookie: 'try=never' }, '1 a /a'],
    ['other values, then the weight', both, { 'x-try': 'maybe', cookie: 'try=maybe' }, '4/5 a /a, 1/5 b /a'],
    ['a value', { ...both, 'canary-by-header-value': 'yes' }, { 'x-try': 'yes' }, '1 b /a'],
    [
      'not always, where there is a value',
      { ...both, 'canary-by-header-value': 'yes' },
      { 'x-try': 'always' },
      '4/5 a /a, 1/5 b /a',
    ],
    ['a pattern', { ...both, 'canary-by-header-pattern': '^y' }, { 'x-try': 'yes' }, '1 b /a'],
  ])('%s', (_what, annotations, headers, expected) => {
    expect(reached([main, canary(annotations)], 'x/a', { headers })).toBe(expected);
  });

  it('holds for the Service that it is merged into, on every path', () => {
    const other = ingress(['y|/z|Prefix->a'], 'other');
    expect(reached([main, other, canary({ 'canary-weight': '50' })], 'y/z')).toBe('1/2 a /z, 1/2 b /z');
  });

  it.each([
    ['another path', 'x|/b|Prefix->b'],
    ['another type', 'x|/a|Exact->b'],
    ['another host', 'y|/a|Prefix->b'],
    ['the same Service', 'x|/a|Prefix->a'],
  ])('is ignored for %s', (_what, line) => {
    expect(reached([main, canary({ 'canary-weight': '50' }, line)], 'x/a')).toBe('1 a /a');
  });
});
