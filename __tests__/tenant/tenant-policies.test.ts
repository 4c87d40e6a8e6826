import * as path from 'node:path';
import fc from 'fast-check';
import { ApiObject, Chart } from 'cdk8s';
import { Manifests } from 'cdk8s-model-serving/testing';
import {
  CidrPeer,
  ClusterProfile,
  MetricsScraper,
  ModelServer,
  NamespacePeer,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { DNS, end, podsIn, reaches, STRANGER } from '../support/truth-table';

const runtime = (port: number) => ServingRuntime.http({ port });
const server = (tenant: TenantNamespace, id: string, port = 8000) =>
  new ModelServer(tenant, id, { ...MINIMAL, runtime: runtime(port) });

/** A pod that somebody made by hand, of which only its namespace is known to the policies. */
const handMade = (tenant: TenantNamespace, id = 'batch') =>
  new ApiObject(tenant, id, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: id, labels: { app: id } },
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'main',
          image: 'busybox:1',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  });

test('a tenant has these policies', () => {
  const app = new ServingApp();
  new TenantNamespace(app, 'checkout-ns', {
    allowFrom: [NamespacePeer.named('frontend-ns').limitedToPorts(8080)],
    allowTo: [CidrPeer.of('10.20.0.0/16', ['10.20.9.0/24']), NamespacePeer.external('db', { app: 'postgres' })],
  });
  new TenantNamespace(app, 'frontend-ns');
  expect(manifestsFrom(app).find('NetworkPolicy')).toMatchSnapshot();
});

describe('the demonstration platform', () => {
  const manifests = Manifests.fromDirectory(path.join(__dirname, '..', '..', 'dist'));
  const pods = podsIn(manifests.all);
  const declared = [['frontend-ns', 'checkout-ns']];

  test('has pods to speak of', () => {
    expect(pods.length).toBeGreaterThan(10);
  });

  test('between namespaces only what is declared gets through, within one everything', () => {
    for (const source of pods) {
      for (const target of pods) {
        const [from, to] = [source.namespace, target.namespace];
        const expected = from === to || declared.some(([a, b]) => a === from && b === to);
        // What is exposed is so to the world: the egress of a pod beside it is not opened by it.
        for (const port of target.ports)
          expect([source.name, target.name, port, reaches(manifests.all, source, target, port)]).toEqual([
            source.name,
            target.name,
            port,
            expected,
          ]);
      }
    }
  });

  test('a foreign namespace reaches what is exposed, and nothing else', () => {
    for (const target of pods)
      for (const port of target.ports)
        expect([target.name, port, reaches(manifests.all, STRANGER, target, port)]).toEqual([
          target.name,
          port,
          target.exposed.includes(port),
        ]);
  });

  test('names can be asked for from everywhere, over UDP and TCP', () => {
    for (const source of pods)
      for (const protocol of ['UDP', 'TCP'])
        for (const dns of DNS) expect(reaches(manifests.all, source, dns, 53, protocol)).toBe(true);
  });

  test('no pod reaches the address where clouds serve credentials', () => {
    for (const source of pods) expect(reaches(manifests.all, source, { ip: '169.254.169.254' }, 80)).toBe(false);
  });
});

