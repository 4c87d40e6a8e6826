/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is what is tried here */
import { ApiObject, App, Duration } from 'cdk8s';
import {
  Acknowledge,
  BlueGreen,
  Canary,
  ClusterProfile,
  Colour,
  ContainerImage,
  ExistingNamespace,
  GatewayFacts,
  IngressRoute,
  MiddlewareRef,
  ModelServer,
  ReleaseWalk,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  ServingApp,
  ServingRuntime,
  SmokeTest,
  StageTransition,
  TenantNamespace,
} from '../lib';
import { FORMER_NAMES } from '../lib/private/generated/structs';
import { membersOf, type StructName } from '../lib/private/struct-members';

const image = ContainerImage.of('registry.example/iris:0.2.0');
const server = {
  runtime: ServingRuntime.http({ port: 8000, readinessPath: '/ready' }),
  resources: { cpu: '500m', memory: '1Gi' },
};
const VIA = RouteRenderer.traefik(GatewayFacts.traefik());

/** What a struct of such members makes of an app, and of one under both names what is said. */
interface Former {
  readonly use: (tenant: TenantNamespace, members: object) => unknown;
  readonly former: object;
  readonly current: object;
  /** Where the member is, in messages. */
  readonly at?: string;
  /** Kubernetes of the cluster, where the member means something in an older one only. */
  readonly kubernetesVersion?: string;
}

const canary = (tenant: TenantNamespace, props: object) =>
  new Canary(tenant, 'ranker', { server, stable: { image }, canary: { image }, steps: [10, 50], ...props }).plan();
const smokeTest = (tenant: TenantNamespace, options: object) =>
  new BlueGreen(tenant, 'ranker', {
    server,
    blue: { image },
    active: Colour.BLUE,
    verify: SmokeTest.http('/ready', options),
  });
const route = (tenant: TenantNamespace, rule: RouteRule) =>
  new IngressRoute(tenant, 'public', { host: 'models.example.com', via: VIA, rules: [rule] });

const MEMBERS: { readonly [place: string]: Former } = {
  'TenantNamespaceProps.walls': {
    use: ({ node }, props) => new TenantNamespace(App.of(node.root), 'shop', props),
    former: { walls: false },
    current: { defaultDeny: false },
  },
  'ExistingNamespaceProps.walls': {
    // Whether a pod that somebody made by hand gets out depends on the policies of the namespace.
    use: ({ node }, props) => {
      const shop = new ExistingNamespace(App.of(node.root), 'shop', props);
      const env = [{ name: 'DATABASE', value: 'postgres://db.example.com/prod' }];
      const labels = { app: 'client' };
      const spec = { containers: [{ name: 'client', image: 'registry.example/client:1.0.0', env }] };
      new ApiObject(shop, 'Client', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'client' },
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
      });
      Acknowledge.finding(shop, 'pod-security', 'not what this is about');
      return node.root;
    },
    former: { walls: false },
    current: { defaultDeny: false },
  },
  'CanaryProps.walk': {
    use: (tenant, props) => canary(tenant, { replicas: 10, minCapacity: 7, ...props }),
    former: { walk: ReleaseWalk.DIRECT },
    current: { transition: StageTransition.DIRECT },
  },
  'DrainOptions.sleepInImage': {
    use: (tenant, drain) => new ModelServer(tenant, 'iris', { image, ...server, drain }),
    former: { sleepInImage: true },
    current: { hasSleepCommand: true },
    at: 'drain.',
    kubernetesVersion: '1.28',
  },
  'SmokeTestOptions.patience': {
    use: smokeTest,
    former: { patience: Duration.minutes(40) },
    current: { deadline: Duration.minutes(40) },
    at: 'verify.',
  },
  'SmokeTestOptions.keepFor': {
    use: smokeTest,
    former: { keepFor: Duration.days(2) },
    current: { ttlAfterFinished: Duration.days(2) },
    at: 'verify.',
  },
  'ServiceTargetOptions.madeElsewhere': {
    use: (tenant, options) => route(tenant, service(options)),
    former: { madeElsewhere: true },
    current: { external: true },
    at: 'rules[0].target.',
  },
};

