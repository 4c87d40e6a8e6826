import fc from 'fast-check';
import {
  BlueGreen,
  type BlueGreenProps,
  ClusterProfile,
  Colour,
  ServiceType,
  ServingApp,
  SmokeTest,
  TenantNamespace,
} from '../../lib';
import { irisBlueGreen } from '../../apps/iris';
import { Manifests } from '../../lib/testing';
import { manifestsFrom } from '../support/declare';
import { blueGreenProps } from './any-release';
import { blueGreen, NEW, OLD, SERVER, withoutStage } from './support';

const NAME = 'app.kubernetes.io/name';
const INSTANCE = 'app.kubernetes.io/instance';
const manifestsOf = (...given: Parameters<typeof blueGreen>) => manifestsFrom(blueGreen(...given).app);

/** The lines of two texts that differ, by number. */
function differences(before: string, after: string): [string, string][] {
  const [was, is] = [before, after].map((text) => text.split('\n'));
  expect(is).toHaveLength(was.length);
  return was.flatMap((line, index): [string, string][] =>
    line === is[index] ? [] : [[line.trim(), is[index].trim()]],
  );
}

describe('changing the active colour', () => {
  test('changes the selectors of two Services and the stage, and not a byte besides, in the demonstration platform', () => {
    const [blue, green] = [Colour.BLUE, Colour.GREEN].map((active) => {
      const app = new ServingApp();
      irisBlueGreen(app, active);
      return Manifests.of(withoutStage(Manifests.fromApp(app).all)).toYaml();
    });
    const [toBlue, toGreen] = ['blue', 'green'].map((colour) => `${INSTANCE}: mlops-server-${colour}`);
    expect(differences(blue, green)).toEqual([
      [toBlue, toGreen],
      [toGreen, toBlue],
    ]);
  });

  test('changes nothing but the selectors and the stage, whatever the versions and sizes', () => {
    fc.assert(
      fc.property(blueGreenProps, (given) => {
        const sized = (colour: 'blue' | 'green') => ({ ...given[colour]!, replicas: given[colour]!.replicas! + 1 });
        const props: BlueGreenProps = { ...given, blue: sized('blue'), green: sized('green') };
        const [blue, green] = [Colour.BLUE, Colour.GREEN].map((active) => manifestsOf({ ...props, active }));
        const selectorsOf = (manifests: typeof blue) =>
          ['ranker', 'ranker-preview'].map((name) => manifests.get('Service', name).spec.selector[INSTANCE]);
        expect([selectorsOf(blue), selectorsOf(green)]).toEqual([
          ['ranker-blue', 'ranker-green'],
          ['ranker-green', 'ranker-blue'],
        ]);
        const [was, is] = [blue, green].map(({ all }) => Manifests.of(withoutStage(all)).toYaml());
        expect(differences(was, is)).toHaveLength(2);
      }),
      { numRuns: 30 },
    );
  });
});

