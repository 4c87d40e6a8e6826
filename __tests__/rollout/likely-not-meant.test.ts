import {
  type BlueGreenProps,
  type CanaryProps,
  CanaryStage,
  Colour,
  ModelServer,
  ReleaseStageKind,
  type ServerOptions,
  ServerVolume,
  TrafficSplit,
} from '../../lib';
import { failureOf } from '../support/declare';
import { simulateApply } from '../support/rollout-simulator';
import { blueGreen, canary, coloursAt, NEW, objectsOf, OLD, SERVER } from './support';

const byRoute = TrafficSplit.byRoute();
const server = (options: Partial<ServerOptions>): { server: ServerOptions } => ({ server: { ...SERVER, ...options } });

describe('a colour that takes all requests with fewer pods than the other one', () => {
  const props: Partial<BlueGreenProps> = { blue: { ...OLD, replicas: 10 }, green: { ...NEW, replicas: 1 } };
  const flipped = { ...props, active: Colour.GREEN };

  test('is a warning that the drop of ready pods bears out', () => {
    const { services } = simulateApply(objectsOf(blueGreen(props)), objectsOf(blueGreen(flipped)));
    expect(services.ranker.underNewSelector!.min).toBe(1);
    expect(blueGreen(flipped).app.warnings).toEqual([
      "BlueGreen 'vision/ranker': the active colour 'green' has fewer pods than the other, 1 and 10, and takes all requests; raise green.replicas and apply before active is changed, or say minCapacity",
    ]);
  });

  test('is meant where minCapacity says so, and an error below that', () => {
    expect(blueGreen({ ...flipped, minCapacity: 1 }).app.warnings).toEqual([]);
    expect(failureOf(() => blueGreen({ ...flipped, minCapacity: 2 }))).toContain('as many pods as minCapacity, 2');
  });

  test('never happens on the way that the plan shows', () => {
    const release = blueGreen(props).release;
    for (const stage of release.plan())
      expect(blueGreen(coloursAt({ ...props, server: SERVER, active: Colour.BLUE }, stage)).app.warnings).toEqual([]);
  });
});

describe('a side that takes over with its fewest pods from one that its autoscaler may have grown', () => {
  const autoscaling = { minReplicas: 2, maxReplicas: 6 };

  test('is a warning of a colour, unless minCapacity says how many are needed', () => {
    const props = { blue: { ...OLD, autoscaling }, green: { ...NEW, autoscaling }, active: Colour.GREEN };
    expect(blueGreen(props).app.warnings).toEqual([
      "BlueGreen 'vision/ranker': the active colour 'green' takes all requests over with 2 pods, from one that may have grown to 6; raise green.autoscaling.minReplicas until the flip is done, or say minCapacity",
    ]);
    expect(blueGreen({ ...props, minCapacity: 2 }).app.warnings).toEqual([]);
    const enough = { ...props, green: { ...NEW, autoscaling: { minReplicas: 6, maxReplicas: 6 } } };
    expect(blueGreen(enough).app.warnings).toEqual([]);
  });

  test('is a warning of the stable side once the canary is retired', () => {
    const stable = { ...NEW, autoscaling };
    const props = { split: byRoute, stable, canary: stable, stage: CanaryStage.retired() };
    const told = (changes: Partial<CanaryProps>): string[] =>
      canary({ ...props, ...changes }).app.warnings.filter((warning) => warning.includes('stable is to take'));
    expect(told({})).toEqual([
      expect.stringContaining(
        'stable is to take all requests over with 2 pods, once the canary is gone that its autoscaler may have grown to 6',
      ),
    ]);
    expect(told({ minCapacity: 2 })).toEqual([]);
    expect(told({ stage: CanaryStage.promoted(), stable: { ...OLD, autoscaling } })).toEqual([]);
  });
});

test('a flip changes no order of warnings', () => {
  const claims = (...names: string[]) =>
    names.map((name) =>
      ServerVolume.persistentVolumeClaim({ name, mountPath: `/${name}`, claimName: name, readOnly: false }),
    );
  const props: Partial<BlueGreenProps> = {
    blue: { ...OLD, volumes: claims('aa', 'bb') },
    green: { ...NEW, volumes: claims('bb', 'aa') },
  };
  const { warnings } = blueGreen({ ...props, active: Colour.BLUE }).app;
  expect(warnings).toHaveLength(2);
  expect(blueGreen({ ...props, active: Colour.GREEN }).app.warnings).toEqual(warnings);
});

