import { quantity } from '../quantity-oracle';
import { autoscaler, change, deployment, job, roll, service } from './cases';
import { simulateApply, walk } from '.';

describe('a new template', () => {
  it('keeps 8 of 10 and makes 13 at most, as the documentation says of 25 % and 25 %', () => {
    expect(roll(10, {})).toMatchObject({ ready: { min: 8 }, pods: { min: 8, max: 13 }, steady: 10 });
  });

  it.each([
    ['surge 1, unavailable 0', 3, { surge: 1, unavailable: 0 }, { ready: 3, pods: 4 }],
    ['surge 0, unavailable 1', 3, { surge: 0, unavailable: 1 }, { ready: 2, pods: 3 }],
    ['both rounded to nothing: one unavailable', 3, { surge: 0, unavailable: '25%' }, { ready: 2, pods: 3 }],
    ['both rounded to nothing at one replica: an outage', 1, { surge: 0, unavailable: '25%' }, { ready: 0, pods: 1 }],
    ['the default at one replica: surge 1, unavailable 0', 1, {}, { ready: 1, pods: 2 }],
    ['surge above the replicas: all new pods at once', 2, { surge: 10, unavailable: 0 }, { ready: 2, pods: 4 }],
    ['all unavailable', 4, { surge: 0, unavailable: '100%' }, { ready: 0, pods: 4 }],
    ['Recreate', 3, { strategy: { type: 'Recreate' } }, { ready: 0, pods: 3 }],
    ['no replicas', 0, {}, { ready: 0, pods: 0 }],
  ])('%s', (_, replicas, shape, { ready, pods }) => {
    const found = roll(replicas, shape);
    expect([found.ready.min, found.pods.max, found.steady]).toEqual([ready, pods, replicas]);
  });

  it('leaves the strategy at its default, 25 % and 25 %', () => {
    expect(roll(10, { strategy: {} })).toEqual(roll(10, {}));
  });

  it('lets old pods linger beside the new ones until they are gone, except with Recreate', () => {
    expect(roll(3, { surge: 1, unavailable: 0 }).podsWithTerminating).toEqual({ min: 3, max: 6 });
    expect(roll(3, { strategy: { type: 'Recreate' } }).podsWithTerminating).toEqual({ min: 3, max: 3 });
  });

  it('is none when only the order of fields and nulls differ', () => {
    const before = deployment('iris', 3);
    const after = deployment('iris', 3);
    after.spec.template.spec = { nodeName: null, ...after.spec.template.spec };
    after.spec.template.spec.containers = after.spec.template.spec.containers.map((each: object) =>
      Object.fromEntries(Object.entries(each).reverse()),
    );
    expect(change(before, after).podsWithTerminating).toEqual({ min: 3, max: 3 });
  });

  it('is one when only an annotation differs', () => {
    const after = deployment('iris', 3);
    after.spec.template.metadata.annotations = { 'kubectl.kubernetes.io/restartedAt': 'now' };
    expect(change(deployment('iris', 3), after).pods.max).toBe(4);
  });
});

describe('new replicas', () => {
  it('take ready pods away at once, and add pods that are not ready', () => {
    expect(change(deployment('iris', 9), deployment('iris', 5))).toMatchObject({ ready: { min: 5, max: 9 } });
    expect(change(deployment('iris', 1), deployment('iris', 5))).toMatchObject({
      ready: { min: 1, max: 5 },
      pods: { min: 1, max: 5 },
    });
  });

  it('drop a canary that goes from 9 + 1 to 5 + 5 to 6 ready pods until the new ones have loaded', () => {
    const pods = (stable: number, canary: number) => [
      deployment('stable', stable, { selector: { track: 'stable' }, labels: { app: 'iris' } }),
      deployment('canary', canary, { selector: { track: 'canary' }, labels: { app: 'iris' }, image: 'iris:2' }),
      service('iris', { app: 'iris' }),
    ];
    const { services, namespace } = simulateApply(pods(9, 1), pods(5, 5));
    expect(services.iris.ready).toEqual({ min: 6, max: 14 });
    expect(services.iris.byDeployment).toEqual({ canary: { min: 1, max: 5 }, stable: { min: 5, max: 9 } });
    expect(services.iris.byVersion).toEqual({
      'canary@iris:2': { min: 1, max: 5 },
      'stable@iris:1': { min: 5, max: 9 },
    });
    expect(services.iris.steady).toEqual({ canary: 5, stable: 5 });
    expect(namespace).toMatchObject({ peakPods: 14, peakPodsWithTerminating: 14, troughReady: 6, steadyPods: 10 });

    const [grow, shrink] = walk([pods(9, 1), pods(9, 5), pods(5, 5)]);
    expect([grow.services.iris.ready.min, shrink.services.iris.ready.min]).toEqual([10, 10]);
  });

  it('together with a new template resize the old pods first', () => {
    const rolled = (before: number, after: number) =>
      change(
        deployment('iris', before, { surge: 1, unavailable: 0 }),
        deployment('iris', after, { surge: 1, unavailable: 0, image: 'iris:2' }),
      );
    // Down: ready pods go at once. Up: pods of the old template are added, to be replaced one after the other.
    expect(rolled(9, 4)).toMatchObject({ ready: { min: 4 }, pods: { min: 4, max: 9 }, steady: 4 });
    expect(rolled(2, 5)).toMatchObject({ ready: { min: 2 }, pods: { min: 2, max: 6 }, steady: 5 });
    expect(rolled(2, 5).podsWithTerminating.max).toBe(10);
    expect(rolled(0, 4)).toMatchObject({ ready: { min: 0 }, pods: { min: 0, max: 4 }, steady: 4 });
    expect(rolled(4, 0)).toMatchObject({ ready: { min: 0 }, pods: { min: 0, max: 4 }, steady: 0 });
  });
});

