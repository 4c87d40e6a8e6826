import {
  GatewayFacts,
  GatewayImplementation,
  HttpMethod,
  IngressRoute,
  type IngressRouteProps,
  RouteRenderer,
  RouteRule,
  RouteTls,
} from '../../lib';
import { failureOf, manifestsFrom } from '../support/declare';
import { answer } from '../support/gateways';
import { DIALECTS, gatewayOf, sound, world, type World } from '../support/routes';

const HOST = 'models.example.com';
type Props = Omit<Partial<IngressRouteProps>, 'rules'>;

/** Two routes for one host: `one` in `shop` and `two` in `lab`. */
function shared(
  one: (all: World) => IngressRouteProps['rules'],
  two: (all: World) => IngressRouteProps['rules'],
  props: Props = {},
  own: Props = {},
) {
  const all = world(GatewayFacts.traefik({ strictPrefixMatching: true }));
  new IngressRoute(all.shop, 'one', { host: HOST, ...props, rules: one(all) });
  new IngressRoute(all.lab, 'two', { host: HOST, ...props, ...own, rules: two(all) });
  return all.app;
}
const v1 = ({ a }: World) => [RouteRule.pathPrefix('/v1', a)];

test('an exact path wins over a prefix of another route, on Ingresses of Traefik as well', () => {
  for (const name of ['ingress on Traefik', 'traefik'] as const) {
    const { via, implementation } = DIALECTS[name];
    const app = shared(v1, ({ e }) => [RouteRule.exact('/v1/a', e)], { via });
    const manifests = sound(manifestsFrom(app)).all;
    const ask = (path: string) => answer(manifests, implementation, { scheme: 'http', host: HOST, path });
    expect(ask('/v1/a')).toMatchObject({ backends: { 'lab/e:80': '1' }, notes: [] });
    expect(ask('/v1/b')).toMatchObject({ backends: { 'shop/a:80': '1' }, notes: [] });
  }
});

test.each([
  ["Traefik's kinds", DIALECTS.traefik],
  ['the Gateway API', DIALECTS['Envoy Gateway']],
] as const)('both may redirect to https on %s', (_name, { via, implementation }) => {
  const app = shared(v1, ({ e }) => [RouteRule.pathPrefix('/v2', e)], {
    via,
    tls: RouteTls.atGateway(),
    redirectToHttps: true,
  });
  const manifests = sound(manifestsFrom(app)).all;
  for (const path of ['/v1', '/v2'])
    expect(answer(manifests, implementation, { scheme: 'http', host: HOST, path })).toMatchObject({
      outcome: 'redirect',
      location: `https://${HOST}${path}`,
    });
});

test('one method that two routes take is told, whatever the others', () => {
  const [get, both] = [[HttpMethod.GET], [HttpMethod.GET, HttpMethod.POST]];
  const app = (one: HttpMethod[], two: HttpMethod[]) =>
    shared(
      ({ a }) => [RouteRule.pathPrefix('/v1', a, { methods: one })],
      ({ e }) => [RouteRule.pathPrefix('/v1', e, { methods: two })],
    );
  for (const [one, two] of [
    [both, get],
    [get, both],
  ])
    expect(failureOf(() => app(one, two).synthYaml())).toContain("which 'shop/one' takes already");
  app(get, [HttpMethod.POST]).synthYaml();
});

describe("an Ingress beside Traefik's own kinds", () => {
  const via = RouteRenderer.ingress();
  test.each([
    ['the same prefix', ({ e }: World) => [RouteRule.pathPrefix('/v1', e)]],
    ['a slash at its end', ({ e }: World) => [RouteRule.pathPrefix('/v1/', e)]],
  ])('is refused for %s', (_what, rules) => {
    expect(failureOf(() => shared(v1, rules, {}, { via }).synthYaml())).toContain(
      "'lab/two': takes /v1 on the host 'models.example.com', which 'shop/one' takes already",
    );
  });

  test('is refused for an exact path and for a wildcard', () => {
    const app = shared(
      ({ a }) => [RouteRule.exact('/v1', a)],
      ({ e }) => [RouteRule.exact('/v1', e)],
      { host: '*.example.com' },
      { via },
    );
    expect(failureOf(() => app.synthYaml())).toContain("'lab/two': takes /v1 on the host");
  });

  test('is taken for another path, with TLS beside a route without, and of another class', () => {
    shared(v1, ({ e }) => [RouteRule.pathPrefix('/v2', e)], {}, { via }).synthYaml();
    const v1Too = ({ e }: World) => [RouteRule.pathPrefix('/v1', e)];
    shared(v1, v1Too, {}, { via, tls: RouteTls.atGateway() }).synthYaml();
    shared(v1, v1Too, {}, { via: DIALECTS.ingress.via }).synthYaml();
  });
});

test("on Traefik's Gateway API a method of one route must not win over a longer path of another", () => {
  const via = gatewayOf(GatewayImplementation.TRAEFIK);
  const app = (props: Props) =>
    shared(
      ({ a }) => [RouteRule.pathPrefix('/a', a, { methods: [HttpMethod.GET] })],
      ({ e }) => [RouteRule.pathPrefix('/a/b', e)],
      props,
    );
  expect(failureOf(() => app({ via }).synthYaml())).toContain(
    "IngressRoute 'lab/two': rules[0] of 'shop/one' would win over rules[0] on Traefik's Gateway API",
  );
  app({ via: DIALECTS['Envoy Gateway'].via }).synthYaml();
});
