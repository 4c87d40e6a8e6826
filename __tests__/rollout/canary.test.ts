import fc from 'fast-check';
import {
  Canary,
  CanaryPin,
  CanaryStage,
  ClusterProfile,
  ModelServer,
  NamespacePeer,
  SecretKeyRef,
  ServerVolume,
  ServingApp,
  SmokeTest,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { manifestsFrom } from '../support/declare';
import { canaryProps } from './any-release';
import { canary, NEW, objectsOf, OLD, propsAt, SERVER, withoutStage } from './support';

const NAME = 'app.kubernetes.io/name';
const INSTANCE = 'app.kubernetes.io/instance';
const byRoute = TrafficSplit.byRoute();
const manifestsOf = (...given: Parameters<typeof canary>) => manifestsFrom(canary(...given).app);
const replicasOf = (...given: Parameters<typeof canary>) => {
  const manifests = manifestsOf(...given);
  return ['stable', 'canary'].map((side) => manifests.get('Deployment', `ranker-${side}`).spec.replicas);
};
const backendsOf = (...given: Parameters<typeof canary>) =>
  canary(...given).release.trafficBackends.map(({ serviceName, weight, replicas }) => [serviceName, weight, replicas]);

describe('by replicas', () => {
  test('10 % of 10 pods are 9 and 1', () => {
    expect(replicasOf({ stage: CanaryStage.weight(10) })).toEqual([9, 1]);
    expect(canary({ stage: CanaryStage.weight(10) }).release.canaryWeight).toBe(10);
  });

  test('a step is one of the weights, counted from 0', () => {
    expect(replicasOf({ steps: [10, 30, 50], stage: CanaryStage.step(1) })).toEqual([7, 3]);
  });

  test('a tolerance widens a weight, and the share is what comes out', () => {
    const given = { stage: CanaryStage.weight(25), replicas: 10, tolerance: 5 };
    expect(replicasOf(given)).toEqual([8, 2]);
    expect(canary(given).release.canaryWeight).toBe(20);
  });

  test('kept stable pods stay, and only the canary grows', () => {
    expect(replicasOf({ stage: CanaryStage.weight(50), keepStable: true })).toEqual([10, 10]);
  });

  test('without a share, and rolled back, the canary has no pods, and the Service is the same', () => {
    const [none, back] = [undefined, CanaryStage.rolledBack()].map((stage) => withoutStage(manifestsOf({ stage }).all));
    expect(back).toEqual(none);
    expect(replicasOf({ stage: CanaryStage.rolledBack(), steps: [10, 50] })).toEqual([10, 0]);
  });

  test('one Service selects the pods of both sides by their name; each Deployment selects its own', () => {
    const manifests = manifestsOf({ stage: CanaryStage.weight(10) });
    expect(manifests.get('Service').spec.selector).toEqual({ [NAME]: 'ranker' });
    for (const side of ['ranker-stable', 'ranker-canary']) {
      const { selector, template } = manifests.get('Deployment', side).spec;
      expect(selector.matchLabels).toEqual({ [INSTANCE]: side, [NAME]: 'ranker' });
      expect(template.metadata.labels).toMatchObject({ [INSTANCE]: side, [NAME]: 'ranker' });
      expect(template.spec.containers[0].name).toBe('ranker');
    }
  });

  test('the only change of the Service from the first stage to the last, but for the stage, is that it selects the promoted canary alone', () => {
    const steps = [10, 30, 50];
    const serviceAt = (stage: CanaryStage) => withoutStage([manifestsOf({ steps, stage }).get('Service')])[0];
    const first = serviceAt(CanaryStage.weight(0));
    for (const index of [0, 1, 2]) {
      expect(serviceAt(CanaryStage.step(index).firstOfTwo())).toEqual(first);
      expect(serviceAt(CanaryStage.step(index))).toEqual(first);
    }
    expect(serviceAt(CanaryStage.promoted().firstOfTwo())).toEqual(first);
    const promoted = serviceAt(CanaryStage.promoted());
    expect(promoted.spec.selector).toEqual({ [INSTANCE]: 'ranker-canary', [NAME]: 'ranker' });
    expect({ ...promoted, spec: { ...promoted.spec, selector: first.spec.selector } }).toEqual(first);
  });

  test('a stage changes numbers of pods, what it is called, and nothing else about the Deployments', () => {
    const at = (stage: CanaryStage) => {
      const objects = objectsOf(canary({ steps: [10, 50], stage })).filter(({ kind }) => kind === 'Deployment');
      return withoutStage(objects).map(({ spec, ...rest }) => ({ ...rest, spec: { ...spec, replicas: 0 } }));
    };
    expect(at(CanaryStage.step(1))).toEqual(at(CanaryStage.step(0)));
    expect(at(CanaryStage.promoted())).toEqual(at(CanaryStage.step(0)));
  });

  test('a route sees one Service with all pods behind it, promoted those of the canary', () => {
    expect(backendsOf({ stage: CanaryStage.weight(10) })).toEqual([['ranker', 100, 10]]);
    expect(backendsOf({ stage: CanaryStage.weight(50), keepStable: true })).toEqual([['ranker', 100, 20]]);
    expect(backendsOf({ stage: CanaryStage.promoted() })).toEqual([['ranker', 100, 10]]);
    expect(canary().release.trafficPins).toBeUndefined();
  });

  test('promoted, the stable side stays as it was at the last step; retired, it has all its pods again', () => {
    const steps = [10, 50];
    expect(replicasOf({ steps, stage: CanaryStage.promoted() })).toEqual([5, 10]);
    expect(replicasOf({ steps, stable: NEW, stage: CanaryStage.promoted() })).toEqual([5, 10]);
    expect(replicasOf({ steps, stable: NEW, stage: CanaryStage.retired() })).toEqual([10, 10]);
  });

  test('a stable version alone is a release at rest', () => {
    const manifests = manifestsOf({ canary: undefined });
    expect(manifests.find('Deployment').map(({ metadata }) => metadata.name)).toEqual(['ranker-stable']);
    expect(canary({ canary: undefined }).release.plan()).toEqual([]);
  });
});

describe('by route', () => {
  test('any weight works with any number of pods, and each side gets what its share needs', () => {
    expect(replicasOf({ split: byRoute, stage: CanaryStage.weight(5) })).toEqual([10, 1]);
    expect(replicasOf({ split: byRoute, stage: CanaryStage.weight(33) })).toEqual([7, 4]);
    expect(replicasOf({ split: byRoute, stage: CanaryStage.weight(33), keepStable: true })).toEqual([10, 4]);
  });

  test('each side has a Service, and the weights go to the route; a side without a share is not listed', () => {
    const manifests = manifestsOf({ split: byRoute, stage: CanaryStage.weight(5) });
    expect(manifests.get('Service', 'ranker').spec.selector[INSTANCE]).toBe('ranker-stable');
    expect(manifests.get('Service', 'ranker-canary').spec.selector[INSTANCE]).toBe('ranker-canary');
    expect(backendsOf({ split: byRoute, stage: CanaryStage.weight(5) })).toEqual([
      ['ranker', 95, 10],
      ['ranker-canary', 5, 1],
    ]);
    expect(backendsOf({ split: byRoute })).toEqual([['ranker', 100, 10]]);
    expect(backendsOf({ split: byRoute, stage: CanaryStage.promoted() })).toEqual([['ranker-canary', 100, 10]]);
  });

  test('a canary without a share has a pod to be tested; one that is rolled back has none', () => {
    expect(replicasOf({ split: byRoute })).toEqual([10, 1]);
    expect(replicasOf({ split: byRoute, stage: CanaryStage.rolledBack() })).toEqual([10, 0]);
  });

  test('pinned requests reach the canary before it has a share, and no more when it is rolled back', () => {
    const split = TrafficSplit.byRoute({
      pins: [CanaryPin.header('x-canary', 'always'), CanaryPin.cookie('tester', 'yes')],
    });
    const backend = { serviceName: 'ranker-canary', port: 80, weight: 0, replicas: 1 };
    expect(canary({ split }).release.trafficPins).toMatchObject([
      { header: 'x-canary', value: 'always', backend },
      { cookie: 'tester', value: 'yes', backend },
    ]);
    expect(canary({ split, stage: CanaryStage.rolledBack() }).release.trafficPins).toBeUndefined();
    expect(canary({ split, canary: undefined }).release.trafficPins).toBeUndefined();
  });

  test('either side may scale by load, and a canary that is rolled back does not', () => {
    const given = {
      split: byRoute,
      stable: { ...OLD, autoscaling: { minReplicas: 4, maxReplicas: 12 } },
      canary: { ...NEW, autoscaling: { minReplicas: 2, maxReplicas: 12 } },
    };
    const manifests = manifestsOf({ ...given, stage: CanaryStage.weight(20) });
    expect(manifests.find('HorizontalPodAutoscaler')).toHaveLength(2);
    expect(manifests.find('Deployment').map(({ spec }) => spec.replicas)).toEqual([undefined, undefined]);
    expect(backendsOf({ ...given, stage: CanaryStage.weight(20) })).toEqual([
      ['ranker', 80, 4],
      ['ranker-canary', 20, 2],
    ]);
    const back = manifestsOf({ ...given, stage: CanaryStage.rolledBack() });
    expect(back.find('HorizontalPodAutoscaler').map(({ metadata }) => metadata.name)).toEqual(['ranker-stable']);
    expect(back.get('Deployment', 'ranker-canary').spec.replicas).toBe(0);
    const peaks = canary(given)
      .release.plan()
      .map(({ peak }) => peak.pods);
    // Old stable pods, new ones and the canary's, each at its most.
    expect(Math.max(...peaks)).toBe(3 * 12);
  });
});

describe('versions', () => {
  const container = (side: string, ...given: Parameters<typeof canary>) =>
    manifestsOf(...given).get('Deployment', `ranker-${side}`).spec.template.spec.containers[0];

  test('a version wins by name of variable, and keeps what it does not name', () => {
    const server = { ...SERVER, env: { MODEL: 'a', LEVEL: 'info' } };
    const given = { server, canary: { ...NEW, env: { MODEL: 'b' } } };
    const named = (side: string) =>
      Object.fromEntries(container(side, given).env.map(({ name, value }: any) => [name, value]));
    expect(named('stable')).toMatchObject({ MODEL: 'a', LEVEL: 'info' });
    expect(named('canary')).toMatchObject({ MODEL: 'b', LEVEL: 'info' });
  });

  test('a variable that a version takes from a Secret is no longer one with a value', () => {
    const given = {
      server: { ...SERVER, env: { TOKEN_FILE: '/a' } },
      canary: { ...NEW, envFromSecrets: { TOKEN_FILE: SecretKeyRef.named('ranker', 'token') } },
    };
    const of = (side: string) => container(side, given).env.filter(({ name }: any) => name === 'TOKEN_FILE');
    expect(of('stable')).toEqual([{ name: 'TOKEN_FILE', value: '/a' }]);
    expect(of('canary')).toEqual([
      { name: 'TOKEN_FILE', valueFrom: { secretKeyRef: { name: 'ranker', key: 'token' } } },
    ]);
  });

  test('volumes are merged by name', () => {
    const volume = (name: string, mountPath: string, sizeLimit: string) =>
      ServerVolume.emptyDir({ name, mountPath, sizeLimit });
    const given = {
      server: { ...SERVER, volumes: [volume('a', '/a', '1Gi'), volume('b', '/b', '1Gi')] },
      canary: { ...NEW, volumes: [volume('a', '/a', '2Gi'), volume('c', '/c', '1Gi')] },
    };
    const volumes = manifestsOf(given).get('Deployment', 'ranker-canary').spec.template.spec.volumes;
    expect(volumes.map(({ name, emptyDir }: any) => `${name} ${emptyDir.sizeLimit}`)).toEqual(
      expect.arrayContaining(['a 2Gi', 'b 1Gi', 'c 1Gi']),
    );
  });

  test('resources, arguments and overrides of one version leave the other alone', () => {
    const given = {
      server: { ...SERVER, args: ['--a'], overrides: { deployment: { spec: { revisionHistoryLimit: 3 } } } },
      canary: {
        ...NEW,
        args: ['--b'],
        resources: { cpu: '2', memory: '4Gi' },
        overrides: { deployment: { spec: { paused: true } } },
      },
    };
    expect([container('stable', given).args, container('canary', given).args]).toEqual([['--a'], ['--b']]);
    expect(container('canary', given).resources.requests.cpu).toBe('2');
    const [stable, other] = ['stable', 'canary'].map((side) => manifestsOf(given).get('Deployment', `ranker-${side}`));
    expect([stable.spec.paused, stable.spec.revisionHistoryLimit]).toEqual([undefined, 3]);
    expect([other.spec.paused, other.spec.revisionHistoryLimit]).toEqual([true, 3]);
  });
});

describe('the network', () => {
  test('peers of the release are let in to both sides, and the release to its targets, through the tenant and beyond', () => {
    const app = new ServingApp();
    const [vision, edge] = ['vision', 'edge'].map((name) => new TenantNamespace(app, name));
    const release = new Canary(vision, 'ranker', {
      server: SERVER,
      stable: OLD,
      canary: NEW,
      replicas: 10,
      stage: CanaryStage.weight(10),
    });
    const client = new ModelServer(edge, 'client', { ...SERVER, ...OLD });
    client.connectTo(release, { env: 'RANKER_URL' });
    release.allowFrom(NamespacePeer.named('frontend'));
    release.connectTo(client, { env: 'CLIENT_URL' });
    const manifests = manifestsFrom(app);
    for (const side of ['ranker-stable', 'ranker-canary']) {
      const { ingress, egress, podSelector } = manifests.get('NetworkPolicy', side).spec;
      expect(podSelector.matchLabels).toEqual({ [INSTANCE]: side });
      expect(JSON.stringify(ingress)).toContain('"frontend"');
      expect(JSON.stringify(ingress)).toContain('"edge"');
      expect(JSON.stringify(egress)).toContain('"edge"');
      expect(manifests.get('Deployment', side).spec.template.spec.containers[0].env).toContainEqual({
        name: 'CLIENT_URL',
        value: 'http://client.edge.svc',
      });
    }
    const { egress, ingress } = manifests.get('NetworkPolicy', 'client').spec;
    for (const rules of [egress, ingress])
      expect(JSON.stringify(rules)).toContain(JSON.stringify({ matchLabels: { [NAME]: 'ranker' } }));
    expect(manifests.get('Deployment', 'client').spec.template.spec.containers[0].env).toContainEqual({
      name: 'RANKER_URL',
      value: 'http://ranker.vision.svc',
    });
    expect([release.host, release.url]).toEqual(['ranker.vision.svc', 'http://ranker.vision.svc']);
    expect(release.requestTimeout).toBeUndefined();
  });

  test('each side has a budget of its own from two pods on', () => {
    const budgets = (stage: CanaryStage) =>
      manifestsOf({ stage })
        .find('PodDisruptionBudget')
        .map(({ spec }) => spec.selector.matchLabels[INSTANCE]);
    expect(budgets(CanaryStage.weight(10))).toEqual(['ranker-stable']);
    expect(budgets(CanaryStage.weight(50))).toEqual(['ranker-stable', 'ranker-canary']);
  });
});

test('every stage of every plan is accepted by the API server of every version', () => {
  fc.assert(
    fc.property(canaryProps, fc.constantFrom('1.30', '1.33', '1.36'), (props, kubernetesVersion) => {
      for (const stage of canary(props).release.plan()) {
        const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion }) });
        const tenant = new TenantNamespace(app, 'vision');
        new Canary(tenant, 'ranker', { ...props, ...propsAt(props, stage) });
        expect(manifestsFrom(app).all.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 15 },
  );
});

test('the order in which props are written changes nothing', () => {
  const given = { steps: [10, 50], stage: CanaryStage.step(0), verify: SmokeTest.http('/ready') };
  const reversed = Object.fromEntries(Object.entries(given).reverse());
  expect(manifestsOf(reversed).toYaml()).toBe(manifestsOf(given).toYaml());
});
