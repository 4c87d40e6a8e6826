import { problemsOf, problemsOfAll } from '.';
import { hasStrictSchemas, strictSchemaErrors } from '../strict-schemas';
import { manifests } from './objects';
import { specs } from './validate';

const kinds = Object.fromEntries(
  Object.keys(specs).map((key) => [key.slice(key.lastIndexOf('/') + 1), key.slice(0, key.lastIndexOf('/'))]),
);

/** An object of a kind with a spec in YAML. */
function object(kind: string, spec: string): Record<string, unknown> {
  return manifests(`{ apiVersion: ${kinds[kind]}, kind: ${kind}, metadata: { name: it }, spec: ${spec} }`)[0] as never;
}

const parent = 'parentRefs: [{ name: public, namespace: gateways }]';
const to = 'backendRefs: [{ name: iris, port: 80, weight: 1 }]';
const route = (rule: string, rest = ''): [string, string] => [
  'HTTPRoute',
  `{ ${parent}, ${rest} rules: [{ ${rule} }] }`,
];
const filters = (...all: string[]): [string, string] => route(`filters: [${all.join(', ')}], ${to}`);
const mirror = (part: string): [string, string] =>
  filters(`{ type: RequestMirror, requestMirror: { backendRef: { name: b, port: 80 }, ${part} } }`);
const path = (type: string, value: string): [string, string] =>
  route(`matches: [{ path: { type: ${type}, value: "${value}" } }], ${to}`);
const listener = (rest: string): [string, string] => [
  'Gateway',
  `{ gatewayClassName: traefik, listeners: [{ ${rest} }] }`,
];
const rule = (rest: string): [string, string] => [
  'IngressRoute',
  `{ routes: [{ match: "Host(\`h\`)", kind: Rule, ${rest} }] }`,
];

const accepted: readonly (readonly [string, string])[] = [
  [
    'IngressRoute',
    '{ entryPoints: [websecure], routes: [{ match: "Host(`h`) && (Path(`/v1`) || PathPrefix(`/v1/`))", kind: Rule, priority: 10, middlewares: [{ name: strip }], services: [{ name: iris, port: 80, weight: 95 }, { name: iris-canary, port: http, weight: 5 }] }], tls: { secretName: iris-tls, options: { name: modern } } }',
  ],
  rule('services: [{ name: split, kind: TraefikService }]'),
  rule('services: [{ name: noop@internal, kind: TraefikService }]'),
  ['Middleware', '{ stripPrefix: { prefixes: [/seldon/iris] } }'],
  ['Middleware', '{ redirectScheme: { scheme: https, permanent: true, port: "8443" } }'],
  [
    'Middleware',
    '{ rateLimit: { average: 100, period: 1m, burst: 50, sourceCriterion: { requestHeaderName: X-User } } }',
  ],
  ['Middleware', '{ replacePathRegex: { regex: "^/v1(/|$)(.*)", replacement: "/$2" } }'],
  [
    'TraefikService',
    '{ weighted: { services: [{ name: a, port: 80, weight: 95 }, { name: b, port: 80, weight: 5 }], sticky: { cookie: { name: x, secure: true, sameSite: lax } } } }',
  ],
  [
    'TraefikService',
    '{ mirroring: { name: a, port: 80, mirrorBody: true, maxBodySize: 1000, mirrors: [{ name: b, port: 80, percent: 10 }] } }',
  ],
  ['ServersTransport', '{ forwardingTimeouts: { responseHeaderTimeout: 300s, dialTimeout: 30s } }'],
  ['TLSOption', '{ minVersion: VersionTLS12, sniStrict: true }'],
  route(
    `name: price, matches: [{ path: { type: PathPrefix, value: /price }, method: POST, headers: [{ name: X-A, value: b }] }], timeouts: { request: 300s, backendRequest: 1m30s }, ${to}`,
    'hostnames: [h.example.com, "*.example.com"],',
  ),
  route(
    'matches: [{ path: { value: /a } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }], ' +
      to,
  ),
  route('filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }]'),
  mirror('percent: 10'),
  ['GRPCRoute', `{ ${parent}, rules: [{ matches: [{ method: { service: iris.v1.Iris, method: Predict } }], ${to} }] }`],
  [
    'ReferenceGrant',
    '{ from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }], to: [{ group: "", kind: Service, name: iris }] }',
  ],
  listener(
    'name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: tls }] }, allowedRoutes: { namespaces: { from: All } }',
  ),
  [
    'Certificate',
    '{ secretName: tls, issuerRef: { name: letsencrypt, kind: ClusterIssuer, group: cert-manager.io }, dnsNames: [h.example.com], duration: 2160h, privateKey: { algorithm: ECDSA, size: 256, rotationPolicy: Always } }',
  ],
];

