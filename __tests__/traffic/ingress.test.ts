import { Duration } from 'cdk8s';
import {
  GatewayFacts,
  IngressController,
  IngressRoute,
  MiddlewareRef,
  ModelServer,
  RouteRenderer,
  RouteRule,
  RouteTls,
  ServingRuntime,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { madeFor, routed, type Rules, world } from '../support/routes';

const HOST = 'models.example.com';
const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const nginx = RouteRenderer.ingress(
  GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }),
);
const strict = RouteRenderer.ingress(GatewayFacts.traefik({ strictPrefixMatching: true }));

test('a route is one Ingress of the declared class, without annotations', () => {
  const manifests = routed(one, { via: strict });
  expect(madeFor(manifests)).toEqual(['Ingress/public']);
  const { metadata, spec } = manifests.get('Ingress');
  expect(metadata.annotations).toBeUndefined();
  expect(spec).toEqual({
    ingressClassName: 'traefik',
    rules: [
      {
        host: HOST,
        http: {
          paths: [{ path: '/v1', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
        },
      },
    ],
  });
});

test('each host has all rules, the most precise first', () => {
  const rules: Rules = ({ a, b, c }) => [
    RouteRule.pathPrefix('/', a),
    RouteRule.pathPrefix('/v1', b),
    RouteRule.exact('/v1', c),
  ];
  const { spec } = routed(rules, { via: nginx, host: undefined, hosts: ['a.example', '*.b.example'] }).get('Ingress');
  expect(spec.rules.map(({ host }: { host: string }) => host)).toEqual(['a.example', '*.b.example']);
  for (const { http } of spec.rules)
    expect(http.paths.map(({ path, pathType }: { path: string; pathType: string }) => `${pathType} ${path}`)).toEqual([
      'Exact /v1',
      'Prefix /v1',
      'Prefix /',
    ]);
});

test('TLS names the Secret, and cert-manager is asked by an annotation of its own', () => {
  const secret = routed(one, { via: nginx, tls: RouteTls.secret('cert') }).get('Ingress');
  expect(secret.spec.tls).toEqual([{ hosts: [HOST], secretName: 'cert' }]);
  const issued = routed(one, { via: nginx, tls: RouteTls.certManager({ issuer: 'own' }) }).get('Ingress');
  expect(issued.metadata.annotations).toMatchObject({ 'cert-manager.io/issuer': 'own' });
  expect(issued.spec.tls).toEqual([{ hosts: [HOST], secretName: 'public-tls' }]);
  expect(routed(one, { via: nginx, tls: RouteTls.atGateway() }).get('Ingress').spec.tls).toEqual([{ hosts: [HOST] }]);
});

describe('on Traefik', () => {
  test('TLS is served on the entry point for it alone, and Middlewares go by an annotation', () => {
    const props = {
      via: strict,
      tls: RouteTls.secret('cert'),
      defaults: { middlewares: [MiddlewareRef.named('compress'), MiddlewareRef.named('auth', 'lab')] },
    };
    expect(routed(one, props).get('Ingress').metadata.annotations).toEqual({
      'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
      'traefik.ingress.kubernetes.io/router.middlewares': 'shop-compress@kubernetescrd,lab-auth@kubernetescrd',
      'traefik.ingress.kubernetes.io/router.tls': 'true',
    });
  });

  test('exact paths beside prefixes have an Ingress of their own, with a priority', () => {
    const rules: Rules = ({ a, b }) => [RouteRule.pathPrefix('/v1', a), RouteRule.exact('/v1/a', b)];
    const manifests = routed(rules, { via: strict, tls: RouteTls.certManager({ clusterIssuer: 'x' }) });
    expect(madeFor(manifests)).toEqual(['Ingress/public', 'Ingress/public-exact']);
    const { annotations } = manifests.get('Ingress', 'public-exact').metadata;
    expect(annotations).toMatchObject({ 'traefik.ingress.kubernetes.io/router.priority': '100000' });
    expect(annotations).not.toHaveProperty(['cert-manager.io/cluster-issuer']);
    // Alone they have it where they are.
    const alone = routed(({ b }) => [RouteRule.exact('/v1/a', b)], { via: strict });
    expect(madeFor(alone)).toEqual(['Ingress/public']);
    expect(alone.get('Ingress').metadata.annotations).toEqual({
      'traefik.ingress.kubernetes.io/router.priority': '100000',
    });
  });

  const lax = RouteRenderer.ingress();
  test('a prefix that leaks is a warning that names the paths', () => {
    const { app, shop, a, b } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'public', {
      host: HOST,
      via: lax,
      rules: [RouteRule.pathPrefix('/v1', a), RouteRule.pathPrefix('/iris', b), RouteRule.pathPrefix('/', a)],
    });
    expect(app.warnings).toEqual([
      "IngressRoute 'shop/public': on this Traefik a path of an Ingress takes everything that begins with its letters: '/iris' takes '/irisx' as well, '/v1' takes '/v1x' as well; set strictPrefixMatching in Traefik and in the gateway's facts, or use RouteRenderer.traefik()",
    ]);
    manifestsFrom(app);
  });

  test('a prefix that leaks into another route of the host is an error', () => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'one', { host: HOST, via: lax, rules: [RouteRule.pathPrefix('/v1', a)] });
    new IngressRoute(lab, 'two', { host: HOST, via: lax, rules: [RouteRule.exact('/v1beta', e)] });
    expect(failureOf(() => app.synthYaml())).toContain(
      "IngressRoute 'shop/one': the prefix '/v1' leaks into '/v1beta' of 'lab/two' on this Traefik, which compares letters",
    );
    const other = world(GatewayFacts.traefik());
    new IngressRoute(other.shop, 'one', { host: HOST, via: lax, rules: [RouteRule.pathPrefix('/v1', other.a)] });
    new IngressRoute(other.lab, 'two', {
      host: 'other.example.com',
      via: lax,
      rules: [RouteRule.exact('/v1beta', other.e)],
    });
    other.app.synthYaml();
  });
});

