import { App, ApiObject, Chart } from 'cdk8s';
import type { NodePool } from '../../lib';
import {
  Acknowledge,
  BlueGreen,
  CidrPeer,
  Colour,
  ContainerImage,
  ExistingNamespace,
  type ExistingNamespaceProps,
  IngressRoute,
  GatewayFacts,
  ModelServer,
  type ModelServerProps,
  NamespacePeer,
  PodSecurityLevel,
  RouteRenderer,
  RouteRule,
  SecurityProfile,
  ServiceType,
  ServingApp,
  TenantNamespace,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { DNS, end, reaches } from '../support/truth-table';

const EXISTS = { externalNamespaces: ['vision'] };
const OWNED = ['Namespace', 'ResourceQuota', 'LimitRange', 'Role', 'RoleBinding'];
const PROPS: ExistingNamespaceProps = {
  labels: { team: 'vision' },
  quota: { cpu: '4', memory: '8Gi' },
  imagePullSecretNames: ['registry'],
  priorityClassName: 'serving',
};

function inExisting(props: ExistingNamespaceProps = {}, server: Partial<ModelServerProps> = {}) {
  const app = new ServingApp();
  const vision = new ExistingNamespace(app, 'vision', props);
  return { app, vision, server: new ModelServer(vision, 'iris', { ...MINIMAL, ...server }) };
}

/** The same in a namespace that the app makes, without what is of the namespace itself. */
function inOwned(props: ExistingNamespaceProps, server: Partial<ModelServerProps> = {}): any[] {
  const app = new ServingApp();
  new ModelServer(new TenantNamespace(app, 'vision', props), 'iris', { ...MINIMAL, ...server });
  return manifestsFrom(app).all.filter(
    ({ kind, metadata }) => !OWNED.includes(kind) && !['allow-declared', 'default-deny'].includes(metadata.name),
  );
}

describe('what is written', () => {
  test('is what a tenant of the same props would hold, and nothing of the namespace itself', () => {
    const { app } = inExisting(PROPS);
    expect(manifestsFrom(app, EXISTS).all).toEqual(inOwned(PROPS));
    expect(Manifests.fromApp(app).all.map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'Service',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Deployment',
    ]);
  });

  test("is the same under cdk8s's own App", () => {
    const app = new App();
    new ModelServer(new ExistingNamespace(app, 'vision', PROPS), 'iris', MINIMAL);
    const kinds = Manifests.fromYaml(app.synthYaml()).all.map(({ kind }) => kind);
    expect(kinds.filter((kind) => OWNED.includes(kind))).toEqual([]);
    expect(kinds).toContain('Deployment');
  });

  test.each<[string, (vision: ExistingNamespace) => unknown]>([
    [
      'a release',
      (vision) =>
        new BlueGreen(vision, 'ranker', {
          server: { runtime: MINIMAL.runtime, resources: MINIMAL.resources },
          blue: { image: ContainerImage.of('ranker:1') },
          active: Colour.BLUE,
        }),
    ],
    [
      'a route',
      (vision) =>
        new IngressRoute(vision, 'public', {
          host: 'models.example.com',
          rules: [RouteRule.pathPrefix('/iris', new ModelServer(vision, 'iris', MINIMAL))],
          via: RouteRenderer.traefik(GatewayFacts.traefik()),
        }),
    ],
    [
      'an object by hand',
      (vision) => new ApiObject(vision, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
    ],
  ])('%s lives in the namespace', (_, make) => {
    const app = new ServingApp();
    make(new ExistingNamespace(app, 'vision', { name: 'team-vision' }));
    const namespaces = new Set(Manifests.fromApp(app).all.map(({ metadata }) => (metadata as any).namespace as string));
    expect([...namespaces]).toEqual(['team-vision']);
  });
});

describe('what is known of the namespace is held against what is inside, as in a tenant', () => {
  const large: Partial<ModelServerProps> = { resources: { cpu: '4', memory: '4Gi' } };
  test.each<[string, ExistingNamespaceProps, Partial<ModelServerProps>, string]>([
    ['its quota', { quota: { cpu: '4', memory: '8Gi' } }, large, 'quota-fit'],
    ['its limits', { limits: { maxMemory: '512Mi' } }, {}, 'pod-admission'],
    ['its exposure', {}, { service: { serviceType: ServiceType.NODE_PORT } }, 'service.serviceType must be'],
    ['its registries', { allowedRegistries: ['registry.example/vision'] }, {}, 'image must come from'],
    [
      'its Pod Security level',
      {},
      { security: SecurityProfile.baseline({ runAsRoot: true }) },
      "security must keep the level 'restricted' that the namespace enforces",
    ],
  ])('%s', (_, props, server, message) => {
    const owned = failureOf(() => {
      const app = new ServingApp();
      new ModelServer(new TenantNamespace(app, 'vision', props), 'iris', { ...MINIMAL, ...server });
      app.synthYaml();
    });
    const existing = failureOf(() => {
      inExisting(props, server).app.synthYaml();
    });
    expect(existing).toContain(message);
    expect(owned).toContain(message);
  });

  test('a level that is said to be lower lets such a server in', () => {
    const podSecurity = { enforce: PodSecurityLevel.BASELINE };
    const { app } = inExisting({ podSecurity }, { security: SecurityProfile.baseline({ runAsRoot: true }) });
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('pods that are made by hand are held against the level as well', () => {
    const { app, vision } = inExisting();
    new ApiObject(vision, 'Root', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'root' },
      spec: { containers: [{ name: 'main', image: 'busybox:1' }] },
    });
    expect(failureOf(() => app.synthYaml())).toContain("'restricted'");
  });

  test('used and headroom count what this app puts inside', () => {
    const { vision } = inExisting({ quota: { cpu: '4', memory: '8Gi' } });
    expect(vision.used().steady).toMatchObject({ 'requests.cpu': '1', 'limits.memory': '2Gi', pods: '2' });
    expect(vision.headroom().steady).toMatchObject({ 'requests.cpu': '3', 'limits.memory': '6Gi' });
  });

  test('a finding about what is known can be acknowledged', () => {
    const declare = (isMeant: boolean) => {
      const { app, vision } = inExisting({ quota: { cpu: '4', memory: '8Gi' } }, large);
      if (isMeant) Acknowledge.finding(vision, 'quota-fit', 'the quota is raised first');
      return app;
    };
    expect(() => declare(false).synthYaml()).toThrow(/quota-fit/);
    expect(() => declare(true).synthYaml()).not.toThrow();
  });
});

describe('the policies of a tenant are taken to be there, and are never written', () => {
  test('servers open for themselves what they are related to', () => {
    const app = new ServingApp();
    const vision = new ExistingNamespace(app, 'vision');
    const iris = new ModelServer(vision, 'iris', MINIMAL);
    iris.allowFrom(NamespacePeer.external('batch'));
    iris.connectTo(CidrPeer.of('10.20.0.0/16'));
    new TenantNamespace(app, 'frontend-ns', { allowTo: [vision] });
    const { all } = manifestsFrom(app, EXISTS);
    const target = end('vision', 'iris');
    const into = [end('vision', 'other'), end('batch', 'job'), end('frontend-ns', 'shop')];
    for (const source of into) expect(reaches(all, source, target, 8000)).toBe(true);
    expect(reaches(all, end('elsewhere', 'curl'), target, 8000)).toBe(false);
    expect(reaches(all, target, DNS[0], 53, 'UDP')).toBe(true);
    expect(reaches(all, target, { ip: '10.20.1.1' }, 5432)).toBe(true);
  });

  test.each<[string, ExistingNamespaceProps, boolean]>([
    ['by default', {}, true],
    ['where they are said to be', { defaultDeny: true }, true],
    ['not where they are said not to be', { defaultDeny: false }, false],
  ])('%s', (_, props, isShut) => {
    const { app, vision } = inExisting(props);
    const client = {
      name: 'client',
      image: 'registry.example/client:1.0.0',
      env: [{ name: 'DATABASE', value: 'postgres://db.example.com/prod' }],
    };
    const labels = { app: 'client' };
    new ApiObject(vision, 'Client', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'client' },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [client] } },
      },
    });
    Acknowledge.finding(vision, 'pod-security', 'not what this is about');
    app.synthYaml();
    expect(app.warnings.some((warning) => warning.includes('egress-for-dependencies'))).toBe(isShut);
  });
});