it.each(accepted)('accepts a %s of %s', (kind, spec) => {
  expect(problemsOf(object(kind, spec))).toEqual([]);
});

(hasStrictSchemas ? it : it.skip).each(accepted)('agrees with the published schema on a %s of %s', (kind, spec) => {
  const given = object(kind, spec);
  expect(strictSchemaErrors(String(given.apiVersion), kind, given) ?? []).toEqual([]);
});

const refused: readonly (readonly [...[string, string], string])[] = [
  // Traefik: T2, T4 to T6, T8, T13, T14, T22, and what the schema says.
  [...rule('services: [{ name: iris }]'), 'spec.routes[0].services[0] needs a port'],
  [...rule('services: [{ name: iris, port: 80, weight: -1 }]'), 'weight must be a whole number from 0'],
  [...rule('services: [{ name: s, kind: TraefikService, serversTransport: t }]'), 'has a serversTransport'],
  [
    ...rule('services: [{ name: a, port: 80, weight: 0 }, { name: b, port: 80, weight: 0 }]'),
    'no services with a positive weight',
  ],
  [...rule('priority: 0, services: [{ name: a, port: 80 }]'), 'has the priority 0, which Traefik reads as none'],
  [...rule('timeout: 5s'), 'spec.routes[0].timeout is no field of it'],
  [...rule('kind: Rules'), 'kind must be one of Rule'],
  ['IngressRoute', '{ entryPoints: [web] }', 'spec.routes is required'],
  ['IngressRoute', '{ routes: [{ match: "Host(\'h\')" }] }', 'match Traefik cannot read'],
  ['IngressRoute', '{ routes: [{ match: "Path(`/a`)" }, { match: "Path(`/a`)" }] }', 'two routes with the match'],
  ['TraefikService', '{}', 'must be of exactly one of the types'],
  [
    'TraefikService',
    '{ weighted: { services: [{ name: a, port: 1 }] }, mirroring: { name: a, port: 1 } }',
    'got weighted, mirroring',
  ],
  [
    'TraefikService',
    '{ mirroring: { name: a, port: 1, mirrors: [{ name: b, port: 1, percent: 101 }] } }',
    'percent must be',
  ],
  [
    'Middleware',
    '{ stripPrefix: { prefixes: [/a] }, addPrefix: { prefix: /b } }',
    'exactly one type, got stripPrefix, addPrefix',
  ],
  ['Middleware', '{}', 'exactly one type, got none'],
  ['Middleware', '{ addPrefix: { prefix: b } }', 'spec.addPrefix.prefix does not have the form'],
  ['Middleware', '{ redirectScheme: { scheme: https, port: 443 } }', 'port must be a text'],
  [
    'Middleware',
    '{ rateLimit: { average: 1, sourceCriterion: { requestHost: true, requestHeaderName: a } } }',
    'exactly one strategy',
  ],
  ['Middleware', '{ rateLimit: { average: 1, period: often } }', 'period does not have the form'],
  ['Middleware', '{ replacePathRegex: { regex: "(?=a)", replacement: b } }', 'no regular expression of Go'],
  ['ServersTransport', '{ rootCAs: [{ secret: a, configMap: b }] }', 'one of them'],
  ['TLSOption', '{ minVersion: TLS12 }', 'minVersion must be one of'],
  ['TLSOption', '{ sniStrict: true }', 'must say its minVersion'],
  // Gateway API: G1 to G9, G11, G12.
  ['HTTPRoute', `{ ${parent}, rules: [] }`, 'spec.rules must have 1 to 16'],
  [
    'HTTPRoute',
    `{ ${parent}, rules: [${Array.from({ length: 17 }, () => `{ ${to} }`).join(', ')}] }`,
    'spec.rules must have 1 to 16',
  ],
  [
    'HTTPRoute',
    `{ ${parent}, rules: [${Array.from({ length: 3 }, () => `{ matches: [${Array.from({ length: 43 }, () => '{ method: GET }').join(', ')}] }`).join(', ')}] }`,
    'has 129 matches',
  ],
  [...route('backendRefs: [{ name: iris }]'), 'needs a port'],
  [...route('backendRefs: [{ name: iris, port: http }]'), 'port must be a whole number'],
  [...route('backendRefs: [{ name: iris, port: 80, weight: 1000001 }]'), 'weight must be'],
  [...filters('{ type: RequestRedirect, requestRedirect: {} }'), 'has a RequestRedirect and backendRefs'],
  [
    ...route('filters: [{ type: RequestRedirect, requestRedirect: {} }, { type: URLRewrite, urlRewrite: {} }]'),
    'RequestRedirect and a URLRewrite',
  ],
  [
    ...filters('{ type: URLRewrite, urlRewrite: {} }', '{ type: URLRewrite, urlRewrite: {} }'),
    'has URLRewrite more than once',
  ],
  [...filters('{ type: URLRewrite, cors: {} }'), 'must have the field urlRewrite'],
  [
    ...route(
      `matches: [{ path: { type: Exact, value: /a } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }]`,
    ),
    'replaces a prefix',
  ],
  [
    ...filters('{ type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath, replacePrefixMatch: / } } }'),
    'field of its type',
  ],
  [...route(`timeouts: { request: 10s, backendRequest: 11s }, ${to}`), 'backendRequest above its request'],
  [...route(`timeouts: { request: 5 minutes }, ${to}`), 'request does not have the form'],
  [...mirror('percent: 1, fraction: { numerator: 1 }'), 'has a percent and a fraction'],
  [...mirror('fraction: { numerator: 101 }'), 'is more than one'],
  ...['a', '//', '/a//b', '/./a', '/a/../b', '/a%2fb', '/a#b', '/a/..', '/a/.', '/a b'].map(
    (value) => [...path('PathPrefix', value), 'no plain absolute path'] as [string, string, string],
  ),
  ['HTTPRoute', `{ parentRefs: [{ name: a }, { name: a }], rules: [{ ${to} }] }`, 'not always with a sectionName'],
  [...route(`matches: [{ headers: [{ name: X-A, value: b }, { name: x-a, value: c }] }], ${to}`), 'names x-a twice'],
  [...route(`retry: { attempts: 3 }, ${to}`), 'retry is no field of it'],
  [...route(`sessionPersistence: { type: Cookie }, ${to}`), 'sessionPersistence is no field of it'],
  [...route(to, 'hostnames: [10.0.0.1],'), 'holds an address'],
  [...route(to, 'hostnames: ["a.*.com"],'), 'hostnames[0] does not have the form'],
  ['GRPCRoute', `{ ${parent}, rules: [{ matches: [{ method: {} }], ${to} }] }`, 'must have a service or a method'],
  ['GRPCRoute', `{ ${parent}, rules: [{ matches: [{ method: { service: a/b } }], ${to} }] }`, 'no gRPC service'],
  ['GRPCRoute', `{ ${parent}, rules: [{ timeouts: { request: 1s }, ${to} }] }`, 'timeouts is no field of it'],
  ['ReferenceGrant', '{ from: [], to: [{ group: "", kind: Service }] }', 'spec.from must have 1 to 16'],
  ['ReferenceGrant', '{ from: [{ group: a, kind: B, namespace: c }], to: [{ kind: Service }] }', 'group is required'],
  [
    ...listener('name: a, port: 80, protocol: HTTP, tls: { certificateRefs: [{ name: t }] }'),
    'has tls and the protocol HTTP',
  ],
  [...listener('name: a, port: 443, protocol: HTTPS, tls: {}'), 'without a certificate'],
  [
    'Gateway',
    '{ gatewayClassName: a, listeners: [{ name: a, port: 80, protocol: HTTP }, { name: b, port: 80, protocol: HTTP }] }',
    'two listeners on 80 HTTP',
  ],
  ['Certificate', '{ secretName: tls, issuerRef: { name: a } }', 'must name a subject'],
  ['Certificate', '{ issuerRef: { name: a }, dnsNames: [h] }', 'spec.secretName is required'],
];

