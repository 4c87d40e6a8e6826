import { Duration } from 'cdk8s';
import { CookieSameSite, HttpMethod, RouteAuthentication, RouteRule, RouteTls, type RouteRuleOptions } from '../../lib';
import { failureOf } from '../support/declare';
import { answer, type GatewayRequest } from '../support/gateways';
import { DIALECTS, madeFor, routed, type RouteProps, type Rules } from '../support/routes';

const HOST = 'models.example.com';
const { via, implementation } = DIALECTS['ingress on ingress-nginx'];
const PREFIX = 'nginx.ingress.kubernetes.io/';
const ask = (manifests: readonly object[], request: Partial<GatewayRequest> & { path: string }) =>
  answer(manifests, implementation, { scheme: 'http', host: HOST, ...request });
const annotationsOf = (rules: Rules, props: RouteProps = {}, name = 'public') =>
  Object.fromEntries(
    Object.entries<string>(routed(rules, { via, ...props }).get('Ingress', name).metadata.annotations ?? {})
      .filter(([key]) => !/proxy-(read|send)-timeout/.test(key))
      .map(([key, value]) => [key.replace(PREFIX, ''), value]),
  );
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];

describe('options', () => {
  test.each<[string, RouteRuleOptions, object]>([
    [
      'users and passwords',
      { authentication: RouteAuthentication.basic('users') },
      { 'auth-type': 'basic', 'auth-secret': 'users' },
    ],
    [
      'a service that decides',
      {
        authentication: RouteAuthentication.forward({
          address: 'http://auth.identity.svc.cluster.local:4180/verify?a=b',
          responseHeaders: ['X-User', 'X-Group'],
        }),
      },
      {
        'auth-url': 'http://auth.identity.svc.cluster.local:4180/verify?a=b',
        'auth-response-headers': 'X-User,X-Group',
      },
    ],
    [
      'pages of other origins, where what is left out admits no more than browsers do',
      { cors: { allowOrigins: ['https://a.example', 'https://b.example'] } },
      {
        'enable-cors': 'true',
        'cors-allow-origin': 'https://a.example,https://b.example',
        'cors-allow-methods': 'GET,HEAD,POST',
        'cors-allow-headers': 'Accept',
        'cors-allow-credentials': 'false',
      },
    ],
    [
      'pages of other origins, with everything said',
      {
        cors: {
          allowOrigins: ['https://a.example'],
          allowMethods: [HttpMethod.PUT],
          allowHeaders: ['X-A', 'X-B'],
          exposeHeaders: ['X-C'],
          allowCredentials: true,
          maxAgeSeconds: 60,
        },
      },
      {
        'enable-cors': 'true',
        'cors-allow-origin': 'https://a.example',
        'cors-allow-methods': 'PUT',
        'cors-allow-headers': 'X-A,X-B',
        'cors-expose-headers': 'X-C',
        'cors-allow-credentials': 'true',
        'cors-max-age': '60',
      },
    ],
    ['a rate in a second', { rateLimit: { average: 5 } }, { 'limit-rps': '5', 'limit-burst-multiplier': '1' }],
    [
      'a rate in a minute',
      { rateLimit: { average: 90, period: Duration.minutes(2), burst: 135 } },
      { 'limit-rpm': '45', 'limit-burst-multiplier': '3' },
    ],
    [
      'sticky sessions',
      { sticky: { cookieName: 'iris' } },
      {
        affinity: 'cookie',
        'session-cookie-name': 'iris',
        'session-cookie-path': '/',
        'session-cookie-samesite': 'Lax',
        'session-cookie-secure': 'false',
      },
    ],
    [
      'sticky sessions with everything said',
      { sticky: { cookieName: 'iris', secure: true, sameSite: CookieSameSite.STRICT, maxAgeSeconds: 60 } },
      {
        affinity: 'cookie',
        'session-cookie-name': 'iris',
        'session-cookie-path': '/',
        'session-cookie-samesite': 'Strict',
        'session-cookie-secure': 'true',
        'session-cookie-max-age': '60',
      },
    ],
    ['the largest body', { maxBodySize: '8Mi' }, { 'proxy-body-size': '8388608' }],
  ])('%s are annotations', (_what, options, expected) => {
    expect(annotationsOf(withOptions(options))).toEqual(expected);
    // The same for every rule is one Ingress still.
    expect(
      annotationsOf(({ a, b }) => [RouteRule.pathPrefix('/v1', a), RouteRule.exact('/v2', b)], { defaults: options }),
    ).toEqual(expected);
  });

  test('gRPC is spoken over TLS', () => {
    const rules: Rules = ({ g }) => [RouteRule.grpc('p.S', g), RouteRule.pathPrefix('/v1', g)];
    const manifests = routed(rules, { via, tls: RouteTls.secret('cert') });
    expect(madeFor(manifests)).toEqual(['Ingress/public', 'Ingress/public-p-s']);
    const call = ask(manifests.all, { scheme: 'https', method: 'POST', path: '/p.S/Infer' });
    expect(call).toMatchObject({ outcome: 'forward', seen: { 'shop/g:9000': { protocol: 'h2c' } } });
    expect(ask(manifests.all, { scheme: 'https', path: '/v1' })).toMatchObject({ backends: { 'shop/g:80': '1' } });
    expect(failureOf(() => routed(rules, { via }))).toContain(
      'rules[0] needs tls, since ingress-nginx speaks HTTP/2 to clients over TLS alone; set tls',
    );
  });

  test('rules that ask for different things stand in Ingresses of their own, whatever their order', () => {
    const rules: Rules = ({ a, b, c }) => [
      RouteRule.pathPrefix('/open', a),
      RouteRule.pathPrefix('/guarded', b, { authentication: RouteAuthentication.basic('users') }),
      RouteRule.pathPrefix('/guarded-too', c, { authentication: RouteAuthentication.basic('users') }),
      RouteRule.pathPrefix('/large', c, { maxBodySize: '1Gi' }),
    ];
    const props = { via, tls: RouteTls.certManager({ clusterIssuer: 'letsencrypt' }) };
    const manifests = routed(rules, props);
    expect(madeFor(manifests)).toEqual(['Ingress/public', 'Ingress/public-guarded', 'Ingress/public-large']);
    expect(routed((all) => rules(all).reverse(), props).toYaml()).toBe(manifests.toYaml());
    const ingresses = manifests.all.filter(({ kind }) => kind === 'Ingress');
    // The Secret is asked for once, and named by all.
    expect(
      ingresses.filter(({ metadata }) => metadata.annotations?.['cert-manager.io/cluster-issuer'] !== undefined),
    ).toHaveLength(1);
    expect(ingresses.map(({ spec }) => spec.tls[0].secretName)).toEqual(['public-tls', 'public-tls', 'public-tls']);
    const passes = (path: string) => {
      const given = ask(manifests.all, { scheme: 'https', path, headers: { authorization: 'Basic x' } });
      return given.outcome === 'forward'
        ? [given.passes.map(({ kind }) => kind), Object.values(given.seen)[0]?.removed]
        : [];
    };
    expect(passes('/open')).toEqual([[], []]);
    // The model does not see the password.
    expect(passes('/guarded/x')).toEqual([['basicAuth'], ['authorization']]);
    expect(ask(manifests.all, { scheme: 'https', path: '/large', bodyBytes: 2 ** 29 }).outcome).toBe('forward');
    expect(ask(manifests.all, { scheme: 'https', path: '/large', bodyBytes: 2 ** 31 })).toMatchObject({ status: 413 });
  });

  test.each<[string, RouteRuleOptions, string]>([
    [
      'a rate that is no whole number',
      { rateLimit: { average: 1, period: Duration.minutes(7) } },
      'rules[0].rateLimit must come to whole requests in a second or minute, and its burst to a multiple of those, for ingress-nginx, got 1 in 420 s with a burst of 1; change average, period or burst',
    ],
    ['a burst that is no multiple', { rateLimit: { average: 2, burst: 3 } }, 'got 2 in 1 s with a burst of 3'],
    [
      'a host that nginx does not find',
      { authentication: RouteAuthentication.forward({ address: 'http://auth.identity.svc:4180/' }) },
      "rules[0].authentication.address must name its host in full, since nginx does not search the cluster's domains, got 'auth.identity.svc'; write '<service>.<namespace>.svc.cluster.local'",
    ],
    [
      'a host of one label',
      { authentication: RouteAuthentication.forward({ address: 'http://auth/' }) },
      "must name its host in full, since nginx does not search the cluster's domains, got 'auth'",
    ],
    [
      'a variable of nginx',
      { authentication: RouteAuthentication.forward({ address: 'http://a.example/$uri' }) },
      'rules[0].authentication.address must be a plain URL for ingress-nginx',
    ],
    ['a cookie for scripts', { sticky: { cookieName: 'c', httpOnly: false } }, 'rules[0].sticky.httpOnly must be true'],
    [
      'a name of a header that it does not take',
      { cors: { allowOrigins: ['*'], allowHeaders: ['X.A'] } },
      "rules[0].cors.allowHeaders must be letters, digits, '-' and '_' for ingress-nginx, got 'X.A'",
    ],
    ['requests under way', { maxInFlight: 5 }, 'rules[0].maxInFlight: limits of requests under way cannot be had'],
    ['methods', { methods: [HttpMethod.GET] }, 'rules[0].methods: matching methods cannot be had'],
  ])('%s are refused', (_what, options, message) => {
    expect(failureOf(() => routed(withOptions(options), { via }))).toContain(message);
  });

  test('two rules of one path whose Ingresses would share a name are told so', () => {
    const rules: Rules = ({ a, b }) => [
      RouteRule.pathPrefix('/v1', a, { maxBodySize: '1Mi' }),
      RouteRule.exact('/v1', b, { maxBodySize: '2Mi' }),
      RouteRule.pathPrefix('/', a),
    ];
    expect(failureOf(() => routed(rules, { via }))).toContain('must have a name of its own');
  });
});