describe('messages', () => {
  test.each<[string, (app: ServingApp) => unknown, string]>([
    [
      'what is of its owner alone is no prop',
      (app) => new ExistingNamespace(app, 'vision', { access: [] } as never),
      "ExistingNamespace 'vision': there is no prop 'access'",
    ],
    [
      'a namespace that the app makes does not exist elsewhere',
      (app) => {
        new TenantNamespace(app, 'vision');
        return new ExistingNamespace(app, 'again', { name: 'vision' });
      },
      "ExistingNamespace 'again': name must differ from those of other tenants, got 'vision'",
    ],
    [
      'one that exists is not made',
      (app) => {
        new ExistingNamespace(app, 'vision');
        return new TenantNamespace(app, 'again', { name: 'vision' });
      },
      "TenantNamespace 'again': name must differ from those of other tenants, got 'vision'",
    ],
    [
      'a name that is none',
      (app) => new ExistingNamespace(app, 'Vision'),
      "ExistingNamespace 'Vision': name must be lower-case letters",
    ],
    [
      'a chart inside',
      (app) => {
        new Chart(new ExistingNamespace(app, 'vision'), 'nested');
        return app.synthYaml();
      },
      "ExistingNamespace 'vision': holds the chart 'vision/nested'",
    ],
  ])('%s', (_, make, message) => {
    expect(failureOf(() => make(new ServingApp()))).toContain(message);
  });

  test('its name is known to those who name it as a peer', () => {
    const app = new ServingApp();
    new ExistingNamespace(app, 'vision', { nodePool: NODES });
    new TenantNamespace(app, 'web', { allowFrom: [NamespacePeer.named('vision')] });
    app.synthYaml();
    expect(app.warnings).toEqual([]);
  });
});

const NODES: NodePool = { nodeSelector: { pool: 'vision' } };
