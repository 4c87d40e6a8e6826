import { HttpMethod, RouteRule, type RouteRuleOptions } from '../../lib';
import { failureOf } from '../support/declare';
import { answer } from '../support/gateways';
import { DIALECTS, routed, type Rules } from '../support/routes';

const HOST = 'models.example.com';
const ORIGIN = 'https://app.example.com';
const cors = { allowOrigins: [ORIGIN], allowMethods: [HttpMethod.POST] };

/** What a browser asks before a page of another origin sends a request. */
function preflight(rules: Rules, wanted: string, dialect = DIALECTS.traefik, path = '/v1') {
  return answer(routed(rules, { via: dialect.via }).all, dialect.implementation, {
    scheme: 'http',
    host: HOST,
    path,
    method: 'OPTIONS',
    headers: { origin: ORIGIN, 'access-control-request-method': wanted },
  });
}

const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, { cors, ...options })];

test('on Traefik a rule with methods answers what browsers ask, and nothing else besides its methods', () => {
  const rules = withOptions({ methods: [HttpMethod.POST] });
  expect(preflight(rules, 'POST')).toMatchObject({ outcome: 'reply', status: 200 });
  expect(preflight(rules, 'POST', DIALECTS.traefik, '/v1/x')).toMatchObject({ outcome: 'reply', status: 200 });
  expect(preflight(rules, 'GET')).toMatchObject({ status: 404 });
  const { all } = routed(rules);
  const ask = (method: string) =>
    answer(all, DIALECTS.traefik.implementation, { scheme: 'http', host: HOST, path: '/v1', method });
  expect(ask('POST')).toMatchObject({ outcome: 'forward' });
  expect(ask('OPTIONS')).toMatchObject({ status: 404 });
});

test('on Traefik each of two rules on a path answers for its own methods', () => {
  const rules: Rules = ({ a, b }) => [
    RouteRule.pathPrefix('/v1', a, { cors, methods: [HttpMethod.POST], name: 'write' }),
    RouteRule.pathPrefix('/v1', b),
  ];
  expect(preflight(rules, 'POST')).toMatchObject({ outcome: 'reply', status: 200 });
  expect(preflight(rules, 'GET')).toMatchObject({ outcome: 'forward', backends: { 'shop/b:80': '1' } });
});

test('no route is made where a rule takes the question anyway', () => {
  const routes = (rules: Rules) => routed(rules).get('IngressRoute').spec.routes.length as number;
  expect(routes(withOptions({}))).toBe(1);
  expect(routes(withOptions({ methods: [HttpMethod.POST, HttpMethod.OPTIONS] }))).toBe(1);
  expect(
    routes(({ a, b }) => [
      RouteRule.pathPrefix('/', a, { cors }),
      RouteRule.pathPrefix('/v1', b, { cors, headers: { 'X-A': '1' } }),
    ]),
  ).toBe(2);
});

test.each([
  ['on Traefik for headers', 'traefik', { headers: { 'X-A': '1' } }, 'leave out headers'],
  ['elsewhere for headers', 'Envoy Gateway', { headers: { 'X-A': '1' } }, 'leave out headers'],
  ['elsewhere for methods', 'Envoy Gateway', { methods: [HttpMethod.POST] }, 'add HttpMethod.OPTIONS to methods'],
] as const)('is refused %s', (_what, dialect, options, remedy) => {
  const failure = failureOf(() =>
    routed(withOptions(options as unknown as RouteRuleOptions), { via: DIALECTS[dialect].via }),
  );
  expect(failure).toContain('rules[0].cors is never asked: browsers ask by OPTIONS and without headers');
  expect(failure).toContain(remedy);
});

test('is taken elsewhere where the question reaches a rule of the same cors', () => {
  const { via, implementation } = DIALECTS['Envoy Gateway'];
  const rules: Rules = ({ a, b }) => [
    RouteRule.pathPrefix('/v1', a, { cors }),
    RouteRule.pathPrefix('/v1', b, { cors, headers: { 'X-A': '1' }, methods: [HttpMethod.POST], name: 'other' }),
  ];
  expect(
    answer(routed(rules, { via }).all, implementation, {
      scheme: 'http',
      host: HOST,
      path: '/v1',
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    }),
  ).toMatchObject({ outcome: 'reply', status: 200 });
});
