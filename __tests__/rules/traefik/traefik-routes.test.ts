import type { Rule } from '../../../lib/rules/rule';
import { tlsOptions } from '../../../lib/rules/traefik/tls-options';
import { traefikMiddlewares } from '../../../lib/rules/traefik/traefik-middlewares';
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
const route = (id: string, match: string, rest = '', services = '{ name: iris, port: 80 }') =>
  traefik(
    'IngressRoute',
    id,
    `{ ${rest === '' ? '' : `${rest}, `}routes: [{ kind: Rule, match: "${match}", services: [${services}] }] }`,
  );

describe('traefik-names', () => {
  const middleware = (id: string) => traefik('Middleware', id, '{ compress: {} }');

  test('passes names that stay apart when they are joined, of whatever kinds', () => {
    expect(
      check(
        traefikNames,
        middleware('a/b'),
        middleware('b/a'),
        traefik('TLSOption', 'a/b', '{}'),
        route('a/b', 'Host(`h`)'),
      ),
    ).toEqual([]);
  });

  test('passes a Service that two routes lead to', () => {
    expect(check(traefikNames, route('a/x', 'Host(`h`)'), route('a/y', 'Host(`i`)'))).toEqual([]);
  });

  test.each<[string, string[], string]>([
    [
      'Middlewares',
      [middleware('a-b/c'), middleware('a/b-c')],
      "the Middleware 'b-c' in 'a' has the name 'a-b-c' inside of Traefik, as has the Middleware 'c' in 'a-b' ('app/0')",
    ],
    [
      'routes',
      [route('a-b/c', 'Host(`h`)', '', ''), route('a/b-c', 'Host(`i`)', '', '')],
      "the IngressRoute 'b-c' in 'a' has the name 'a-b-c'",
    ],
    [
      'Services',
      [
        route('a-b/x', 'Host(`h`)', '', '{ name: c, port: 80 }'),
        route('a/y', 'Host(`i`)', '', '{ name: b-c, port: 80 }'),
      ],
      "port 80 of the Service 'b-c' in 'a' has the name 'a-b-c-80' inside of Traefik, as has port 80 of the Service 'c' in 'a-b'",
    ],
    [
      'a TraefikService and a Service with its port',
      [traefik('TraefikService', 'a/iris-80', '{}'), route('a/x', 'Host(`h`)')],
      "port 80 of the Service 'iris' in 'a' has the name 'a-iris-80' inside of Traefik, as has the TraefikService 'iris-80' in 'a'",
    ],
  ])('fails %s that become one', (_what, documents, message) => {
    const found = check(traefikNames, ...documents);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`'app/1': ${message}`);
  });
});

describe('traefik-services', () => {
  const sticky = '{ name: iris, port: 80, sticky: { cookie: { name: c, secure: true } } }';

  test('passes references that describe a Service alike, with weights of their own', () => {
    const weighted = '{ weight: 3, sticky: { cookie: { secure: true, name: c } }, name: iris, port: 80 }';
    expect(
      check(
        traefikServices,
        route('a/x', 'Host(`h`)', '', sticky.replace('name: c, secure: true', 'secure: true, name: c')),
        route('a/y', 'Host(`i`)', '', weighted),
      ),
    ).toEqual([]);
    expect(check(traefikServices, route('a/x', 'Host(`h`)', '', sticky), route('b/y', 'Host(`i`)'))).toEqual([]);
  });

  test('fails references that do not', () => {
    expect(check(traefikServices, route('a/x', 'Host(`h`)'), route('a/y', 'Host(`i`)', '', sticky))).toEqual([
      "'app/1': spec.routes[0].services[0] describes port 80 of the Service 'iris' with another sticky than 'app/0' (spec.routes[0].services[0]); Traefik keeps one description, and one of them is lost: give every rule for this Service the same options, or give one of them another port",
    ]);
  });
});

describe('traefik-middlewares', () => {
  test.each<[string, string, string]>([
    [
      'several types',
      '{ compress: {}, stripPrefix: { prefixes: [/a] } }',
      'got compress, stripPrefix; make one Middleware for each',
    ],
    ['no type', '{}', 'got none; give it one'],
  ])('fails a Middleware of %s', (_what, spec, message) => {
    expect(check(traefikMiddlewares, traefik('Middleware', 'a/x', spec))).toEqual([
      `'app/0': a Middleware must have exactly one type, ${message}`,
    ]);
  });

  test('fails a route that names one that is not there, where the app makes Middlewares', () => {
    const using = (name: string) =>
      traefik('IngressRoute', 'a/x', `{ routes: [{ match: "Host(\`h\`)", middlewares: [{ name: ${name} }] }] }`);
    const compress = traefik('Middleware', 'a/compress', '{ compress: {} }');
    expect(check(traefikMiddlewares, compress, using('compress'))).toEqual([]);
    expect(check(traefikMiddlewares, compress, using('auth@file'))).toEqual([]);
    expect(check(traefikMiddlewares, using('compres'))).toEqual([]);
    expect(check(traefikMiddlewares, compress, using('compres'))[0]).toContain(
      "'app/1': names the Middleware 'compres' in 'a', which does not exist",
    );
  });
});

describe('tls-options', () => {
  const secured = (id: string, host: string, options: string, entryPoint = 'websecure') =>
    route(id, `Host(\`${host}\`) && PathPrefix(\`/${id}\`)`, `entryPoints: [${entryPoint}], tls: { ${options} }`);

  test.each([
    [
      'one host with the same options',
      [secured('a/x', 'h', 'options: { name: mtls }'), secured('a/y', 'h', 'options: { name: mtls, namespace: a }')],
    ],
    ['other hosts', [secured('a/x', 'h', 'options: { name: mtls }'), secured('a/y', 'i', '')]],
    ['other entry points', [secured('a/x', 'h', 'options: { name: mtls }'), secured('a/y', 'h', '', 'inner')]],
  ])('passes %s', (_what, documents) => {
    expect(check(tlsOptions, ...documents)).toEqual([]);
  });

  test.each([
    ['other options', 'options: { name: strict }', "got 'b/strict' beside 'a/mtls'"],
    ['no options', '', "got 'default' beside 'a/mtls'"],
  ])('fails one host with %s', (_what, options, message) => {
    expect(check(tlsOptions, secured('a/x', 'h', 'options: { name: mtls }'), secured('b/y', 'h', options))).toEqual([
      `'app/1': must have the same TLS options for the host 'h' as 'app/0', ${message}; Traefik falls back to its default for both`,
    ]);
  });

  test('fails options for hosts by an expression, for which there are none', () => {
    const wild = (options: string) =>
      route('a/x', 'HostRegexp(`^.+$`) && PathPrefix(`/`)', `entryPoints: [websecure], tls: { ${options} }`);
    expect(check(tlsOptions, wild('options: { name: mtls }'))).toEqual([
      "'app/0': names the TLS options 'a/mtls' for HostRegexp(`^.+$`), for which Traefik keeps none: its default holds, and clients need no certificate; name the hosts with Host(...)",
    ]);
    expect(check(tlsOptions, wild(''), secured('a/y', '^.+$', 'options: { name: mtls }'))).toEqual([]);
  });

  test('fails two that are called default', () => {
    const option = (id: string) => traefik('TLSOption', id, '{ minVersion: VersionTLS13 }');
    expect(check(tlsOptions, option('a/default'), option('b/default'))).toEqual([
      "'app/1': is a second TLSOption called 'default' beside 'app/0'; Traefik drops both, give one of them another name",
    ]);
  });
});
