import { routedRequests } from '../../../lib/model/routing/shares';
import { setOfYaml } from '../../support/findings';

const object = (apiVersion: string, kind: string, name: string, spec: string, annotations = '{}') =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name}, namespace: shop, annotations: ${annotations} }, spec: ${spec} }`;
const ingress = (name: string, service: string, annotations?: string, path = '/iris') =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    name,
    `{ rules: [{ host: a.example, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: ${service} } } }] } }] }`,
    annotations,
  );
const http = (rule: string, hosts = '[a.example]') =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'x', `{ hostnames: ${hosts}, rules: [${rule}] }`);
const traefik = (kind: string, name: string, spec: string) => object('traefik.io/v1alpha1', kind, name, spec);
const route = (services: string, match = 'Host(`a.example`) && PathPrefix(`/iris`)') =>
  traefik('IngressRoute', 'x', `{ routes: [{ kind: Rule, match: "${match}", services: [${services}] }] }`);
const split = (name: string, services: string) =>
  traefik('TraefikService', name, `{ weighted: { services: [${services}] } }`);
const canary = (weight: string) =>
  `{ nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "${weight}" }`;

const canaryBy = (...annotations: string[]) =>
  `{ ${['nginx.ingress.kubernetes.io/canary: "true"', ...annotations.map((each) => `nginx.ingress.kubernetes.io/canary-${each}`)].join(', ')} }`;

/** Requests and shares as text: `a.example/iris: shop/blue 90, shop/green 10`. */
const routed = (...documents: string[]) =>
  routedRequests(setOfYaml(...documents)).map(({ requests, shares }) => {
    const parts = shares.map(({ namespaceName, name, percent }) => `${namespaceName ?? ''}/${name} ${percent}`);
    return `${requests}: ${parts.join(', ')}`;
  });

describe('an Ingress', () => {
  test.each([
    ['sends all requests of a path to one Service', [ingress('x', 'blue')], ['a.example/iris: shop/blue 100']],
    [
      'shares them with its canary on ingress-nginx',
      [ingress('x', 'blue'), ingress('canary', 'green', canary('10'))],
      ['a.example/iris: shop/blue 90, shop/green 10'],
    ],
    [
      'keeps them from the canary of another path',
      [ingress('x', 'blue'), ingress('canary', 'green', canary('10'), '/other')],
      ['a.example/iris: shop/blue 100'],
    ],
    [
      'shares them wherever its class leads to the Service that the canary is merged into',
      [ingress('x', 'blue'), ingress('k', 'blue', undefined, '/other'), ingress('canary', 'green', canary('10'))],
      ['a.example/iris: shop/blue 90, shop/green 10', 'a.example/other: shop/blue 90, shop/green 10'],
    ],
    [
      'looks at the first of two canaries alone',
      [ingress('x', 'blue'), ingress('one', 'green', canary('10')), ingress('two', 'red', canary('20'))],
      ['a.example/iris: shop/blue 90, shop/green 10'],
    ],
    [
      'keeps them from a canary whose Service the host leads to already',
      [ingress('x', 'blue'), ingress('k', 'green', undefined, '/other'), ingress('canary', 'green', canary('10'))],
      ['a.example/iris: shop/blue 100', 'a.example/other: shop/green 100'],
    ],
    [
      'counts in parts of the total',
      [ingress('x', 'blue'), ingress('canary', 'green', canaryBy('weight: "5"', 'weight-total: "1000"'))],
      ['a.example/iris: shop/blue 99.5, shop/green 0.5'],
    ],
    [
      'takes a weight that is no number for 0',
      [ingress('x', 'blue'), ingress('canary', 'green', canary('10%'))],
      ['a.example/iris: shop/blue 100, shop/green 0'],
    ],
    [
      'leads requests with a header to one of both',
      [ingress('x', 'blue'), ingress('canary', 'green', canaryBy('by-header: X-Try', 'weight: "10"'))],
      [
        'a.example/iris: shop/blue 90, shop/green 10',
        'a.example/iris (X-Try: always): shop/green 100',
        'a.example/iris (X-Try: never): shop/blue 100',
      ],
    ],
    [
      'leads requests with a value of a header, or a cookie, to the canary',
      [
        ingress('x', 'blue'),
        ingress('canary', 'green', canaryBy('by-header: X-Try', 'by-header-value: "yes"', 'by-cookie: try')),
      ],
      [
        'a.example/iris: shop/blue 100, shop/green 0',
        'a.example/iris (X-Try: yes): shop/green 100',
        'a.example/iris (cookie try=always): shop/green 100',
        'a.example/iris (cookie try=never): shop/blue 100',
      ],
    ],
    [
      'is called by its path where that is a regular expression of ours',
      [ingress('x', 'blue', undefined, '"/(?-i)iris(/|$)(.*)"'), ingress('k', 'red', undefined, '"/a|b"')],
      ['a.example/iris: shop/blue 100', 'a.example/a|b: shop/red 100'],
    ],
    [
      'has a Service for everything else',
      [object('networking.k8s.io/v1', 'Ingress', 'x', '{ defaultBackend: { service: { name: blue } } }')],
      ['everything else: shop/blue 100'],
    ],
  ])('%s', (_title, documents, expected) => {
    expect(routed(...documents)).toEqual(expected);
  });
});

describe('a route of the Gateway API', () => {
  test.each([
    [
      'counts a backend without a weight as 1',
      '{ backendRefs: [{ name: a }, { name: b, weight: 3 }] }',
      '/: shop/a 25, shop/b 75',
    ],
    ['sends nothing by weights of 0', '{ backendRefs: [{ name: a, weight: 0 }] }', '/: shop/a 0'],
    ['adds up a Service that stands there twice', '{ backendRefs: [{ name: a }, { name: a }] }', '/: shop/a 100'],
    ['reaches into other namespaces', '{ backendRefs: [{ name: a, namespace: lab }] }', '/: lab/a 100'],
    ['may lead to what is no Service', '{ backendRefs: [{ name: a, kind: InferencePool, group: x.io }] }', '/: '],
    [
      'is told by its conditions',
      '{ matches: [{ path: { value: /v1 }, method: POST, headers: [{ name: x-beta, value: on-call }], queryParams: [{ name: q, value: z }] }], backendRefs: [{ name: a }] }',
      '/v1 (POST, x-beta: on-call, q=z): shop/a 100',
    ],
  ])('%s', (_title, rule, expected) => {
    expect(routed(http(rule))).toEqual([`a.example${expected}`]);
  });

  test('takes requests of each of its hosts, or of all', () => {
    const rule = '{ backendRefs: [{ name: a }] }';
    expect(routed(http(rule, '[a.example, b.example]'))).toEqual(['a.example/: shop/a 100', 'b.example/: shop/a 100']);
    expect(routed(http(rule, '[]'))).toEqual(['*/: shop/a 100']);
  });
});

describe('a route of Traefik', () => {
  const REST = 'a.example PathPrefix(`/iris`)';
  const mirroring = traefik(
    'TraefikService',
    'm',
    '{ mirroring: { name: blue, mirrors: [{ name: green, percent: 50 }] } }',
  );
  const failover = traefik(
    'TraefikService',
    'f',
    '{ failover: { service: { name: blue }, fallback: { name: green } } }',
  );
  test.each([
    [
      'shares by weight',
      [route('{ name: blue, weight: 3 }, { name: green, weight: 1 }')],
      'shop/blue 75, shop/green 25',
    ],
    [
      'looks into a TraefikService, and those inside',
      [
        route('{ name: outer, kind: TraefikService, weight: 2 }, { name: red, weight: 2 }'),
        split('outer', '{ name: inner, kind: TraefikService, weight: 1 }, { name: blue, weight: 1 }'),
        split('inner', '{ name: green, weight: 1 }, { name: blue, weight: 3 }'),
      ],
      'shop/green 6.25, shop/blue 43.75, shop/red 50',
    ],
    ['gives nothing to a mirror', [route('{ name: m, kind: TraefikService }'), mirroring], 'shop/blue 100'],
    ['gives nothing to a fallback', [route('{ name: f, kind: TraefikService }'), failover], 'shop/blue 100'],
    ['leads nowhere by a TraefikService that is not there', [route('{ name: m, kind: TraefikService }')], ''],
    [
      'leads nowhere in a circle',
      [route('{ name: m, kind: TraefikService }'), split('m', '{ name: m, kind: TraefikService }')],
      '',
    ],
  ])('%s', (_title, documents, expected) => {
    expect(routed(...documents)).toEqual([`${REST}: ${expected}`]);
  });
});

test('routes of all APIs stand in one order: Ingresses, those of Traefik, those of the Gateway API', () => {
  const rule = '{ backendRefs: [{ name: c }] }';
  expect(routed(http(rule), route('{ name: b }', 'Host(`b.example`)'), ingress('x', 'a'))).toEqual([
    'a.example/iris: shop/a 100',
    'b.example: shop/b 100',
    'a.example/: shop/c 100',
  ]);
});