test('a wildcard that would win over a named host on Traefik is an error', () => {
  const { app, shop, lab, a, e } = world(GatewayFacts.traefik({ strictPrefixMatching: true }));
  const via = RouteRenderer.ingress();
  new IngressRoute(shop, 'any', { host: '*.example.com', via, rules: [RouteRule.pathPrefix('/', a)] });
  new IngressRoute(lab, 'named', { host: 'iris.example.com', via, rules: [RouteRule.pathPrefix('/', e)] });
  expect(failureOf(() => app.synthYaml())).toContain(
    "IngressRoute 'shop/any': the host '*.example.com' would win over 'iris.example.com' of 'lab/named'",
  );
});

describe('on ingress-nginx', () => {
  test('long calls are not cut off after 60 seconds', () => {
    const rules: Rules = ({ shop }) => [
      RouteRule.pathPrefix(
        '/fast',
        new ModelServer(shop, 'fast', { ...MINIMAL, runtime: ServingRuntime.flaskGunicorn({ port: 5000 }) }),
      ),
      RouteRule.pathPrefix(
        '/slow',
        new ModelServer(shop, 'slow', {
          ...MINIMAL,
          runtime: ServingRuntime.flaskGunicorn({ port: 5000, workerTimeout: Duration.minutes(5) }),
        }),
      ),
    ];
    expect(routed(rules, { via: nginx }).get('Ingress').metadata.annotations).toEqual({
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '300',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '300',
    });
    // nginx waits for the next piece of an answer for 60 seconds, and cannot wait without an end.
    expect(routed(one, { via: nginx }).get('Ingress').metadata.annotations).toEqual({
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
    });
    expect(routed((all) => [rules(all)[0]], { via: nginx }).get('Ingress').metadata.annotations).toBeUndefined();
  });

  test('redirects and limits of bodies are annotations; those of the user win', () => {
    const props = { via: nginx, tls: RouteTls.secret('s'), redirectToHttps: true, defaults: { maxBodySize: '8Mi' } };
    const { annotations } = routed(one, {
      ...props,
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '16m' },
    }).get('Ingress').metadata;
    expect(annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true',
      'nginx.ingress.kubernetes.io/proxy-body-size': '16m',
    });
  });
});