describe('over random tenants', () => {
  const NAMES = ['a', 'b', 'c', 'd'];
  const labelsOf = (name: string) => ({ 'app.kubernetes.io/instance': name });
  const relation = fc.record({
    owner: fc.constantFrom(...NAMES),
    peer: fc.constantFrom(...NAMES, 'elsewhere'),
    into: fc.boolean(),
    isNamed: fc.boolean(),
    port: fc.option(fc.constantFrom(8000, 9000), { nil: undefined }),
    /** The app of the pods that are meant at the far end. */
    app: fc.option(fc.constantFrom('iris', 'rank'), { nil: undefined }),
  });

  test('a pod reaches a pod where a relation says so, from either side, by name or construct, and nowhere else', () => {
    fc.assert(
      fc.property(fc.array(relation, { maxLength: 6 }), fc.shuffledSubarray(NAMES, { minLength: 4 }), (all, order) => {
        const app = new ServingApp();
        const tenants = new Map(order.map((name) => [name, new TenantNamespace(app, name)]));
        for (const tenant of tenants.values()) {
          server(tenant, 'iris');
          server(tenant, 'rank');
          handMade(tenant);
        }
        for (const { owner, peer, into, isNamed, port, app: name } of all) {
          const named = name === undefined ? NamespacePeer.named(peer) : NamespacePeer.pods(peer, labelsOf(name));
          const limited = port === undefined ? named : named.limitedToPorts(port);
          const construct = isNamed || port !== undefined || name !== undefined ? undefined : tenants.get(peer);
          if (into) tenants.get(owner)?.allowFrom(construct ?? limited);
          else tenants.get(owner)?.allowTo(construct ?? limited);
        }
        const isAllowed = (from: [string, string], to: [string, string], port: number): boolean =>
          from[0] === to[0] ||
          all.some((one) => {
            const [mine, far] = one.into ? [to, from] : [from, to];
            return (
              one.owner === mine[0] &&
              one.peer === far[0] &&
              (one.app === undefined || one.app === far[1]) &&
              // A server that is opened because of its labels is opened on the ports it listens on.
              (one.port === undefined ? one.into || one.app === undefined || port === 8000 : one.port === port)
            );
          });
        // Some relations are about ports that nobody listens on: not held against the API server's oracle, which says so.
        const manifests = Manifests.fromApp(app).all;
        const ends = NAMES.flatMap((name) => ['iris', 'rank', 'batch'].map((app): [string, string] => [name, app]));
        for (const from of ends)
          for (const to of ends)
            for (const port of [8000, 9000])
              expect([from, to, port, reaches(manifests, end(...from), end(...to), port)]).toEqual([
                from,
                to,
                port,
                isAllowed(from, to, port),
              ]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a tenant without defaultDeny', () => {
  const build = (defaultDeny: boolean) => {
    const app = new ServingApp();
    const shop = new TenantNamespace(app, 'shop', { defaultDeny });
    const models = new TenantNamespace(app, 'models', { defaultDeny, allowFrom: [NamespacePeer.named('shop')] });
    server(shop, 'web');
    server(models, 'iris');
    handMade(models);
    return manifestsFrom(app).all;
  };

  test('has no policy for all pods: those of others stay open', () => {
    expect(reaches(build(false), STRANGER, end('models', 'batch'), 8000)).toBe(true);
    expect(reaches(build(true), STRANGER, end('models', 'batch'), 8000)).toBe(false);
  });

  test.each([true, false])(
    'opens its servers for the same peers, on their own ports without defaultDeny: %s',
    (defaultDeny) => {
      const manifests = build(defaultDeny);
      expect(reaches(manifests, end('shop', 'web'), end('models', 'iris'), 8000)).toBe(true);
      expect(reaches(manifests, end('shop', 'web'), end('models', 'iris'), 9999)).toBe(defaultDeny);
      expect(reaches(manifests, STRANGER, end('models', 'iris'), 8000)).toBe(false);
    },
  );
});

test('the scraper of the profile reaches the metrics port of servers inside, and no other', () => {
  const app = new ServingApp({
    cluster: ClusterProfile.of({ scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }) }),
  });
  const tenant = new TenantNamespace(app, 'models');
  new ModelServer(tenant, 'iris', { ...MINIMAL, runtime: ServingRuntime.http({ port: 8000, metricsPort: 9090 }) });
  const prometheus = end('monitoring', 'prometheus');
  const ports = [8000, 9090].filter((port) => reaches(manifestsFrom(app).all, prometheus, end('models', 'iris'), port));
  expect(ports).toEqual([9090]);
});

test('servers outside of tenants open their end as well when their namespace is named', () => {
  const app = new ServingApp();
  const chart = new Chart(app, 'legacy', { namespace: 'legacy' });
  new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'legacy' } });
  new ModelServer(chart, 'web', MINIMAL);
  const models = new TenantNamespace(app, 'models', { allowFrom: [NamespacePeer.pods('legacy', { team: 'x' })] });
  server(models, 'iris');
  new ModelServer(chart, 'labelled', { ...MINIMAL, labels: { team: 'x' } });
  const labelled = { namespace: 'legacy', labels: { 'app.kubernetes.io/instance': 'labelled', team: 'x' } };
  expect(reaches(manifestsFrom(app).all, labelled, end('models', 'iris'), 8000)).toBe(true);
  expect(reaches(manifestsFrom(app).all, end('legacy', 'web'), end('models', 'iris'), 8000)).toBe(false);
});

test('relations between labelled pods of two tenants do not add up to one between all of them', () => {
  const app = new ServingApp();
  const a = new TenantNamespace(app, 'a', { allowTo: [NamespacePeer.pods('b', { app: 'pg' })] });
  const b = new TenantNamespace(app, 'b', { allowFrom: [NamespacePeer.pods('a', { role: 'admin' })] });
  for (const tenant of [a, b]) ['pg', 'redis'].forEach((id) => handMade(tenant, id));
  const manifests = manifestsFrom(app).all;
  expect(reaches(manifests, end('a', 'redis'), end('b', 'redis'), 6379)).toBe(false);
  expect(reaches(manifests, end('a', 'redis'), end('b', 'pg'), 5432)).toBe(false);
});

describe('peers that name no namespace of the app', () => {
  const warnings = (...peers: NamespacePeer[]) => {
    const app = new ServingApp();
    const made = new Chart(app, 'made');
    new ApiObject(made, 'by-hand', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'by-hand' } });
    new TenantNamespace(app, 'checkout-ns', { allowFrom: peers });
    new TenantNamespace(app, 'frontend-ns');
    return app.warnings;
  };

  test('are warned about, with the nearest name', () => {
    expect(warnings(NamespacePeer.named('frontent-ns'))).toEqual([
      "TenantNamespace 'checkout-ns': names the namespace 'frontent-ns' as a peer, which this app does not make; did you mean 'frontend-ns'? If not, a namespace made elsewhere is NamespacePeer.external('frontent-ns')",
    ]);
  });

  test('are warned about once, without a hint where nothing reads much alike, and never with the own name', () => {
    const typo = NamespacePeer.named('checkout-n');
    expect(warnings(typo, typo.limitedToPorts(80), NamespacePeer.named('kube-systm'))).toEqual([
      "TenantNamespace 'checkout-ns': names the namespace 'checkout-n' as a peer, which this app does not make; a namespace made elsewhere is NamespacePeer.external('checkout-n')",
      "TenantNamespace 'checkout-ns': names the namespace 'kube-systm' as a peer, which this app does not make; a namespace made elsewhere is NamespacePeer.external('kube-systm')",
    ]);
  });

  test.each([
    NamespacePeer.named('by-hand'),
    NamespacePeer.named('frontend-ns'),
    NamespacePeer.external('frontent-ns'),
    NamespacePeer.named('kube-system'),
    NamespacePeer.external('monitoring', { app: 'prometheus' }).limitedToPorts(9090),
  ])('are fine when they are made here, made elsewhere by their own word, or the cluster itself', (peer) => {
    expect(warnings(peer)).toEqual([]);
  });
});

