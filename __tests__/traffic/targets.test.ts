import fc from 'fast-check';
import { Chart } from 'cdk8s';
import {
  CrossNamespace,
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  ModelServer,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer } from '../support/gateways';
import { ForeignRelease, RELEASE_HOST, released } from '../support/released';
import { type Dialect, DIALECTS, EXISTING, gatewayOf, routed, world, type World } from '../support/routes';

const HOST = RELEASE_HOST;

const RICH: (keyof typeof DIALECTS)[] = ['traefik', 'Envoy Gateway', 'Gateway API on Traefik'];

describe.each(RICH)('on %s', (name) => {
  const dialect = DIALECTS[name];

  test('the weights are those of the release at synthesis, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (stable) => {
        const { ask } = released(dialect, (release) => {
          release.weigh(stable);
        });
        const given = ask();
        const share = (service: string) => {
          const [num, den = 1] = (given.outcome === 'forward' ? (given.backends[`shop/${service}:80`] ?? '0') : '0')
            .split('/')
            .map(Number);
          return (num / den) * 100;
        };
        expect([share('rank-stable'), share('rank-canary')]).toEqual([
          expect.closeTo(stable, 9),
          expect.closeTo(100 - stable, 9),
        ]);
      }),
      { numRuns: 20 },
    );
  });

  test('shares of shares are exact', () => {
    const all = world(GatewayFacts.traefik());
    const release = new ForeignRelease(all, 'rank');
    const target = RouteTarget.split([
      { target: release, weight: 33 },
      { target: all.a, weight: 67 },
    ]);
    new IngressRoute(all.shop, 'public', { host: HOST, via: dialect.via, rules: [RouteRule.pathPrefix('/', target)] });
    const manifests = manifestsFrom(all.app).all;
    expect(answer(manifests, dialect.implementation, { scheme: 'http', host: HOST, path: '/' })).toMatchObject({
      backends: { 'shop/rank-stable:80': '297/1000', 'shop/rank-canary:80': '33/1000', 'shop/a:80': '67/100' },
    });
  });

  test('pinned requests go to their version whatever its weight: by header, by cookie, the first one first', () => {
    const { ask } = released(dialect, (release) => {
      release.weigh(100);
      const [stable, canary] = release.trafficBackends;
      release.trafficPins = [
        { header: 'X-Version', value: 'new', backend: canary },
        { cookie: 'version', value: 'n.w', backend: canary },
        { header: 'X-Tester', value: '1', backend: stable },
      ];
    });
    const end = (headers: Record<string, string>) => {
      const given = ask(headers);
      return given.outcome === 'forward'
        ? Object.entries(given.backends)
            .filter(([, share]) => share !== '0')
            .map(([backend]) => backend)
            .join()
        : given.outcome;
    };
    const [stable, canary] = ['shop/rank-stable:80', 'shop/rank-canary:80'];
    expect(end({})).toBe(stable);
    expect(end({ 'x-version': 'new' })).toBe(canary);
    expect(end({ 'x-version': 'newer' })).toBe(stable);
    expect(end({ cookie: 'a=1; version=n.w; b=2' })).toBe(canary);
    expect(end({ cookie: 'version=n.w' })).toBe(canary);
    for (const cookie of ['version=new', 'my-version=n.w', 'version=n.w2', 'a=version=n.w'])
      expect(end({ cookie })).toBe(stable);
    expect(end({ 'x-version': 'new', 'x-tester': '1' })).toBe(canary);
  });
});

