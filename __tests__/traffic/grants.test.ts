import {
  Canary,
  CanaryPin,
  CanaryStage,
  ContainerImage,
  CrossNamespace,
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  ModelServer,
  RouteRule,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer } from '../support/gateways';
import { DIALECTS, gatewayOf, routed, sound, world } from '../support/routes';

const HOST = 'models.example.com';
const { via, implementation } = DIALECTS['Envoy Gateway'];
const { image, ...server } = MINIMAL;

test('every target in another namespace is granted, however many there are in one', () => {
  const { app, lab, a, e } = world();
  const edge = new TenantNamespace(app, 'edge');
  const second = new ModelServer(lab, 'f', MINIMAL);
  new IngressRoute(edge, 'public', {
    host: HOST,
    via,
    crossNamespace: CrossNamespace.GRANT,
    rules: [RouteRule.pathPrefix('/a', a), RouteRule.pathPrefix('/e', e), RouteRule.pathPrefix('/f', second)],
  });
  const manifests = sound(manifestsFrom(app));
  for (const [path, backend] of [
    ['/a', 'shop/a:80'],
    ['/e', 'lab/e:80'],
    ['/f', 'lab/f:80'],
  ])
    expect(answer(manifests.all, implementation, { scheme: 'http', host: HOST, path })).toMatchObject({
      outcome: 'forward',
      backends: { [backend]: '1' },
    });
});

test('routes of one name in two namespaces have a grant each', () => {
  const { app, e } = world();
  const [one, two] = ['one', 'two'].map((id) => new TenantNamespace(app, id));
  for (const [tenant, host] of [
    [one, 'one.example'],
    [two, 'two.example'],
  ] as const)
    new IngressRoute(tenant, 'public', {
      host,
      via,
      crossNamespace: CrossNamespace.GRANT,
      rules: [RouteRule.pathPrefix('/', e)],
    });
  expect(
    manifestsFrom(app)
      .all.filter(({ kind }) => kind === 'ReferenceGrant')
      .map(({ metadata }) => metadata.name),
  ).toEqual(['one.public.e', 'two.public.e']);
});

describe('a release in another namespace', () => {
  const at = (stage: CanaryStage) => {
    const { app, shop, lab } = world();
    const release = new Canary(lab, 'rank', {
      server,
      stable: { image },
      canary: { image: ContainerImage.of('registry.example/x:2') },
      replicas: 4,
      minCapacity: 1,
      steps: [10, 50],
      stage,
      split: TrafficSplit.byRoute({ pins: [CanaryPin.header('X-Version', '2')] }),
    });
    new IngressRoute(shop, 'public', {
      host: HOST,
      via,
      crossNamespace: CrossNamespace.GRANT,
      rules: [RouteRule.pathPrefix('/', release)],
    });
    const manifests = sound(manifestsFrom(app));
    const ask = (headers: Record<string, string> = {}) =>
      answer(manifests.all, implementation, { scheme: 'http', host: HOST, path: '/', headers });
    return { grant: manifests.get('ReferenceGrant').spec.to as { name: string }[], ask };
  };

  test.each([
    ['before it begins', CanaryStage.weight(0)],
    ['on its way', CanaryStage.step(0)],
    ['promoted', CanaryStage.promoted()],
  ])('is granted with the Services of its pins, %s', (_what, stage) => {
    const { ask } = at(stage);
    for (const headers of [{}, { 'X-Version': '2' }] as Record<string, string>[]) {
      const given = ask(headers);
      expect(given.outcome).toBe('forward');
      expect(given.outcome === 'forward' && Object.keys(given.backends).join()).not.toContain('status');
    }
  });

  test('needs no new grant for a new stage', () => {
    const grants = [CanaryStage.weight(0), CanaryStage.step(1), CanaryStage.promoted()].map((stage) => at(stage).grant);
    expect(grants[0].length).toBeGreaterThan(1);
    for (const grant of grants) expect(grant).toEqual(grants[0]);
  });
});

test('Traefik mirrors within a namespace only when it speaks the Gateway API', () => {
  const onTraefik = gatewayOf(GatewayImplementation.TRAEFIK);
  const props = { via: onTraefik, crossNamespace: CrossNamespace.GRANT };
  const sentence = 'must be in the namespace of the route where a rule mirrors';
  expect(
    failureOf(() => routed(({ a, e }) => [RouteRule.pathPrefix('/', a, { mirror: { target: e } })], props)),
  ).toContain(`rules[0].mirror.target ${sentence}`);
  expect(
    failureOf(() => routed(({ a, e }) => [RouteRule.pathPrefix('/', e, { mirror: { target: a } })], props)),
  ).toContain(`rules[0].target ${sentence}`);
  const elsewhere = { ...props, via };
  const manifests = routed(({ a, e }) => [RouteRule.pathPrefix('/', a, { mirror: { target: e } })], elsewhere);
  expect(answer(manifests.all, implementation, { scheme: 'http', host: HOST, path: '/' })).toMatchObject({
    mirrors: { 'lab/e:80': 100 },
  });
});

test('without a grant nothing is made in other namespaces', () => {
  const facts = GatewayFacts.traefik({ allowCrossNamespace: true });
  const manifests = routed(({ e }) => [RouteRule.pathPrefix('/', e)], { crossNamespace: CrossNamespace.GRANT }, facts);
  expect(manifests.all.filter(({ kind }) => kind === 'ReferenceGrant')).toEqual([]);
});