describe('a Service', () => {
  const colours = (blue: number, green: number) => [
    deployment('blue', blue, { labels: { name: 'iris' } }),
    deployment('green', green, { labels: { name: 'iris' }, image: 'iris:2' }),
  ];

  it('that turns to pods which are there and ready never loses an endpoint', () => {
    const { services } = simulateApply(
      [...colours(3, 3), service('iris', { app: 'blue' })],
      [...colours(3, 3), service('iris', { app: 'green' })],
      { expected: { iris: ['blue', 'green'] } },
    );
    expect(services.iris).toEqual({
      ready: { min: 3, max: 3 },
      underOldSelector: { min: 3, max: 3 },
      underNewSelector: { min: 3, max: 3 },
      byDeployment: { blue: { min: 0, max: 3 }, green: { min: 0, max: 3 } },
      byVersion: { 'blue@iris:1': { min: 0, max: 3 }, 'green@iris:2': { min: 0, max: 3 } },
      selected: ['blue', 'green'],
      unexpected: [],
      steady: { green: 3 },
    });
  });

  it('that turns to pods of the same apply has none', () => {
    const before = [...colours(3, 0).slice(0, 1), service('iris', { app: 'blue' })];
    const { services } = simulateApply(before, [...colours(3, 3), service('iris', { app: 'green' })]);
    expect(services.iris).toMatchObject({ ready: { min: 0, max: 3 }, underNewSelector: { min: 0, max: 3 } });
  });

  it('that turns while the old pods are taken away has none if it is applied last', () => {
    const { services } = simulateApply(
      [...colours(3, 3), service('iris', { app: 'blue' })],
      [...colours(0, 3), service('iris', { app: 'green' })],
    );
    expect(services.iris).toMatchObject({ underOldSelector: { min: 0 }, underNewSelector: { min: 3 } });
    expect(services.iris.ready.min).toBe(0);
  });

  it('is reported with the pods it was not meant to select', () => {
    const files = [
      ...colours(2, 0),
      deployment('other', 1, { labels: { name: 'iris' } }),
      job('check', {}, { name: 'iris' }),
      service('iris', { name: 'iris' }),
    ];
    const { iris } = simulateApply([], files, { expected: { iris: ['blue', 'green'] } }).services;
    expect([iris.selected, iris.unexpected]).toEqual([
      ['blue', 'other', 'Job/check'],
      ['other', 'Job/check'],
    ]);
    expect(iris.underOldSelector).toBeUndefined();
  });

  it('that selects one version only loses it while that is replaced', () => {
    const versioned = (version: string) =>
      deployment('iris', 3, { image: `iris:${version}`, labels: { version }, surge: 1, unavailable: 0 });
    const pinned = service('iris', { version: '1' });
    const { iris } = simulateApply([versioned('1'), pinned], [versioned('2'), pinned]).services;
    expect([iris.ready, iris.steady]).toEqual([{ min: 0, max: 3 }, {}]);
  });

  it('without a selector selects nothing', () => {
    const { iris } = simulateApply([], [...colours(1, 1), service('iris', {})]).services;
    expect([iris.selected, iris.ready]).toEqual([[], { min: 0, max: 0 }]);
  });
});