describe('empty backends', () => {
  const strict: Dialect = {
    via: RouteRenderer.traefik(GatewayFacts.traefik({ allowEmptyServices: false })),
    implementation: { ...DIALECTS.traefik.implementation, allowEmptyServices: false },
  };
  const services = (manifests: Manifests) =>
    manifests.get('IngressRoute', 'public').spec.routes[0].services.map((service: { name: string }) => service.name);

  test.each<[string, number, [number, number], string[]]>([
    ['weight 0', 100, [9, 1], ['rank-stable']],
    ['replicas 0', 90, [9, 0], ['rank-stable']],
    ['both with pods', 90, [9, 1], ['rank-stable', 'rank-canary']],
    ['all without pods', 100, [0, 0], ['rank-stable']],
    ['no pods in either', 90, [0, 0], ['rank-stable', 'rank-canary']],
  ])('on a Traefik that drops routes for them: %s', (_what, stable, replicas, expected) => {
    const { manifests } = released(strict, (release) => {
      release.weigh(stable, replicas);
    });
    expect(services(manifests)).toEqual(expected);
  });

  test('are written with their weight where they harm nobody, on the Gateway API always', () => {
    const zero = (release: ForeignRelease) => {
      release.weigh(100);
    };
    expect(services(released(DIALECTS.traefik, zero).manifests)).toEqual(['rank-stable', 'rank-canary']);
    const { backendRefs } = released(DIALECTS['Envoy Gateway'], zero).manifests.get('HTTPRoute').spec.rules[0];
    expect(backendRefs.map(({ weight }: { weight: number }) => weight)).toEqual([100, 0]);
  });

  test('are refused as mirrors, whose copies would take the requests down', () => {
    const mirrored = (via: RouteRenderer) => {
      const { app, shop, a } = world();
      const off = new ModelServer(shop, 'off', { ...MINIMAL, replicas: 0 });
      const rules = [RouteRule.pathPrefix('/', a, { mirror: { target: off } })];
      new IngressRoute(shop, 'public', { host: HOST, via, rules });
      return app.synthYaml();
    };
    expect(failureOf(() => mirrored(strict.via))).toContain(
      "IngressRoute 'shop/public': rules[0].mirror.target has no pods, and a Traefik without allowEmptyServices drops the whole route",
    );
    mirrored(DIALECTS.traefik.via);
    mirrored(DIALECTS['Envoy Gateway'].via);
  });

  test('take a split in a TraefikService down as well, and are left out there', () => {
    const { manifests } = released(
      strict,
      (release) => {
        release.weigh(90, [9, 0]);
      },
      { defaults: { sticky: { cookieName: 'rank' } } },
    );
    expect(manifests.get('TraefikService').spec.weighted.services).toMatchObject([{ name: 'rank-stable' }]);
  });
});

test('one Service alone has its weight on the Gateway API too, where a missing one would be 1', () => {
  const { spec } = routed(({ a }) => [RouteRule.pathPrefix('/', a)], { via: DIALECTS['Envoy Gateway'].via }).get(
    'HTTPRoute',
  );
  expect(spec.rules[0].backendRefs).toEqual([{ group: '', kind: 'Service', name: 'a', port: 80, weight: 100 }]);
});

test('what a release pins is refused where the gateway cannot tell', () => {
  const pin = (by: 'header' | 'cookie') => (release: ForeignRelease) => {
    release.trafficPins = [{ [by]: 'x', value: '1', backend: release.trafficBackends[1] }];
  };
  const nginx: Dialect = { ...DIALECTS['Envoy Gateway'], via: gatewayOf(GatewayImplementation.NGINX_GATEWAY_FABRIC) };
  released(nginx, pin('header'));
  expect(failureOf(() => released(nginx, pin('cookie')))).toContain(
    "IngressRoute 'shop/public': rules[0].target pins requests by a cookie: sending requests with a cookie to one version cannot be had",
  );
  expect(failureOf(() => released(DIALECTS.ingress, pin('header')))).toContain(
    'rules[0].target has 2 Services: weights',
  );
});

test('more rules than an HTTPRoute holds are refused, pins counted', () => {
  const rules = (count: number) => (all: World) =>
    Array.from({ length: count }, (_, index) => RouteRule.pathPrefix(`/m${index}`, all.a));
  const { via } = DIALECTS['Envoy Gateway'];
  routed(rules(16), { via });
  expect(failureOf(() => routed(rules(17), { via }))).toContain(
    'makes 17 rules, of which a route of the Gateway API holds 16',
  );
  routed(rules(150), { via: DIALECTS.traefik.via });
});