it.each(refused)('refuses a %s of %s: %s', (kind, spec, expected) => {
  const found = problemsOf(object(kind, spec));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

it('refuses kinds and top-level fields that do not exist, and names that are none', () => {
  const good = object('Middleware', '{ compress: {} }');
  const problems = (changes: object): string => problemsOf({ ...good, ...changes }).join();
  expect(problems({ apiVersion: 'traefik.io/v1' })).toContain('no kind Middleware in traefik.io/v1');
  expect(problems({ data: {} })).toContain('data is no field of it');
  expect(problems({ metadata: { name: 'A_b' } })).toContain('metadata.name does not have the form');
  expect(problemsOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { odd: true } })).toEqual([]);
});

it('wants a ReferenceGrant for what crosses namespaces', () => {
  const crossing = object(...route('backendRefs: [{ name: iris, namespace: other, port: 80 }]'));
  const grant = object(
    'ReferenceGrant',
    '{ from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: "", kind: Service }] }',
  );
  expect(problemsOfAll([crossing, grant])).toEqual([
    'HTTPRoute/shop/it: other/iris is in another namespace and no ReferenceGrant there admits it',
  ]);
  expect(problemsOfAll([crossing, { ...grant, metadata: { name: 'it', namespace: 'other' } }])).toEqual([]);
});
