import type { Rule } from '../../../lib/rules/rule';
import { byMethod, hostAndRest } from '../../../lib/model/routing/dialects/traefik/host-and-rest';
import { existingBackends } from '../../../lib/rules/routes/existing-backends';
import { ingressTlsHosts } from '../../../lib/rules/routes/ingress-tls-hosts';
import { oneProtocolPerHost } from '../../../lib/rules/routes/one-protocol-per-host';
import { uniquePaths } from '../../../lib/rules/routes/unique-paths';
import { tlsOptions } from '../../../lib/rules/traefik/tls-options';
import { traefikNames } from '../../../lib/rules/traefik/traefik-names';
import { traefikServices } from '../../../lib/rules/traefik/traefik-services';
import { setOfYaml, texts } from '../../support/findings';

/** What a rule says of hand-made objects; the construct's path is the place in the text. */
const check = (rule: Rule, ...documents: string[]) => texts(rule, setOfYaml(...documents));

const object = (apiVersion: string, kind: string, id: string, spec: string) => {
  const [name, namespace] = id.split('/').reverse();
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: "${name}"${namespace === undefined ? '' : `, namespace: ${namespace}`} }\nspec: ${spec}`;
};
const traefik = (kind: string, id: string, spec: string) => object('traefik.io/v1alpha1', kind, id, spec);
const gateway = (kind: string, id: string, spec: string) => object('gateway.networking.k8s.io/v1', kind, id, spec);
const route = (id: string, match: string, rest = '', services = '{ name: iris, port: 80 }') =>
  traefik(
    'IngressRoute',
    id,
    `{ ${rest === '' ? '' : `${rest}, `}routes: [{ kind: Rule, match: "${match}", services: [${services}] }] }`,
  );
const ingress = (id: string, host: string, path: string, rest = '', port = '{ number: 80 }') =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    id,
    `{ ${rest === '' ? '' : `${rest}, `}rules: [{ host: ${host}, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: iris, port: ${port} } } }] } }] }`,
  );
const http = (id: string, hostname: string, match: string, backend = '{ name: iris, port: 80 }') =>
  gateway(
    'HTTPRoute',
    id,
    `{ parentRefs: [{ name: shared, namespace: gw }], hostnames: [${hostname}], rules: [{ matches: [${match}], backendRefs: [${backend}] }] }`,
  );
const service = (id: string, ports = '{ name: http, port: 80 }') =>
  object('v1', 'Service', id, `{ ports: [${ports}] }`);

describe('unique-paths', () => {
  test.each([
    ['other hosts', [ingress('a/x', 'a.example', '/v1'), ingress('b/y', 'b.example', '/v1')]],
    ['other paths', [ingress('a/x', 'a.example', '/v1'), ingress('b/y', 'a.example', '/v2')]],
    [
      'other classes',
      [
        ingress('a/x', 'a.example', '/v1', 'ingressClassName: p'),
        ingress('b/y', 'a.example', '/v1', 'ingressClassName: q'),
      ],
    ],
    [
      'other entry points',
      [
        route('a/x', 'Host(`a.example`)', 'entryPoints: [web]'),
        route('b/y', 'Host(`a.example`)', 'entryPoints: [websecure]'),
      ],
    ],
    ['other conditions', [route('a/x', 'Host(`a.example`)'), route('b/y', 'Host(`a.example`) && Method(`GET`)')]],
    [
      'other headers',
      [
        http('a/x', 'a.example', '{ headers: [{ name: X, value: "1" }] }'),
        http('b/y', 'a.example', '{ headers: [{ name: X, value: "2" }] }'),
      ],
    ],
    [
      'routes without rules',
      [
        traefik('IngressRoute', 'a/x', '{}'),
        gateway('HTTPRoute', 'a/x', '{}'),
        object('networking.k8s.io/v1', 'Ingress', 'a/x', '{}'),
      ],
    ],
  ])('passes %s', (_what, documents) => {
    expect(check(uniquePaths, ...documents)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    [
      'an Ingress in another namespace',
      [ingress('a/x', 'a.example', '/v1'), ingress('b/y', 'a.example', '/v1/')],
      'takes /v1/ on the host',
    ],
    [
      'one of several hosts',
      [
        route('a/x', '(Host(`b.example`) || Host(`a.example`)) && Path(`/v1`)'),
        route('b/y', 'Host(`a.example`) && Path(`/v1`)'),
      ],
      'takes Host(`a.example`) && Path(`/v1`) on the host',
    ],
    [
      'headers in another case',
      [
        http('a/x', 'a.example', '{ headers: [{ name: X-A, value: "1" }] }'),
        http('b/y', 'a.example', '{ headers: [{ name: x-a, value: "1" }] }'),
      ],
      'takes / on the host',
    ],
    [
      'a rule that says its defaults',
      [http('a/x', 'a.example', '{}'), http('b/y', 'a.example', '{ path: { type: PathPrefix, value: / } }')],
      'takes / on the host',
    ],
  ])('fails %s', (_what, documents, message) => {
    expect(check(uniquePaths, ...documents)).toEqual([
      `'app/1': ${message} 'a.example', which 'app/0' takes already; change the host, the path or another condition of one`,
    ]);
  });

  test.each([
    ['Host(`a`)', ['a'], ''],
    ['Host( `a` ) && ( Path(`/x`) || PathPrefix(`/x/`) )', ['a'], '(Path(`/x`)||PathPrefix(`/x/`))'],
    ['(Host(`a`) || HostRegexp(`^b$`)) && Path(`/x`)', ['a', '^b$'], 'Path(`/x`)'],
    ['Path(`/x`) && Host(`a`)', ['a'], 'Path(`/x`)'],
    ['Path(`/x`)', [], 'Path(`/x`)'],
  ])('takes %s apart', (match, hosts, rest) => {
    expect(hostAndRest(match)).toMatchObject({ hosts, rest });
  });
});

describe('rules of Traefik', () => {
  test.each([
    ['Path(`/x`)', ['Path(`/x`)']],
    ['', ['']],
    ['Path(`/x`)&&Method(`GET`)', ['Method(`GET`)&&Path(`/x`)']],
    ['(Method(`GET`)||Method(`PUT`))&&Path(`/x`)', ['Method(`GET`)&&Path(`/x`)', 'Method(`PUT`)&&Path(`/x`)']],
    ['!Method(`GET`)&&Path(`/x&&y`)', ['!Method(`GET`)&&Path(`/x&&y`)']],
    ['(Path(`/x`)&&Method(`GET`))||Path(`/y`)', ['(Path(`/x`)&&Method(`GET`))||Path(`/y`)']],
  ])('take %s once for each method', (rest, expected) => {
    expect(byMethod(rest)).toEqual(expected);
  });

  const redirected = (id: string, scheme: string) => [
    traefik('Middleware', id, `{ redirectScheme: { scheme: ${scheme} } }`),
    traefik(
      'IngressRoute',
      id,
      `{ entryPoints: [web], routes: [{ match: "Host(\`a.example\`)", middlewares: [{ name: ${id.split('/')[1]} }] }] }`,
    ),
  ];
  test('may redirect the same requests twice to the same end', () => {
    expect(check(uniquePaths, ...redirected('a/one', 'https'), ...redirected('b/two', 'https'))).toEqual([]);
    expect(check(uniquePaths, ...redirected('a/one', 'https'), ...redirected('b/two', 'http'))).toHaveLength(1);
  });

  test('meet Ingresses of their class on their entry points', () => {
    const own = (rest: string) => route('a/x', 'Host(`a.example`) && PathPrefix(`/v1`)', rest);
    const other = (rest = '') => ingress('b/y', 'a.example', '/v1', rest);
    expect(check(uniquePaths, own('entryPoints: [web]'), other())).toEqual([
      "'app/1': takes /v1 on the host 'a.example', which 'app/0' takes already; change the host, the path or another condition of one",
    ]);
    expect(check(uniquePaths, own('ingressClassName: inner'), other('ingressClassName: inner'))).toHaveLength(1);
    expect(check(uniquePaths, own('ingressClassName: inner'), other())).toEqual([]);
    expect(check(uniquePaths, own('entryPoints: [web]'), other('ingressClassName: nginx'))).toEqual([]);
  });
});

describe('existing-backends', () => {
  const mirror =
    'matches: [{}], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: rose, port: 80 } } }]';
  test.each([
    [
      'numbers and names of ports',
      [
        service('a/iris'),
        ingress('a/x', 'h', '/'),
        ingress('a/y', 'h', '/', '', '{ name: http }'),
        route('a/z', 'Host(`h`)'),
      ],
    ],
    ['a namespace in which the app makes nothing', [ingress('a/x', 'h', '/')]],
    [
      'any port of an alias without ports',
      [
        object('v1', 'Service', 'a/iris', '{ type: ExternalName, externalName: iris.example }'),
        ingress('a/x', 'h', '/'),
        http('a/y', 'h', '{}'),
        route('a/z', 'Host(`h`)'),
      ],
    ],
    [
      'other kinds of backends',
      [
        service('a/rose'),
        route('a/x', 'Host(`h`)', '', '{ name: api@internal, kind: TraefikService }'),
        http('a/y', 'h', '{}', '{ group: inference.networking.k8s.io, kind: InferencePool, name: pool }'),
      ],
    ],
  ])('passes %s', (_what, documents) => {
    expect(check(existingBackends, ...documents)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    [
      'a Service that does not exist',
      [service('a/rose'), ingress('a/x', 'h', '/')],
      "spec.rules[0].http.paths[0].backend must be a Service that exists, got 'iris' in the namespace 'a', which has rose",
    ],
    [
      'a Service in a Namespace of the app',
      [object('v1', 'Namespace', 'a', '{}'), route('a/x', 'Host(`h`)')],
      "spec.routes[0].services[0] must be a Service that exists, got 'iris' in the namespace 'a', which has none",
    ],
    [
      'a port that it lacks',
      [service('a/iris'), http('a/x', 'h', '{}', '{ name: iris, port: 8080 }')],
      "spec.rules[0].backendRefs[0] must be a port of the Service 'iris', which has 80 (http), got 8080",
    ],
    [
      'a Service without ports',
      [object('v1', 'Service', 'a/iris', '{ clusterIP: None }'), ingress('a/x', 'h', '/')],
      "spec.rules[0].http.paths[0].backend leads to the Service 'iris', which has no ports; give the Service the port",
    ],
    [
      'a port that is not listed by an alias',
      [
        object('v1', 'Service', 'a/iris', '{ type: ExternalName, externalName: i.example, ports: [{ port: 443 }] }'),
        ingress('a/x', 'h', '/'),
      ],
      "spec.rules[0].http.paths[0].backend must be a port of the Service 'iris', which has 443, got 80",
    ],
    [
      'a port that is not said',
      [service('a/iris'), route('a/x', 'Host(`h`)', '', '{ name: iris }')],
      "spec.routes[0].services[0] must say a port of the Service 'iris'",
    ],
    [
      'a member of a split',
      [service('a/iris'), traefik('TraefikService', 'a/x', '{ weighted: { services: [{ name: rose, port: 80 }] } }')],
      "spec.weighted.services[0] must be a Service that exists, got 'rose'",
    ],
    [
      'a mirror of Traefik',
      [
        service('a/iris'),
        traefik(
          'TraefikService',
          'a/x',
          '{ mirroring: { name: iris, port: 80, mirrors: [{ name: rose, port: 80 }] } }',
        ),
      ],
      "spec.mirroring.mirrors[0] must be a Service that exists, got 'rose'",
    ],
    [
      'a mirror of the Gateway API',
      [service('a/iris'), gateway('HTTPRoute', 'a/x', `{ rules: [{ ${mirror} }] }`)],
      "spec.rules[0].filters[0].requestMirror.backendRef must be a Service that exists, got 'rose'",
    ],
    [
      'a default backend',
      [
        service('a/rose'),
        object(
          'networking.k8s.io/v1',
          'Ingress',
          'a/x',
          '{ defaultBackend: { service: { name: iris, port: { number: 80 } } } }',
        ),
      ],
      "spec.defaultBackend must be a Service that exists, got 'iris'",
    ],
  ])('fails %s', (_what, documents, message) => {
    const found = check(existingBackends, ...documents);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`'app/1': ${message}`);
  });
});

describe('ingress-tls-hosts', () => {
  test.each(['[a.example]', '["*.example"]', '[]'])('passes %s for a rule of a.example', (hosts) => {
    expect(check(ingressTlsHosts, ingress('a/x', 'a.example', '/', `tls: [{ hosts: ${hosts} }]`))).toEqual([]);
  });

  test('fails a host that no rule serves', () => {
    expect(check(ingressTlsHosts, ingress('a/x', 'a.example', '/', 'tls: [{ hosts: [b.example] }]'))).toEqual([
      "'app/0': tls names the host 'b.example', which no rule serves; it has rules for a.example",
    ]);
  });
});

test('no rule stumbles over hand-made routes that are none', () => {
  const odd = [
    '7',
    '[]',
    '{ routes: 7 }',
    '{ routes: [7, {}] }',
    '{ rules: [{ http: 7, matches: 7, filters: [7] }], tls: 7, hostnames: 7 }',
    '{ weighted: { services: 7 }, mirroring: 7 }',
  ];
  const documents = odd.flatMap((spec, index) => [
    traefik('IngressRoute', `a/x${index}`, spec),
    traefik('TraefikService', `a/x${index}`, spec),
    gateway('HTTPRoute', `a/x${index}`, spec),
    gateway('GRPCRoute', `a/x${index}`, spec),
    object('networking.k8s.io/v1', 'Ingress', `a/x${index}`, spec),
  ]);
  for (const rule of [
    uniquePaths,
    existingBackends,
    oneProtocolPerHost,
    ingressTlsHosts,
    traefikNames,
    traefikServices,
    tlsOptions,
  ])
    expect(check(rule, ...documents)).toEqual([]);
});
