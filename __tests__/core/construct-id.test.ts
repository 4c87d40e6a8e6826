import { ConfigMap } from 'cdk8s-plus-28';
import { type App, Chart } from 'cdk8s';
import { type Construct } from 'constructs';
import {
  BlueGreen,
  Canary,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  CrossNamespace,
  GatewayFacts,
  IngressRoute,
  ModelServer,
  RouteRule,
  RouteTarget,
  ServingApp,
  TenantNamespace,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { failureOf, MINIMAL } from '../support/declare';
import { EXISTING } from '../support/routes';

const server = { runtime: MINIMAL.runtime, resources: MINIMAL.resources };
const [one, two] = ['iris:1', 'iris:2'].map((text) => ({ image: ContainerImage.of(`registry.example/${text}`) }));
const elsewhere = RouteTarget.service({ name: 'other', port: 80, external: true });

/** The constructs whose id is a name, by what they make. */
const SERVERS = {
  ModelServer: (scope: Construct, id: string) => new ModelServer(scope, id, MINIMAL),
  BlueGreen: (scope: Construct, id: string) =>
    new BlueGreen(scope, id, { server, blue: one, green: two, active: Colour.BLUE }),
  Canary: (scope: Construct, id: string) =>
    new Canary(scope, id, { server, stable: one, canary: two, stage: CanaryStage.weight(0) }),
};
const ROUTES = {
  IngressRoute: (scope: Construct, id: string) =>
    new IngressRoute(scope, id, { host: 'models.example.com', rules: [RouteRule.pathPrefix('/', elsewhere)] }),
};
const cluster = ClusterProfile.of({ gateway: GatewayFacts.traefik() });
const tenant = () => {
  const app = new ServingApp({ cluster });
  return { app, scope: new TenantNamespace(app, 'vision') };
};
const chart = () => {
  const app = new ServingApp({ cluster });
  return { app, scope: new Chart(app, 'vision', { namespace: 'vision' }) };
};
const PLACES = { tenant, chart };

const mixed = Object.entries(SERVERS).flatMap(([first, makeServer]) =>
  Object.entries(ROUTES).flatMap(([second, makeRoute]) =>
    Object.entries(PLACES).flatMap(([place, open]) => [
      { title: `a ${first}, then its ${second}, in a ${place}`, open, makers: [makeServer, makeRoute] },
      { title: `a ${second}, then the ${first}, in a ${place}`, open, makers: [makeRoute, makeServer] },
    ]),
  ),
);

test.each(mixed)('one id names $title', ({ open, makers }) => {
  const names = (id: (index: number) => string) => {
    const { app, scope } = open();
    makers.forEach((make, index) => make(scope, id(index)));
    return Manifests.fromYaml(app.synthYaml()).all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  };
  const together = names(() => 'churn');
  expect(together).toContain('IngressRoute churn');
  // Nothing else than with ids that differ: the names of objects are the ids that were given.
  const apart = names((index) => (makers[index] === ROUTES.IngressRoute ? 'route' : 'churn'));
  expect([...together].sort()).toEqual(apart.map((name) => name.replace('route', 'churn')).sort());
});

const kinds = Object.entries({ ...SERVERS, ...ROUTES });
const same = kinds.flatMap(([first, makeFirst]) =>
  kinds
    .filter(([second]) => first in SERVERS === second in SERVERS)
    .map(([second, makeSecond]) => ({ first, makeFirst, second, makeSecond })),
);

test.each(same)(
  'a $second called like a $first is told in words of ours',
  ({ first, makeFirst, second, makeSecond }) => {
    for (const open of Object.values(PLACES)) {
      const { scope } = open();
      makeFirst(scope, 'churn');
      const others = first in SERVERS ? 'servers and releases' : 'routes';
      expect(failureOf(() => makeSecond(scope, 'churn'))).toBe(
        `${second} 'vision/churn': its id must differ from those of the other ${others} in 'vision', which has ${first === 'IngressRoute' ? 'an' : 'a'} ${first} 'churn' already; give one of them another id`,
      );
    }
  },
);

test('a third construct of the id is told so as well', () => {
  const { scope } = tenant();
  SERVERS.ModelServer(scope, 'churn');
  ROUTES.IngressRoute(scope, 'churn');
  expect(failureOf(() => ROUTES.IngressRoute(scope, 'churn'))).toContain('which has an IngressRoute');
  expect(failureOf(() => SERVERS.Canary(scope, 'churn'))).toContain('which has a ModelServer');
});

test.each([
  [
    'a tenant',
    (app: App) => new TenantNamespace(app, 'vision', { name: 'one' }),
    'tenants in the app, which has a TenantNamespace',
  ],
  ['a chart', (app: App) => new Chart(app, 'vision'), 'charts in the app, which has a Chart'],
])('a tenant called like %s is told so: their files would be one', (_what, make, message) => {
  const app = new ServingApp();
  make(app);
  expect(failureOf(() => new TenantNamespace(app, 'vision', { name: 'two' }))).toBe(
    `TenantNamespace 'vision': its id must differ from those of the other ${message} 'vision' already; give one of them another id`,
  );
});

test('constructs of others may have the id first', () => {
  for (const make of [...Object.values(SERVERS), ...Object.values(ROUTES)]) {
    const { app, scope } = tenant();
    new ConfigMap(scope, 'churn', { metadata: { name: 'churn' } });
    make(scope, 'churn');
    expect(
      Manifests.fromYaml(app.synthYaml()).all.filter(({ metadata }) => metadata.name === 'churn').length,
    ).toBeGreaterThan(1);
  }
});

test('what is said of a construct that shares its id names its class, and so do the names of its grants not', () => {
  const app = new ServingApp({
    cluster: ClusterProfile.of({ gateway: GatewayFacts.gatewayApi({ ...EXISTING }) }),
  });
  const [shop, lab] = [new TenantNamespace(app, 'shop'), new TenantNamespace(app, 'lab')];
  new ConfigMap(lab, 'churn', { metadata: { name: 'churn' } });
  const target = SERVERS.ModelServer(lab, 'churn');
  new IngressRoute(shop, 'churn', {
    host: 'models.example.com',
    crossNamespace: CrossNamespace.GRANT,
    rules: [RouteRule.pathPrefix('/', target)],
  });
  expect(Manifests.fromYaml(app.synthYaml()).get('ReferenceGrant').metadata.name).toBe('shop.churn.churn');
  expect(failureOf(() => new ModelServer(lab, 'x', { ...MINIMAL, replicas: -1 }))).toContain("ModelServer 'lab/x'");
});

test('nothing that stood alone before has another path', () => {
  const { scope } = tenant();
  expect([SERVERS.ModelServer(scope, 'a'), ROUTES.IngressRoute(scope, 'b')].map(({ node }) => node.path)).toEqual([
    'vision/a',
    'vision/b',
  ]);
});