function service(options: object): RouteRule {
  return RouteRule.pathPrefix('/', RouteTarget.service({ name: 'other', port: 80, ...options }));
}

/** The YAML that comes of it, what is warned of, and what the construct answers where it is asked, or what is wrong with it. */
function outcome({ use, kubernetesVersion = '1.30' }: Former, members: object): unknown {
  const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion, gateway: GatewayFacts.traefik() }) });
  try {
    const made = use(new TenantNamespace(app, 'vision'), members);
    return [app.synthYaml(), app.warnings, Array.isArray(made) ? made : []];
  } catch (error) {
    return String(error);
  }
}

test('every former name of a member is tried here', () => {
  const names = Object.entries(FORMER_NAMES).flatMap(([struct, members]) =>
    Object.keys(members).map((former) => `${struct}.${former}`),
  );
  expect(Object.keys(MEMBERS).sort()).toEqual(names.sort());
});

test.each(Object.entries(FORMER_NAMES))('%s has the members that former names have become', (struct, members) => {
  expect(Object.keys(membersOf(struct as StructName))).toEqual(expect.arrayContaining(Object.values(members)));
});

describe.each(Object.entries(MEMBERS))('%s', (_place, former) => {
  const [[formerName], [currentName]] = [Object.keys(former.former), Object.keys(former.current)];

  test('means what the member means that it has become', () => {
    const now = outcome(former, former.current);
    expect(outcome(former, former.former)).toEqual(now);
    expect(outcome(former, {})).not.toEqual(now);
  });

  test('is refused beside it', () => {
    expect(outcome(former, { ...former.former, ...former.current })).toContain(
      `${former.at ?? ''}${formerName} is the former name of '${currentName}', and both are given; leave out '${formerName}'`,
    );
  });

  test('does not stand for it where it is nothing', () => {
    const now = outcome(former, former.current);
    expect(outcome(former, { [formerName]: undefined, ...former.current })).toEqual(now);
    expect(outcome(former, { [formerName]: null, ...former.current })).toEqual(now);
  });
});

test('no former name is proposed for what is misspelt', () => {
  expect(() => new TenantNamespace(new ServingApp(), 'vision', { wals: false } as never)).not.toThrow("'walls'");
  expect(() => new TenantNamespace(new ServingApp(), 'vision', { defaltDeny: false } as never)).toThrow(
    "'defaultDeny'",
  );
});

test('MiddlewareRef.madeElsewhere is MiddlewareRef.external', () => {
  const yaml = (middleware: MiddlewareRef) => {
    const app = new ServingApp();
    const options = { middlewares: [middleware] };
    route(new TenantNamespace(app, 'vision'), service({ external: true }));
    new IngressRoute(new TenantNamespace(app, 'shop'), 'public', {
      host: 'shop.example.com',
      via: VIA,
      rules: [RouteRule.pathPrefix('/', RouteTarget.service({ name: 'other', port: 80, external: true }), options)],
    });
    return app.synthYaml();
  };
  expect(yaml(MiddlewareRef.madeElsewhere('auth'))).toBe(yaml(MiddlewareRef.external('auth')));
});

test('ReleaseWalk has the values of StageTransition', () => {
  expect(ReleaseWalk).toEqual(StageTransition);
});

test('the trough of a stage is its lowest capacity', () => {
  const tenant = () => new TenantNamespace(new ServingApp(), 'vision');
  const blueGreen = new BlueGreen(tenant(), 'ranker', {
    server,
    blue: { image },
    green: { image: ContainerImage.of('registry.example/iris:0.3.0') },
    active: Colour.BLUE,
  });
  const stages = [...canary(tenant(), { replicas: 10 }), ...blueGreen.plan()];
  expect(stages.length).toBeGreaterThan(5);
  expect(stages.map(({ trough }) => trough)).toEqual(stages.map(({ lowestCapacity }) => lowestCapacity));
});
