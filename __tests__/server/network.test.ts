import { Chart } from 'cdk8s';
import {
  CidrPeer,
  ModelServer,
  NamespacePeer,
  ServiceType,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { allows } from '../support/api-server';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';

/** Two tenants, three servers, and what the policies let through from pod to pod. */
function twoTenants(props: TenantNamespaceProps = {}) {
  const app = new ServingApp();
  const [shop, models] = [new TenantNamespace(app, 'shop', props), new TenantNamespace(app, 'models', props)];
  const iris = new ModelServer(models, 'iris', { ...MINIMAL, service: { port: 8080 } });
  const rank = new ModelServer(models, 'rank', MINIMAL);
  const web = new ModelServer(shop, 'web', { ...MINIMAL, runtime: ServingRuntime.http({ port: 3000 }) });
  const podOf = (server: ModelServer) => ({
    namespace: server.namespaceName ?? '',
    namespaceLabels: { 'kubernetes.io/metadata.name': server.namespaceName ?? '' },
    labels: manifestsFrom(app).get('Deployment', server.name).spec.template.metadata.labels as Record<string, string>,
  });
  const reaches = (source: ModelServer, target: ModelServer, port: number) =>
    allows(manifestsFrom(app).all, podOf(source), podOf(target), port, 'TCP');
  return { app, shop, models, iris, rank, web, reaches, podOf };
}

test('without policies of a tenant around them servers of one namespace reach each other on their container ports, and on no other', () => {
  const { iris, rank, reaches } = twoTenants({ defaultDeny: false });
  expect(reaches(rank, iris, 8000)).toBe(true);
  expect(reaches(rank, iris, 8080)).toBe(false);
});

test('servers of another namespace are kept out', () => {
  const { iris, web, reaches } = twoTenants();
  expect(reaches(web, iris, 8000)).toBe(false);
});

test.each([
  [
    'allowFrom',
    ({ iris, web }: ReturnType<typeof twoTenants>) => {
      iris.allowFrom(web);
    },
  ],
  [
    'connectTo',
    ({ iris, web }: ReturnType<typeof twoTenants>) => {
      web.connectTo(iris);
    },
  ],
])('%s opens both ends, for these two servers in this direction only', (_, connect) => {
  const world = twoTenants();
  connect(world);
  expect(world.reaches(world.web, world.iris, 8000)).toBe(true);
  expect(world.reaches(world.iris, world.web, 3000)).toBe(false);
  expect(world.reaches(world.web, world.rank, 8000)).toBe(false);
});

test('connectTo hands over the URL: short within the namespace, with the namespace across', () => {
  const { app, iris, rank, web } = twoTenants();
  rank.connectTo(iris, { env: 'IRIS_URL' });
  web.connectTo(iris, { env: 'IRIS_URL' });
  const urlOf = (name: string) =>
    manifestsFrom(app)
      .get('Deployment', name)
      .spec.template.spec.containers[0].env.find((variable: { name: string }) => variable.name === 'IRIS_URL').value;
  expect(urlOf('rank')).toBe('http://iris:8080');
  expect(urlOf('web')).toBe('http://iris.models.svc:8080');
});

test('a namespace is let in whole, or by the labels of its pods', () => {
  const { app, iris, shop } = twoTenants();
  iris.allowFrom(shop, NamespacePeer.pods('batch', { job: 'score' }));
  const { ingress } = manifestsFrom(app).get('NetworkPolicy', 'iris').spec;
  expect(ingress.map(({ from }: { from: unknown }) => from)).toEqual([
    [{ podSelector: {} }],
    // Both selectors in one peer: "and", not "or".
    [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'batch' } },
        podSelector: { matchLabels: { job: 'score' } },
      },
    ],
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }],
  ]);
});

test('addresses outside are reached where declared, the internet without private ranges', () => {
  const { app, iris } = twoTenants();
  iris.connectTo(CidrPeer.internet(), { ports: [443] });
  const { egress } = manifestsFrom(app).get('NetworkPolicy', 'iris').spec;
  expect(egress[2].to[0].ipBlock.cidr).toBe('0.0.0.0/0');
  expect(egress[2].to[0].ipBlock.except).toContain('169.254.0.0/16');
  expect(egress[2].ports).toEqual([{ port: 443, protocol: 'TCP' }]);
});

