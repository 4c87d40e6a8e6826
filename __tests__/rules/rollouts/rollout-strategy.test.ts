import { runRules } from '../../../lib/rules/run-rules';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { rolloutStrategy } from '../../../lib/rules/rollouts/rollout-strategy';
import { setOfYaml } from '../../support/findings';

const rollout = (strategy: string, spec = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  ${spec.includes('replicas') ? '' : 'replicas: 10'}
  ${spec.includes('workloadRef') ? '' : 'selector: { matchLabels: { app: iris } }'}
  strategy: { ${strategy} }
  template: ${spec.includes('workloadRef') ? '' : '{ metadata: { labels: { app: iris } }, spec: { containers: [{ name: main, image: x }] } }'}
  ${spec}
---`;
const found = (strategy: string, spec?: string) =>
  runRules(setOfYaml(rollout(strategy, spec)), NO_CONTEXT, [rolloutStrategy]).map(
    ({ severity, at, message }) => `${severity} ${at ?? ''}: ${message}`,
  );
const SERVICES = 'canaryService: b, stableService: a';
const routed = (router: string, more: string) => `canary: { ${SERVICES}, trafficRouting: { ${router} }, ${more} }`;
const TRAEFIK = 'traefik: { weightedTraefikServiceName: x }';
const CANARY = '/spec/strategy/canary';

describe('a Rollout is not taken', () => {
  test.each<[string, string, string, string | undefined]>([
    [
      'without a strategy',
      '',
      'error /spec/strategy: strategy must be one of canary and blueGreen, got neither',
      undefined,
    ],
    [
      'with both',
      'canary: {}, blueGreen: { activeService: a }',
      'error /spec/strategy: strategy must be one of canary and blueGreen, got both',
      undefined,
    ],
    [
      'that nobody may exceed or undercut',
      "canary: { maxSurge: 0, maxUnavailable: '0%' }",
      `error ${CANARY}/maxUnavailable: maxSurge and maxUnavailable must not both be 0, got 0 and '0%'`,
      undefined,
    ],
    [
      'that keeps more old sets than it remembers',
      'blueGreen: { activeService: a, scaleDownDelayRevisionLimit: 12 }',
      'error /spec/strategy/blueGreen/scaleDownDelayRevisionLimit: scaleDownDelayRevisionLimit must be at most revisionHistoryLimit, 10, got 12',
      undefined,
    ],
    [
      'whose old pods stay where nothing routes',
      'canary: { scaleDownDelaySeconds: 60 }',
      `error ${CANARY}/scaleDownDelaySeconds: scaleDownDelaySeconds must be left out without trafficRouting, got 60`,
      undefined,
    ],
    [
      'that scales by shares which nothing routes',
      'canary: { dynamicStableScale: true }',
      `error ${CANARY}/dynamicStableScale: dynamicStableScale must be left out without trafficRouting, got true`,
      undefined,
    ],
    [
      'whose old pods stay and go',
      routed(TRAEFIK, 'dynamicStableScale: true, scaleDownDelaySeconds: 60'),
      `error ${CANARY}/scaleDownDelaySeconds: scaleDownDelaySeconds must be left out beside dynamicStableScale, got 60`,
      undefined,
    ],
    [
      'with larger weights than its router has',
      routed(`${TRAEFIK}, maxTrafficWeight: 1000`, ''),
      `error ${CANARY}/trafficRouting/maxTrafficWeight: maxTrafficWeight is for nginx and plugins alone, got 1000 for traefik`,
      undefined,
    ],
    [
      'with two kinds of Ingress names',
      routed('nginx: { stableIngress: a, stableIngresses: [b] }', ''),
      `error ${CANARY}/trafficRouting/nginx: nginx must have either stableIngress or stableIngresses, got both`,
      undefined,
    ],
    [
      'with no VirtualService',
      routed('istio: {}', ''),
      `error ${CANARY}/trafficRouting/istio: istio must have either virtualService or virtualServices, got neither`,
      undefined,
    ],
    [
      'that is far apart in two ways',
      'canary: { antiAffinity: {} }',
      `error ${CANARY}/antiAffinity: antiAffinity must be either preferred or required, got neither`,
      undefined,
    ],
    [
      'with a preference of no weight',
      'canary: { antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 0 } } }',
      `error ${CANARY}/antiAffinity/preferredDuringSchedulingIgnoredDuringExecution/weight: weight must be 1 to 100, got 0`,
      undefined,
    ],
    [
      'whose pods take longer than its deadline',
      'canary: {}',
      'error /spec/progressDeadlineSeconds: progressDeadlineSeconds must be more than minReadySeconds, got 30 and 60',
      'minReadySeconds: 60\n  progressDeadlineSeconds: 30',
    ],
  ])('%s', (_what, strategy, expected, spec) => {
    expect(found(strategy, spec)).toContain(expected);
  });

  test('with a template of its own and of another', () => {
    const yaml = rollout('canary: {}').replace(
      'replicas: 10',
      'replicas: 10\n  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: iris }',
    );
    expect(runRules(setOfYaml(yaml), NO_CONTEXT, [rolloutStrategy]).map(({ message }) => message)).toEqual([
      'template must be left out beside workloadRef, which says where the template is',
    ]);
  });

  test('without a selector, unless the template is that of another', () => {
    const yaml = rollout('canary: {}').replace('selector: { matchLabels: { app: iris } }', '');
    expect(runRules(setOfYaml(yaml), NO_CONTEXT, [rolloutStrategy]).map(({ message }) => message)).toEqual([
      'selector must say by which labels the pods are found, got none and no workloadRef',
    ]);
    expect(found('canary: {}', 'workloadRef: { apiVersion: apps/v1, kind: Deployment, name: iris }')).toEqual([]);
  });
});

test('selects the pods that it makes', () => {
  const yaml = rollout('canary: {}').replace('matchLabels: { app: iris }', 'matchLabels: { app: iris, tier: gold }');
  expect(runRules(setOfYaml(yaml), NO_CONTEXT, [rolloutStrategy]).map(({ message }) => message)).toEqual([
    'selector must match the labels of the template, got tier=gold',
  ]);
});

describe('a step', () => {
  const steps = (step: string, router = TRAEFIK) => found(routed(router, `steps: [${step}]`));
  const AT = `${CANARY}/steps/0`;

  test.each<[string, string, string, string?]>([
    ['must do something', '{}', `error ${AT}: a step must do one thing, got none`],
    [
      'must not wait and move',
      '{ setWeight: 10, pause: {} }',
      `error ${AT}: a step must do one thing, got setWeight and pause`,
    ],
    [
      'does two other things in its own order',
      '{ setWeight: 10, setCanaryScale: { weight: 10 } }',
      `warning ${AT}: a step must do one thing, got setWeight and setCanaryScale`,
    ],
    ['has weights up to 100', '{ setWeight: 101 }', `error ${AT}/setWeight: setWeight must be 0 to 100, got 101`],
    ['has none below 0', '{ setWeight: -1 }', `error ${AT}/setWeight: setWeight must be 0 to 100, got -1`],
    [
      'waits no days',
      '{ pause: { duration: 1d } }',
      `error ${AT}/pause/duration: duration must be seconds or a time such as 30s, 5m or 1h, got '1d'`,
    ],
    [
      'routes no headers by Traefik',
      '{ setHeaderRoute: { name: x } }',
      `error ${AT}/setHeaderRoute: setHeaderRoute is for istio, alb, apisix and plugins alone, got it for traefik`,
    ],
    [
      'mirrors by Istio alone',
      '{ setMirrorRoute: { name: x } }',
      `error ${AT}/setMirrorRoute: setMirrorRoute is for istio and plugins alone, got it for alb`,
      'alb: { ingress: a, servicePort: 80 }',
    ],
    [
      'routes by names that are managed',
      '{ setHeaderRoute: { name: x } }',
      `error ${AT}/setHeaderRoute/name: setHeaderRoute must name one of trafficRouting.managedRoutes, got 'x'`,
      'plugins: { a/b: {} }, managedRoutes: [{ name: y }]',
    ],
    [
      'compares in one way',
      '{ setHeaderRoute: { name: x, match: [{ headerName: a, headerValue: { exact: a, regex: b } }] } }',
      `error ${AT}/setHeaderRoute/match/0: a match must be one of exact, prefix and regex, got exact and regex`,
      'plugins: { a/b: {} }, managedRoutes: [{ name: x }]',
    ],
    [
      'compares exactly on an ALB',
      '{ setHeaderRoute: { name: x, match: [{ headerName: a, headerValue: { prefix: a } }] } }',
      `error ${AT}/setHeaderRoute/match/0: a match must be exact for alb, got prefix`,
      'alb: { ingress: a, servicePort: 80 }, managedRoutes: [{ name: x }]',
    ],
    [
      'gives experiments no share by Traefik',
      '{ experiment: { templates: [{ name: a, specRef: canary, weight: 5 }] } }',
      `error ${AT}/experiment/templates: weight of an experiment is for smi, alb, istio and plugins alone, got it for traefik`,
    ],
    [
      'has experiments of a time',
      '{ experiment: { duration: 1d, templates: [] } }',
      `error ${AT}/experiment/duration: duration must be a time such as 30s, 5m or 1h, got '1d'`,
    ],
  ])('%s', (_what, step, expected, ...[router]) => {
    expect(steps(step, router)).toContain(expected);
  });

  test('scales no canary whose pods are its share', () => {
    expect(found('canary: { steps: [{ setCanaryScale: { replicas: 1 } }] }')).toEqual([
      `error ${AT}/setCanaryScale: setCanaryScale must be left out without trafficRouting: the number of pods is the share of the requests`,
    ]);
  });

  test.each(['{}', '{ duration: 30 }', "{ duration: '30' }", '{ duration: 1h30m }', '{ duration: 1.5h }'])(
    'may wait %s',
    (pause) => {
      expect(steps(`{ pause: ${pause} }`)).toEqual([]);
    },
  );

  test('may be of any kind, on a router that can', () => {
    const all = `{ setHeaderRoute: { name: x, match: [{ headerName: a, headerValue: { prefix: a } }] } }, { setMirrorRoute: { name: x, percentage: 5, match: [{ path: { exact: / } }] } }, { experiment: { duration: 5m, templates: [{ name: a, specRef: canary, weight: 5 }] } }, { plugin: { name: a/b } }`;
    expect(steps(all, 'plugins: { a/b: {} }, managedRoutes: [{ name: x }]')).toEqual([]);
  });
});

describe('a share', () => {
  const shares = (weights: number[], more: string, replicas = 10) =>
    found(
      `canary: { ${more}, steps: [${weights.map((weight) => `{ setWeight: ${weight} }`).join()}] }`,
      `replicas: ${replicas}`,
    ).map((text) => text.replace(/^warning .*setWeight: setWeight/, 'setWeight'));
  const SURGE = 'maxSurge: 1, maxUnavailable: 0';
  const IN_PLACE = 'maxSurge: 0, maxUnavailable: 1';

  test.each<[number[], string, number, string[]]>([
    [[10, 50], SURGE, 10, []],
    [[5], SURGE, 20, []],
    [[1], SURGE, 5, ['setWeight 1 comes to 1 of 6 pods, 17 %: pods alone split the requests']],
    [[50], SURGE, 1, []],
    [[70], SURGE, 2, []],
    [
      [60, 70],
      SURGE,
      2,
      [
        'setWeight 60 comes to 2 of 3 pods, 67 %: pods alone split the requests',
        'setWeight 70 comes to the same 2 of 3 pods as 60 before it: the step changes nothing',
      ],
    ],
    [[10, 12], SURGE, 10, ['setWeight 12 comes to the same 1 of 10 pods as 10 before it: the step changes nothing']],
    [
      [90, 95],
      IN_PLACE,
      10,
      [
        'setWeight 95 with 10 pods and maxSurge 0 comes to no pod of the new version: the controller finds no numbers for it',
      ],
    ],
    [
      [75],
      IN_PLACE,
      2,
      [
        'setWeight 75 with 2 pods and maxSurge 0 comes to no pod of the new version: the controller finds no numbers for it',
      ],
    ],
    [[25], SURGE, 0, []],
  ])('%j with %s of %i pods', (weights, more, replicas, expected) => {
    expect(shares(weights, more, replicas)).toEqual(expected);
  });

  test('is counted by the fewest pods of an autoscaler', () => {
    const scaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec: { minReplicas: 3, maxReplicas: 20, scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: iris } }`;
    const yaml = rollout(`canary: { ${SURGE}, steps: [{ setWeight: 5 }] }`) + scaler;
    expect(runRules(setOfYaml(yaml), NO_CONTEXT, [rolloutStrategy]).map(({ message }) => message)).toEqual([
      'setWeight 5 comes to 1 of 4 pods, 25 %: pods alone split the requests',
    ]);
  });

  test('is whatever it says behind a router', () => {
    expect(found(routed(TRAEFIK, 'steps: [{ setWeight: 1 }, { setWeight: 2 }]'))).toEqual([]);
  });

  test('is not sent to a canary that is kept small', () => {
    const steps = (scale: string) =>
      found(routed(TRAEFIK, `steps: [{ setCanaryScale: { ${scale} } }, { setWeight: 90 }]`));
    expect(steps('weight: 10')).toEqual([
      `warning ${CANARY}/steps/1/setWeight: setWeight 90 sends to 1 pods what 9 of 10 would take: setCanaryScale before it holds on`,
    ]);
    expect(steps('matchTrafficWeight: true')).toEqual([]);
    expect(steps('replicas: 9')).toEqual([]);
  });
});

test('pods of an aborted release that stay for good are told', () => {
  expect(found('blueGreen: { activeService: a, abortScaleDownDelaySeconds: 0 }')).toEqual([
    'warning /spec/strategy/blueGreen/abortScaleDownDelaySeconds: abortScaleDownDelaySeconds of 0 keeps the pods of an aborted release for good',
  ]);
});

test('a Rollout of another group is none', () => {
  const yaml = rollout('').replace('argoproj.io', 'rollouts.kruise.io');
  expect(runRules(setOfYaml(yaml), NO_CONTEXT, [rolloutStrategy])).toEqual([]);
});
