import {
  BlueGreen,
  Canary,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  GatewayFacts,
  IngressRoute,
  ModelServerGroup,
  RollingStrategy,
  RouteRule,
  type ServerOptions,
  ServingApp,
  SmokeTest,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { failureOf, manifestsFrom } from '../support/declare';
import { CLUSTER, GROUP } from '../support/groups';
import { said } from '../support/said';

const { image, ...server } = GROUP;
const next = ContainerImage.of('vllm/vllm-openai:v0.34.0');
const verify = SmokeTest.http('/v1/models');

function declareTenant(gpus: number) {
  const app = new ServingApp({ cluster: ClusterProfile.of({ ...CLUSTER, gateway: GatewayFacts.traefik() }) });
  return { app, tenant: new TenantNamespace(app, 'vision', { quota: { gpus } }) };
}

const namesOf = (all: readonly any[], wanted: string) =>
  all.filter(({ kind }) => kind === wanted).map(({ metadata }) => metadata.name);
const selectorOf = (all: readonly any[], name: string) =>
  all.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name).spec.selector;

describe('a blue/green release of groups', () => {
  const { app, tenant } = declareTenant(64);
  const release = new BlueGreen(tenant, 'llama', {
    server,
    blue: { image },
    green: { image: next },
    active: Colour.BLUE,
    verify,
  });
  new IngressRoute(tenant, 'public', { host: 'llm.example.com', rules: [RouteRule.pathPrefix('/', release)] });
  const { all } = manifestsFrom(app);

  test('has a LeaderWorkerSet for each colour', () => {
    expect(namesOf(all, 'LeaderWorkerSet')).toEqual(['llama-blue', 'llama-green']);
    expect(release.blueServer).toBeInstanceOf(ModelServerGroup);
  });

  test('has no Service that a controller would want to call the same', () => {
    expect(namesOf(all, 'Service').sort()).toEqual([
      'llama',
      'llama-blue-leader',
      'llama-green-leader',
      'llama-preview',
    ]);
    expect(namesOf(all, 'Job')).toHaveLength(2);
  });

  test('leads to the leaders of the active colour, whose pods alone carry the name', () => {
    expect(selectorOf(all, 'llama')).toEqual({
      'app.kubernetes.io/name': 'llama',
      'app.kubernetes.io/instance': 'llama-blue',
    });
    for (const { kind, spec } of all) {
      if (kind !== 'LeaderWorkerSet') continue;
      const { leaderTemplate, workerTemplate } = spec.leaderWorkerTemplate;
      expect(leaderTemplate.metadata.labels['app.kubernetes.io/name']).toBe('llama');
      expect(workerTemplate.metadata.labels['app.kubernetes.io/name']).toBe('llama-worker');
    }
  });

  test('plans in pods and devices of whole groups', () => {
    const stages = release
      .plan()
      .map(({ stageName, steady: { pods, accelerators } }) => [stageName, pods, accelerators]);
    expect(stages).toEqual([
      ['deploy green', 8, 64],
      ['verify green', 8, 64],
      ['flip to green', 8, 64],
      ['retire blue', 4, 32],
    ]);
  });

  test('does not fit a quota that holds one colour', () => {
    const { app: small, tenant: tight } = declareTenant(63);
    new BlueGreen(tight, 'llama', { server, blue: { image }, green: { image: next }, active: Colour.BLUE });
    expect(failureOf(() => small.synthYaml())).toContain('requests.nvidia.com/gpu 64 of 63');
  });
});

describe('a canary of groups, by route', () => {
  const declareCanary = (gpus: number, options: Partial<ServerOptions> = {}, stage = CanaryStage.weight(50)) => {
    const { app, tenant } = declareTenant(gpus);
    const release = new Canary(tenant, 'llama', {
      server: { ...server, ...options },
      stable: { image },
      canary: { image: next },
      split: TrafficSplit.byRoute(),
      stage,
      verify,
    });
    new IngressRoute(tenant, 'public', { host: 'llm.example.com', rules: [RouteRule.pathPrefix('/', release)] });
    return { app, release };
  };
  const { app, release } = declareCanary(96);
  const { all } = manifestsFrom(app);

  test('divides the requests over the leaders of both', () => {
    expect(release.trafficBackends).toMatchObject([
      { serviceName: 'llama', weight: 50, replicas: 1 },
      { serviceName: 'llama-canary-leader', weight: 50, replicas: 1 },
    ]);
    expect(namesOf(all, 'LeaderWorkerSet')).toEqual(['llama-stable', 'llama-canary']);
    expect(selectorOf(all, 'llama-canary-leader')).toEqual({
      'app.kubernetes.io/name': 'llama',
      'app.kubernetes.io/instance': 'llama-canary',
    });
  });

  test('replaces the stable side in place: a group waits for the one of its name', () => {
    const replaced = release.plan().find(({ stageName }) => stageName === 'replace stable');
    expect(replaced).toMatchObject({ steady: { accelerators: 64 }, peak: { accelerators: 64 } });
  });

  test('counts what comes on top', () => {
    const surging = declareCanary(96, { rollout: RollingStrategy.zeroDowntime() });
    const replaced = surging.release.plan().find(({ stageName }) => stageName === 'replace stable');
    expect(replaced?.peak.accelerators).toBe(64 + 16);
  });

  test('takes what its plan says of a quota, which is said beforehand', () => {
    expect(said(declareCanary(48).app, 'quota-fit')).toEqual([
      expect.stringMatching(
        /^warning: .*the plan of Canary 'vision\/llama' does not fit .*requests.nvidia.com\/gpu 64 of 48/,
      ),
    ]);
  });

  test.each([0, 100])('can be at %d %%', (weight) => {
    const stage = weight === 0 ? CanaryStage.weight(0) : CanaryStage.promoted();
    expect(() => declareCanary(96, {}, stage).app.synthYaml()).not.toThrow();
  });
});