test('a LoadBalancer is open to everyone, but its metrics port is not', () => {
  const app = new ServingApp();
  const runtime = ServingRuntime.http({ port: 8000, metricsPort: 9090 });
  const server = new ModelServer(
    new TenantNamespace(app, 'models', { exposure: [ServiceType.LOAD_BALANCER] }),
    'iris',
    {
      ...MINIMAL,
      runtime,
      service: { serviceType: ServiceType.LOAD_BALANCER },
    },
  );
  const manifests = manifestsFrom(app);
  const stranger = { namespace: 'elsewhere', namespaceLabels: {}, labels: {} };
  const pod = {
    namespace: 'models',
    namespaceLabels: {},
    labels: manifests.get('Deployment').spec.template.metadata.labels as Record<string, string>,
  };
  expect(server.service.kind).toBe('Service');
  expect(allows(manifests.all, stranger, pod, 8000, 'TCP')).toBe(true);
  expect(allows(manifests.all, stranger, pod, 9090, 'TCP')).toBe(false);
});

test('a variable that is set already, or a target without a Service, is an error', () => {
  const { iris, rank, shop } = twoTenants();
  rank.connectTo(iris, { env: 'IRIS_URL' });
  expect(
    failureOf(() => {
      rank.connectTo(iris, { env: 'IRIS_URL' });
    }),
  ).toBe("ModelServer 'models/rank': connectTo: env must name a variable that is not set yet, got 'IRIS_URL'");
  expect(
    failureOf(() => {
      rank.connectTo(shop, { env: 'SHOP_URL' });
    }),
  ).toContain("connectTo: env needs a target with a Service, got a namespace or addresses for 'SHOP_URL'");
});

test('a server in a chart without a namespace cannot be named by a policy elsewhere: an error on both sides', () => {
  const { app, iris } = twoTenants();
  const stray = new ModelServer(new Chart(app, 'stray'), 'stray', MINIMAL);
  const message =
    "both ends of a connection must have a namespace, got 'models' and a chart without one; give that chart a namespace";
  expect(
    failureOf(() => {
      iris.allowFrom(stray);
    }),
  ).toBe(`ModelServer 'models/iris': allowFrom: ${message}`);
  expect(
    failureOf(() => {
      iris.connectTo(stray);
    }),
  ).toBe(`ModelServer 'models/iris': connectTo: ${message}`);
});

test.each([
  [
    'allowFrom a tenant',
    ({ iris, shop }: ReturnType<typeof twoTenants>) => {
      iris.allowFrom(shop);
    },
    'web',
    'iris',
    8000,
  ],
  [
    'connectTo a tenant',
    ({ iris, shop }: ReturnType<typeof twoTenants>) => {
      iris.connectTo(shop);
    },
    'iris',
    'web',
    3000,
  ],
] as const)(
  '%s opens both ends, for every server of the tenant, whenever it is declared',
  (_, connect, from, to, port) => {
    const world = twoTenants();
    connect(world);
    expect(world.reaches(world[from], world[to], port)).toBe(true);
    expect(world.reaches(world.rank, world.web, 3000)).toBe(false);
    const late = new ModelServer(world.shop, 'late', { ...MINIMAL, runtime: ServingRuntime.http({ port }) });
    expect(from === 'web' ? world.reaches(late, world.iris, port) : world.reaches(world.iris, late, port)).toBe(true);
  },
);

test('an empty list of ports, or something that is no peer, is an error', () => {
  const { iris, rank } = twoTenants();
  expect(
    failureOf(() => {
      iris.connectTo(rank, { ports: [] });
    }),
  ).toContain('connectTo: ports must name a port at least, got an empty list; leave it out for all');
  expect(
    failureOf(() => {
      iris.connectTo('rank' as never);
    }),
  ).toContain("connectTo: peers must be servers, tenants, NamespacePeer or CidrPeer values, got 'rank'");
});
