import { ApiObject } from 'cdk8s';
import {
  BlueGreen,
  Canary,
  type CanaryProps,
  CanaryStage,
  Colour,
  ModelServer,
  PreviousRelease,
  ServingApp,
  SmokeTest,
  TenantNamespace,
} from '../../lib';
import { NEW, OLD, SERVER } from '../rollout/support';
import { declare, failureOf, MINIMAL, OPEN } from '../support/declare';

test('two servers that adopt the same labels are an error that names both', () => {
  const { app, tenant } = declare({ selector: { app: 'models' } });
  new ModelServer(tenant, 'other', { ...MINIMAL, selector: { app: 'models' } });
  const failure = failureOf(() => app.synthYaml());
  expect(failure).toContain("'vision/iris': its selector app=models matches the pods of 'vision/other' as well");
  expect(failure).toContain(
    "'vision/other/PodDisruptionBudget': selects the pods of 'vision/iris' that 'vision/iris/PodDisruptionBudget' selects already",
  );
});

test('labels of one server that the selector of another asks for are an error', () => {
  const { app, tenant } = declare({ selector: { app: 'models' } });
  new ModelServer(tenant, 'other', { ...MINIMAL, labels: { app: 'models' } });
  expect(failureOf(() => app.synthYaml())).toContain(
    "its selector app=models matches the pods of 'vision/other' as well",
  );
});

test('the same labels in two namespaces, and servers side by side, are fine', () => {
  const { app, tenant } = declare({ selector: { app: 'models' } });
  new ModelServer(tenant, 'other', { ...MINIMAL, labels: { team: 'a' } });
  new ModelServer(tenant, 'third', { ...MINIMAL, labels: { team: 'a' } });
  expect(app.synthYaml()).toContain('name: third');
});

describe('Services of servers and releases', () => {
  const VERSIONS = { stable: OLD, canary: NEW };
  const shared = (tenant: TenantNamespace, props: Partial<CanaryProps> = {}, id = 'ranker') =>
    new Canary(tenant, id, { server: SERVER, ...VERSIONS, stage: CanaryStage.weight(50), ...props });
  const inTenant = (...declarations: ((tenant: TenantNamespace) => unknown)[]): string => {
    const app = new ServingApp();
    const tenant = new TenantNamespace(app, 'vision', OPEN);
    for (const declaration of declarations) declaration(tenant);
    return failureOf(() => app.synthYaml());
  };
  const elsewhere = { ...SERVER, service: { name: 'elsewhere' } };

  test.each<[string, (tenant: TenantNamespace) => unknown, string[]]>([
    [
      'a ModelServer',
      (tenant) => new ModelServer(tenant, 'other', { ...SERVER, ...OLD, name: 'ranker' }),
      ["'vision/other'"],
    ],
    [
      'a BlueGreen',
      (tenant) =>
        new BlueGreen(tenant, 'other', {
          server: { ...SERVER, name: 'ranker' },
          blue: OLD,
          green: NEW,
          active: Colour.BLUE,
        }),
      ["'vision/other/Blue'", "'vision/other/Green'"],
    ],
  ])('of a Canary whose name is that of %s as well take its pods: an error', (_, other, victims) => {
    const failure = inTenant((tenant) => shared(tenant, { server: elsewhere }), other);
    expect(failure).toContain(
      "'vision/ranker/Service': Service 'elsewhere' selects app.kubernetes.io/name=ranker and sends requests to the pods of",
    );
    for (const victim of victims) expect(failure).toContain(victim);
    expect(failure).toContain('the names of servers and releases must differ within a namespace');
  });

  test('of a Canary that is called like the tests of another release take the pods of its Job: an error', () => {
    const failure = inTenant(
      (tenant) => shared(tenant, { verify: SmokeTest.http('/') }),
      (tenant) => shared(tenant, {}, 'ranker-verify'),
    );
    expect(failure).toContain("'vision/ranker-verify/Service': Service 'ranker-verify' selects");
    expect(failure).toContain("and 'vision/ranker/Verify', which belong to different servers");
  });

  test('lead to both sides of their own release, to nothing while a move is under way, and do not meet elsewhere', () => {
    const app = new ServingApp();
    const [vision, front] = ['vision', 'front'].map((name) => new TenantNamespace(app, name, OPEN));
    shared(vision, { verify: SmokeTest.http('/') });
    shared(front);
    const previously = PreviousRelease.blueGreen(Colour.BLUE).firstOfTwo();
    new ModelServer(vision, 'moved', { ...SERVER, ...OLD, previously });
    expect(app.synthYaml()).toContain('name: moved');
  });

  test('that somebody else writes, or points elsewhere, may lead to several servers', () => {
    const app = new ServingApp();
    const tenant = new TenantNamespace(app, 'vision', OPEN);
    const labels = { family: 'rankers' };
    const selector = { 'app.kubernetes.io/name': null, 'app.kubernetes.io/instance': null, ...labels };
    const overrides = { service: { spec: { selector } } };
    new ModelServer(tenant, 'one', { ...SERVER, ...OLD, labels, overrides });
    new ModelServer(tenant, 'two', { ...SERVER, ...OLD, labels });
    new ApiObject(tenant, 'all', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'all' },
      spec: { selector: { 'app.kubernetes.io/component': 'model-server' }, ports: [{ port: 80 }] },
    });
    expect(app.synthYaml()).toContain('name: all');
  });

  test('are told once where the Deployment takes the same pods', () => {
    const failure = inTenant(
      (tenant) => new ModelServer(tenant, 'one', { ...SERVER, ...OLD, name: 'ranker' }),
      (tenant) =>
        new ApiObject(tenant, 'stray', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'stray' },
          spec: {
            selector: { matchLabels: { app: 'stray' } },
            template: {
              metadata: {
                labels: {
                  app: 'stray',
                  'app.kubernetes.io/name': 'ranker',
                  'app.kubernetes.io/instance': 'ranker',
                },
              },
              spec: { containers: [{ name: 'main', image: 'stray:1' }] },
            },
          },
        }),
    );
    expect(failure).toContain("'vision/one': its selector");
    expect(failure).not.toContain('sends requests');
  });
});