describe('targets in other namespaces', () => {
  test('get a ReferenceGrant each in their own namespace, made inside of them', () => {
    const manifests = routed(({ a, e }) => [RouteRule.pathPrefix('/a', a), RouteRule.pathPrefix('/e', e)], {
      via: gatewayOf(GatewayImplementation.CILIUM),
      crossNamespace: CrossNamespace.GRANT,
    });
    expect(manifests.get('ReferenceGrant')).toMatchObject({
      metadata: { name: 'shop.public.e', namespace: 'lab' },
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
        to: [{ group: '', kind: 'Service', name: 'e' }],
      },
    });
    const implementation = { kind: 'gateway-api', implementation: 'cilium' } as const;
    expect(answer(manifests.all, implementation, { scheme: 'http', host: HOST, path: '/e' })).toMatchObject({
      backends: { 'lab/e:80': '1' },
    });
  });

  test('keep the labels of their own tenant', () => {
    const app = new ServingApp();
    const tenants = ['qualif', 'prod'].map((name) => new TenantNamespace(app, name, { labels: { environment: name } }));
    const target = new ModelServer(tenants[1], 'iris', MINIMAL);
    new IngressRoute(tenants[0], 'public', {
      host: HOST,
      via: gatewayOf(GatewayImplementation.CILIUM),
      crossNamespace: CrossNamespace.GRANT,
      rules: [RouteRule.pathPrefix('/', target)],
    });
    expect(manifestsFrom(app).get('ReferenceGrant').metadata.labels?.environment).toBe('prod');
    expect(manifestsFrom(app).get('HTTPRoute').metadata.labels?.environment).toBe('qualif');
  });

  test('get none where somebody else has granted it, and need none on a Traefik that permits it', () => {
    const rules = ({ e }: World) => [RouteRule.pathPrefix('/e', e)];
    const all = world();
    const via = gatewayOf(GatewayImplementation.CILIUM);
    const crossNamespace = CrossNamespace.GRANTED_ELSEWHERE;
    new IngressRoute(all.shop, 'public', { host: HOST, via, crossNamespace, rules: rules(all) });
    expect(manifestsFrom(all.app).find('ReferenceGrant')).toEqual([]);
    const traefik = GatewayFacts.traefik({ allowCrossNamespace: true });
    const { services } = routed(rules, { crossNamespace: CrossNamespace.GRANT }, traefik).get('IngressRoute').spec
      .routes[0];
    expect(services).toEqual([{ kind: 'Service', name: 'e', namespace: 'lab', port: 80 }]);
  });
});

test('works under a plain chart without a namespace', () => {
  const { app } = world();
  const chart = new Chart(app, 'plain');
  const server = new ModelServer(chart, 'x', { ...MINIMAL, runtime: ServingRuntime.http({ port: 8000 }) });
  new IngressRoute(chart, 'public', {
    host: HOST,
    via: DIALECTS.traefik.via,
    rules: [RouteRule.pathPrefix('/', server)],
  });
  const [route] = Manifests.fromApp(app).find('IngressRoute');
  expect(route.metadata.namespace).toBeUndefined();
  expect(route.spec.routes[0].services).toEqual([{ kind: 'Service', name: 'x', port: 80 }]);
});

test('a Service that somebody else makes need not be in the app', () => {
  const { app, shop } = world();
  const target = RouteTarget.service({ name: 'operated', port: 8080, external: true });
  new IngressRoute(shop, 'public', {
    host: HOST,
    via: RouteRenderer.gatewayApi(GatewayFacts.gatewayApi(EXISTING)),
    rules: [RouteRule.pathPrefix('/', target)],
  });
  expect(app.synthYaml()).toContain('name: operated');
});