describe('what the plan says to write', () => {
  const autoscaling = { minReplicas: 2, maxReplicas: 6 };
  const changes = (props: Parameters<typeof blueGreen>[0]) =>
    blueGreen(props)
      .release.plan()
      .map(({ change }) => change);

  test('can be written for a colour that scales by load', () => {
    expect(changes({ blue: { ...OLD, autoscaling }, green: { ...NEW, autoscaling }, minCapacity: 2 })).toEqual([
      "green: { image: 'ranker:1.5' }",
      'test it through the preview Service',
      'active: Colour.GREEN',
      'blue: { replicas: 0 }, without autoscaling',
    ]);
    const larger = { blue: { ...OLD, replicas: 3 }, green: { ...NEW, autoscaling } };
    expect(changes(larger)[2]).toBe('green: { autoscaling: { minReplicas: 3 } }');
  });

  test.each<[string, Parameters<typeof canary>[0], string]>([
    ['nobody', {}, 'stable: the version of canary'],
    [
      'the canary',
      { replicas: 4, canary: { ...NEW, replicas: 6 } },
      'stable: the version of canary, without its replicas',
    ],
    ['the stable side', { stable: { ...OLD, replicas: 12 } }, 'stable: the version of canary, with replicas: 12'],
    [
      'an autoscaler of the canary',
      { canary: { ...NEW, autoscaling: { minReplicas: 10, maxReplicas: 20 } } },
      'stable: the version of canary, without its autoscaling',
    ],
    [
      'an autoscaler of the stable side',
      { stable: { ...OLD, autoscaling: { minReplicas: 10, maxReplicas: 20 } }, replicas: 20 },
      'stable: the version of canary, with the autoscaling of stable',
    ],
  ])('names the size of the stable side where %s has one of its own', (_, props, change) => {
    const replaced = canary({ split: byRoute, ...props })
      .release.plan()
      .find(({ kind }) => kind === ReleaseStageKind.REPLACE);
    expect(replaced!.change).toBe(change);
  });
});

describe('an autoscaler on one side', () => {
  const autoscaling = { minReplicas: 10, maxReplicas: 20 };

  test('sees to that side alone: the other one must still have what its share needs', () => {
    const message = failureOf(() =>
      canary({ split: byRoute, steps: [90], stable: { ...OLD, autoscaling }, canary: { ...NEW, replicas: 1 } }),
    );
    expect(message).toContain(
      'step 90 %: 10 + 1 pods leave the canary side with 1 ready of the 18 pods that 90 % of the requests need',
    );
  });

  test('needs no minimum of its own from the first day, on either side or on both', () => {
    const small = { minReplicas: 1, maxReplicas: 20 };
    for (const sides of [
      { canary: { ...NEW, autoscaling: small } },
      { stable: { ...OLD, autoscaling: small }, canary: { ...NEW, autoscaling: small } },
    ])
      expect(() => canary({ split: byRoute, steps: [90], ...sides })).not.toThrow();
  });
});

describe('a claim that both sides write to', () => {
  const claim = (readOnly: boolean) => ({
    ...SERVER,
    volumes: [ServerVolume.persistentVolumeClaim({ name: 'cache', mountPath: '/cache', claimName: 'cache', readOnly })],
  });

  test('is a warning that names the claim, and one that both read is none', () => {
    const warning = (names: string) =>
      `${names} both write to PersistentVolumeClaim 'cache': if it is ReadWriteOnce, pods of one wait for those of the other; mount it read-only, or give each side a claim of its own`;
    expect(canary({ server: claim(false) }).app.warnings).toEqual([
      `Canary 'vision/ranker': ${warning('stable and canary')}`,
    ]);
    expect(blueGreen({ server: claim(false) }).app.warnings).toEqual([
      `BlueGreen 'vision/ranker': ${warning('blue and green')}`,
    ]);
    expect(canary({ server: claim(true) }).app.warnings).toEqual([]);
  });
});

describe('a server that is handed the URL of a canary by route', () => {
  const connected = (props: Parameters<typeof canary>[0], options: object) => {
    const { app, tenant, release } = canary(props);
    for (const name of ['ui', 'api']) new ModelServer(tenant, name, { ...SERVER, ...OLD }).connectTo(release, options);
    return app.warnings;
  };

  test('goes past the weights: a warning, once', () => {
    expect(connected({ split: byRoute }, { env: 'RANKER_URL' })).toEqual([
      "Canary 'vision/ranker': servers that connectTo(...) hands its URL to go to Service 'ranker' past the route, and reach the stable version alone until the release is over; hand them the route's address, or split by replicas",
    ]);
  });

  test('is none by replicas, without a canary, and without the URL', () => {
    expect(connected({}, { env: 'RANKER_URL' })).toEqual([]);
    expect(connected({ split: byRoute, canary: undefined }, { env: 'RANKER_URL' })).toEqual([]);
    expect(connected({ split: byRoute }, {})).toEqual([]);
  });
});

describe('what is legal but likely not meant', () => {
  test('equal versions on both sides are a warning', () => {
    expect(canary({ canary: OLD }).app.warnings).toEqual([
      "Canary 'vision/ranker': stable and canary are the same version, ranker:1.4, so that the release decides nothing; give canary the new version, or leave it out",
    ]);
    expect(blueGreen({ green: OLD }).app.warnings).toEqual([
      "BlueGreen 'vision/ranker': blue and green are the same version, ranker:1.4, so that a flip changes nothing; give one of them the new version, or set its replicas to 0",
    ]);
  });

  test('versions that differ in anything are not equal, and at the end of a canary they are meant to be', () => {
    expect(canary({ canary: { ...OLD, env: { MODEL: 'b' } } }).app.warnings).toEqual([]);
    expect(canary({ canary: OLD, stage: CanaryStage.promoted() }).app.warnings).toEqual([]);
    expect(blueGreen({ green: { ...OLD, replicas: 0 } }).app.warnings).toEqual([]);
  });

  test('a load balancer in front of a canary by route reaches the stable version alone', () => {
    const exposed = server({ service: { serviceType: 'LoadBalancer' as never } });
    expect(canary({ ...exposed, split: byRoute }).app.warnings.join()).toMatch(/reach the stable version alone/);
  });
});