describe('what kubectl does and does not', () => {
  it('leaves what is absent from the files as it is, and names it', () => {
    const before = [deployment('iris', 3), service('iris', { app: 'iris' })];
    const [gone, cleaned] = walk([
      before,
      [deployment('blue', 2)],
      { apply: [deployment('blue', 2)], remove: ['Deployment/iris'] },
    ]);
    expect(gone.leftRunning).toEqual(['iris']);
    expect(gone.services.iris.ready).toEqual({ min: 3, max: 3 });
    expect(gone.namespace.steadyPods).toBe(5);
    expect(cleaned.services.iris.ready).toEqual({ min: 0, max: 3 });
    expect(cleaned.deployments.iris).toMatchObject({
      pods: { min: 0, max: 3 },
      podsWithTerminating: { min: 3, max: 3 },
    });
    expect([cleaned.leftRunning, cleaned.namespace.steadyPods]).toEqual([[], 2]);
  });

  it('cannot change a selector, and applies the rest', () => {
    const before = [deployment('iris', 3), service('iris', { app: 'iris' })];
    const after = [deployment('iris', 5, { selector: { app: 'new' } }), service('iris', { app: 'new' })];
    const transition = simulateApply(before, after);
    expect(transition.errors).toEqual(['Deployment/iris: spec.selector is immutable']);
    expect(transition.services.iris.underNewSelector).toEqual({ min: 0, max: 0 });
    expect(transition.deployments.iris).toMatchObject({ pods: { min: 3, max: 3 }, steady: 3 });
    expect(transition.live).toEqual([before[0], after[1]]);
  });

  it('runs a new Job once and cannot change one', () => {
    const files = [deployment('iris', 1), job('check', { parallelism: 2, completions: 3 })];
    const [first, second] = walk([[], files, [...files.slice(0, 1), job('check', {}, { changed: 'yes' })]]);
    expect([first.jobs, first.namespace.peakPods]).toEqual([{ check: { min: 0, max: 2 } }, 3]);
    expect([second.jobs, second.errors]).toEqual([{}, ['Job/check: spec.template is immutable']]);
  });

  it('makes replicas 1 when they are taken away for an autoscaler', () => {
    const scaler = autoscaler('iris', 3);
    const handedOver = simulateApply([deployment('iris', 5)], [deployment('iris', undefined), scaler]);
    expect(handedOver.deployments.iris).toMatchObject({ ready: { min: 1 }, steady: 3 });
    expect(handedOver.hazards).toEqual([
      'Deployment/iris: spec.replicas is taken away for an autoscaler, so it is 1 until the autoscaler acts',
    ]);
    const settled = simulateApply(handedOver.live, [deployment('iris', undefined, { image: 'iris:2' }), scaler]);
    expect(settled.hazards).toEqual([]);
    expect(settled.deployments.iris).toMatchObject({ ready: { min: 3 }, pods: { max: 4 } });
  });

  it('is simulated in one namespace, with kinds the simulator knows', () => {
    const elsewhere = deployment('iris', 1);
    elsewhere.metadata.namespace = 'other';
    expect(() => simulateApply([elsewhere], [deployment('iris', 1)])).toThrow(/one namespace, got other, iris/);
    expect(() => simulateApply([], [{ ...deployment('iris', 1), kind: 'StatefulSet' }])).toThrow(
      /no model of Stateful/,
    );
    const paused = deployment('iris', 1);
    paused.spec.paused = true;
    expect(() => simulateApply([], [paused])).toThrow(/no model of a paused/);
    const remove = ['Deployment/iris'];
    expect(() => simulateApply([], [deployment('iris', 1)], { remove })).toThrow(/either applied or removed/);
  });
});

describe('what a quota has to allow', () => {
  it('is the highest sum of each amount, and with terminating pods what was and what comes', () => {
    const before = [deployment('iris', 4, { surge: 1, unavailable: 0, cpu: '500m' })];
    const after = [deployment('iris', 4, { surge: 1, unavailable: 0, cpu: '2', image: 'iris:2' }), job('check')];
    const { peak, peakWithTerminating } = simulateApply(before, after).namespace;
    // Four pods of 2 and one of 500m, then the last of those is no longer alive.
    expect(peak['requests.cpu']).toEqual(quantity('8600m'));
    expect(peakWithTerminating['requests.cpu']).toEqual(quantity('10100m'));
  });

  it('counts what a LimitRange fills in', () => {
    const limits = [{ type: 'Container', defaultRequest: { memory: '1Gi' } }];
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'iris', namespace: 'iris' },
      spec: { limits },
    };
    const { peak } = simulateApply([], [range, deployment('iris', 3)]).namespace;
    expect(peak['requests.memory']).toEqual(quantity('3Gi'));
  });
});