test.each<[TenantNamespaceProps, RegExp]>([
  [{ allowFrom: ['frontend-ns'] as never }, /allowFrom: peers must be servers, .* got 'frontend-ns'$/],
  [{ allowTo: [null] as never }, /allowTo: peers must be servers/],
  [{ allowFrom: {} as never }, /allowFrom must be a list, got/],
  [{ defaultDeny: 'no' as never }, /defaultDeny must be true or false, got 'no'$/],
  [
    { allowTo: [CidrPeer.of('10.0.0.0/8'), CidrPeer.of('10.1.0.0/16')] },
    /allowTo must not name overlapping address blocks, got '10\.0\.0\.0\/8' and '10\.1\.0\.0\/16'; leave out the smaller/,
  ],
  [{ allowTo: [CidrPeer.of('10.0.0.0/8'), CidrPeer.of('10.0.0.0/8')] }, /overlapping address blocks/],
])('%j is refused', (props, problem) => {
  expect(failureOf(() => new TenantNamespace(new ServingApp(), 'checkout-ns', props))).toMatch(problem);
});

test('what is named later is held against what was named before', () => {
  const tenant = new TenantNamespace(new ServingApp(), 'checkout-ns', { allowTo: [CidrPeer.of('10.0.0.0/8')] });
  expect(
    failureOf(() => {
      tenant.allowTo(CidrPeer.of('10.1.0.0/16'));
    }),
  ).toContain('allowTo must not name overlapping address blocks');
});

test.each<[unknown, string]>([
  [null, 'peers must describe themselves by an object in toNetworkPeer(), got nothing'],
  [{ namespaceName: 5 }, 'peers: namespaceName must be lower-case letters'],
  [{ namespaceName: 'a', limitedToPorts: ['a'] }, 'peers: ports must be'],
  [{ namespaceName: 'a', ports: 80 }, 'peers: ports must be a list, got 80'],
  [{ cidr: '10.0.0.1/8' }, 'peers: cidr must have no bits set'],
])('a peer of another class that says %j is refused', (config, problem) => {
  const peer = { toNetworkPeer: () => config as never };
  expect(failureOf(() => new TenantNamespace(new ServingApp(), 'a', { allowFrom: [peer] }))).toContain(problem);
});

test.each<[string, CidrPeer[]]>([
  ['blocks that lie apart', [CidrPeer.of('10.0.0.0/9'), CidrPeer.of('10.128.0.0/9')]],
  ['an exception that is named by itself', [CidrPeer.internet(), CidrPeer.of('10.0.0.0/8')]],
  ['different ports', [CidrPeer.of('10.0.0.0/8').limitedToPorts(80), CidrPeer.of('10.1.0.0/16').limitedToPorts(81)]],
  ['two families of addresses', [CidrPeer.of('0.0.0.0/0'), CidrPeer.of('2000::/3')]],
])('%s do not overlap', (_, allowTo) => {
  expect(() => new TenantNamespace(new ServingApp(), 'checkout-ns', { allowTo })).not.toThrow();
});