describe('two servers and two Services', () => {
  const given = { blue: { ...OLD, replicas: 3 }, green: { ...NEW, replicas: 1 } };
  const manifests = manifestsOf(given);

  test('each Service selects exactly one colour, and each colour has its own size', () => {
    const selectors = manifests.find('Service').map(({ spec }) => spec.selector);
    expect(selectors).toEqual([
      { [INSTANCE]: 'ranker-blue', [NAME]: 'ranker' },
      { [INSTANCE]: 'ranker-green', [NAME]: 'ranker' },
    ]);
    expect(manifests.find('Deployment').map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
      ['ranker-blue', 3],
      ['ranker-green', 1],
    ]);
  });

  test('each colour has a budget and a NetworkPolicy of its own; budgets never overlap', () => {
    const both = manifestsOf({ blue: { ...OLD, replicas: 3 }, green: { ...NEW, replicas: 2 } });
    expect(both.find('PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels[INSTANCE])).toEqual([
      'ranker-blue',
      'ranker-green',
    ]);
    expect(both.find('NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels)).toEqual([
      { [INSTANCE]: 'ranker-blue' },
      { [INSTANCE]: 'ranker-green' },
    ]);
  });

  test('a route follows the active colour', () => {
    const backends = (active: Colour) => blueGreen({ ...given, active }).release.trafficBackends;
    expect(backends(Colour.BLUE)).toMatchObject([{ serviceName: 'ranker', port: 80, weight: 100, replicas: 3 }]);
    expect(backends(Colour.GREEN)).toMatchObject([{ serviceName: 'ranker', port: 80, weight: 100, replicas: 1 }]);
  });

  test('a colour is kept at hand without pods', () => {
    const kept = manifestsOf({ green: { ...NEW, replicas: 0 } });
    expect(kept.get('Deployment', 'ranker-green').spec.replicas).toBe(0);
  });

  test('one colour alone has no preview', () => {
    const { release, app } = blueGreen({ green: undefined });
    expect([release.previewService, release.greenServer, release.plan()]).toEqual([undefined, undefined, []]);
    expect(manifestsFrom(app).find('Service')).toHaveLength(1);
  });

  test('names are settable, and what is exposed is the active Service alone', () => {
    const service = { name: 'api', serviceType: ServiceType.NODE_PORT, nodePort: 30080, port: 8080 };
    const exposed = manifestsOf({ server: { ...SERVER, service }, previewServiceName: 'next' });
    expect(exposed.get('Service', 'api').spec).toMatchObject({ type: 'NodePort', ports: [{ nodePort: 30080 }] });
    const { spec } = exposed.get('Service', 'next');
    expect([spec.type, spec.ports[0].port, spec.ports[0].nodePort]).toEqual(['ClusterIP', 8080, undefined]);
    expect(blueGreen({ server: { ...SERVER, service } }).release.url).toBe('http://api.vision.svc:8080');
  });

  test('either colour may scale by load; a number of its own takes the place of the autoscaler', () => {
    const scaled = { ...SERVER, autoscaling: { minReplicas: 2, maxReplicas: 6 } };
    const both = manifestsOf({ server: scaled });
    expect(both.find('HorizontalPodAutoscaler').map(({ metadata }) => metadata.name)).toEqual([
      'ranker-blue',
      'ranker-green',
    ]);
    const idle = manifestsOf({ server: scaled, green: { ...NEW, replicas: 0 } });
    expect(idle.find('HorizontalPodAutoscaler').map(({ metadata }) => metadata.name)).toEqual(['ranker-blue']);
  });
});

describe('the plan', () => {
  const kinds = (props: Partial<BlueGreenProps>) =>
    blueGreen(props)
      .release.plan()
      .map(({ stageName }) => stageName);

  test('is to deploy, verify, flip and retire', () => {
    expect(kinds({})).toEqual(['deploy green', 'verify green', 'flip to green', 'retire blue']);
    expect(kinds({ active: Colour.GREEN })).toEqual(['deploy blue', 'verify blue', 'flip to blue', 'retire green']);
  });

  test('grows a small preview to what the requests need before the flip', () => {
    const plan = blueGreen({ blue: { ...OLD, replicas: 3 }, green: { ...NEW, replicas: 1 } }).release.plan();
    expect(plan.map(({ stageName, lowestCapacity }) => [stageName, lowestCapacity.pods])).toEqual([
      ['deploy green', 3],
      ['verify green', 3],
      ['grow green', 3],
      ['flip to green', 3],
      ['retire blue', 3],
    ]);
  });

  test('brings a colour that is kept without pods up as large as the active one', () => {
    const [deploy] = blueGreen({ blue: { ...OLD, replicas: 4 }, green: { ...NEW, replicas: 0 } }).release.plan();
    expect(deploy.sides.map(({ replicas }) => replicas)).toEqual([4, 4]);
    expect(deploy.change).toBe("green: { image: 'ranker:1.5', replicas: 4 }");
  });
});

test('every release is accepted by the API server of every version', () => {
  fc.assert(
    fc.property(blueGreenProps, fc.constantFrom('1.30', '1.33', '1.36'), (props, kubernetesVersion) => {
      const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion }) });
      new BlueGreen(new TenantNamespace(app, 'vision'), 'ranker', props);
      expect(manifestsFrom(app).all.length).toBeGreaterThan(0);
    }),
    { numRuns: 30 },
  );
});

test('a test of both colours changes nothing when the active colour changes', () => {
  const names = (active: Colour) =>
    blueGreen({ active, verify: SmokeTest.http('/ready') }).release.verifyJobs.map(({ name }) => name);
  expect(names(Colour.GREEN)).toEqual(names(Colour.BLUE));
  expect(new Set(names(Colour.BLUE)).size).toBe(2);
});

test('Colour has the two values that the props are called by', () => {
  expect(Object.values(Colour)).toEqual(['blue', 'green']);
});
