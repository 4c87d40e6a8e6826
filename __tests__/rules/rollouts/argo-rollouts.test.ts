import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { rolloutAnalysis } from '../../../lib/rules/rollouts/rollout-analysis';
import { rolloutServices } from '../../../lib/rules/rollouts/rollout-services';
import { rolloutStrategy } from '../../../lib/rules/rollouts/rollout-strategy';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { setOfYaml } from '../../support/findings';
import { objectOf } from '../../support/workload-yaml';

const found = (rule: Rule, yaml: string) =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [rule]).map(({ severity, at, message }) => [severity, at, message] as const);
const said = (rule: Rule, yaml: string) => found(rule, yaml).map(([severity, , message]) => `${severity}: ${message}`);

const TEMPLATE =
  'selector: { matchLabels: { app: iris } }, template: { metadata: { labels: { app: iris } }, spec: { containers: [{ name: main, image: iris }] } }';
const rollout = (strategy: string, more = `replicas: 10, ${TEMPLATE}`) =>
  objectOf('argoproj.io/v1alpha1', 'Rollout', 'iris', `${more}, strategy: ${strategy}`);
const canary = (fields: string, more?: string) => rollout(`{ canary: { ${fields} } }`, more);
const ROUTED = 'stableService: a, canaryService: b, trafficRouting: { nginx: { stableIngress: iris } }';
const PLUGIN =
  'stableService: a, canaryService: b, trafficRouting: { plugins: { x/y: {} }, managedRoutes: [{ name: r }] }';

describe('what the controller takes for invalid is an error', () => {
  test.each([
    ['no strategy', rollout('{}'), 'strategy must be one of canary and blueGreen, got neither'],
    ['two strategies', rollout('{ canary: {}, blueGreen: { activeService: a } }'), 'got both'],
    ['no selector', canary('', 'template: { spec: { containers: [] } }'), 'selector must be given'],
    ['a selector of others', canary('', TEMPLATE.replace('app: iris', 'app: lily')), 'selector must match the labels'],
    [
      'a template beside a workloadRef',
      canary('', `${TEMPLATE}, workloadRef: { apiVersion: apps/v1, kind: Deployment, name: x }`),
      'template and workloadRef must not both be given',
    ],
    [
      'a workloadRef of another kind',
      canary('', 'workloadRef: { apiVersion: apps/v1, kind: StatefulSet, name: x }'),
      "got 'apps/v1 StatefulSet'",
    ],
    ['neither surge nor unavailable', canary("maxSurge: 0, maxUnavailable: '0%'"), 'must not both be 0'],
    [
      'a deadline within minReadySeconds',
      canary('', `minReadySeconds: 700, ${TEMPLATE}`),
      'must be more than minReadySeconds of 700',
    ],
    [
      'more versions kept than there are',
      rollout('{ blueGreen: { activeService: a, scaleDownDelayRevisionLimit: 11 } }'),
      'at most revisionHistoryLimit of 10, got 11',
    ],
    [
      'scaleDownDelaySeconds without a router',
      canary('scaleDownDelaySeconds: 30'),
      'must not be given without trafficRouting',
    ],
    [
      'dynamicStableScale without a router',
      canary('dynamicStableScale: true'),
      'must not be given without trafficRouting',
    ],
    [
      'both ways to scale down',
      canary(`${ROUTED}, dynamicStableScale: true, scaleDownDelaySeconds: 30`),
      'must not both be given',
    ],
    [
      'setCanaryScale without a router',
      canary('steps: [{ setCanaryScale: { replicas: 1 } }]'),
      'setCanaryScale must not be given without',
    ],
    [
      'another scale of weights',
      canary('trafficRouting: { traefik: {}, maxTrafficWeight: 1000 }'),
      'but with nginx or a plugin',
    ],
    [
      'a weight above all',
      canary(`${ROUTED}, steps: [{ setWeight: 101 }]`),
      'setWeight must be from 0 to 100, got 101',
    ],
    ['a step of nothing', canary(`${ROUTED}, steps: [{}]`), 'a step must have an action'],
    [
      'a step of two',
      canary(`${ROUTED}, steps: [{ setWeight: 10, pause: {} }]`),
      'got setWeight, pause: the Rollout is taken for invalid',
    ],
    ['a pause of words', canary(`${ROUTED}, steps: [{ pause: { duration: soon } }]`), "got 'soon'"],
    [
      'a header route without a router for it',
      canary(`${ROUTED}, steps: [{ setHeaderRoute: { name: r } }]`),
      'without a router that has it',
    ],
    [
      'a mirror by a plugin',
      canary(`${PLUGIN}, steps: [{ setMirrorRoute: { name: r } }]`),
      'without a router that has it (istio)',
    ],
    [
      'a header route that is not managed',
      canary(`${PLUGIN}, steps: [{ setHeaderRoute: { name: s } }]`),
      "managedRoutes, got 's'",
    ],
    [
      'a header value of two kinds',
      canary(
        `${PLUGIN}, steps: [{ setHeaderRoute: { name: r, match: [{ headerName: h, headerValue: { exact: a, prefix: b } }] } }]`,
      ),
      'one of exact, prefix and regex, got exact, prefix',
    ],
    ['an anti-affinity of nothing', canary('antiAffinity: {}'), 'one of preferred and required, got neither'],
    [
      'an anti-affinity without weight',
      canary('antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 0 } }'),
      'from 1 to 100, got 0',
    ],
    [
      'a weight of an experiment',
      canary(`${ROUTED}, steps: [{ experiment: { templates: [{ name: x, specRef: canary, weight: 5 }] } }]`),
      'no weight without a router that carries it',
    ],
  ])('%s', (_what, yaml, message) => {
    expect(said(rolloutStrategy, yaml)).toEqual([expect.stringMatching(/^error: /)]);
    expect(said(rolloutStrategy, yaml)[0]).toContain(message);
  });

  test.each(['10', '"10"', '10m', '1h30m', '0.5h'])('a pause of %s is one that it reads', (duration) => {
    expect(
      said(rolloutStrategy, canary(`${ROUTED}, steps: [{ setWeight: 5 }, { pause: { duration: ${duration} } }]`)),
    ).toEqual([]);
  });
});

describe('weights without a router are numbers of pods', () => {
  const steps = (weights: string, surge = 1) =>
    `maxSurge: ${surge}, maxUnavailable: 1, steps: [${weights.replace(/\d+/g, '{ setWeight: $& }')}]`;
  const of = (replicas: number) => `replicas: ${replicas}, ${TEMPLATE}`;

  test.each([
    ['that are reached are none', 10, '10, 30, 50', 1, []],
    [
      'that are missed by more than five points are a warning',
      2,
      '10',
      1,
      ['warning: the weight of 10 % comes to 1 of 3 pods, 33 % of 2 replicas'],
    ],
    [
      'that come to the same pods are a warning',
      20,
      '3, 6',
      1,
      ['warning: the weights of 3 % and 6 % come to the same number of canary pods, 1'],
    ],
    [
      'that come to no canary pod are an error',
      5,
      '90',
      0,
      ['error: the weight of 90 % comes to no canary pod at all of 5 replicas'],
    ],
    [
      'of one pod without a surge are an error',
      1,
      '20',
      0,
      ['error: the weight of 20 % comes to no canary pod at all of 1 replica'],
    ],
    ['of no pods are none', 0, '20', 1, []],
  ])('%s', (_what, replicas, weights, surge, expected) => {
    expect(said(rolloutStrategy, canary(steps(weights, surge), of(replicas)))).toEqual(expected);
  });
});

describe('the Services of a Rollout', () => {
  const service = (name: string, selector = 'app: iris', annotations = '') =>
    objectOf('v1', 'Service', name, `selector: { ${selector} }, ports: [{ port: 80 }]`).replace(
      'metadata: {',
      `metadata: { annotations: { ${annotations} },`,
    );
  const both = service('a') + service('b');
  const traefik = canary(
    'stableService: a, canaryService: b, trafficRouting: { traefik: { weightedTraefikServiceName: w } }',
  );
  const weighted = (names: string, weights = '') =>
    objectOf(
      'traefik.io/v1alpha1',
      'TraefikService',
      'w',
      `weighted: { services: [${names.replace(/\w/g, `{ name: $&, port: 80${weights} }`)}] }`,
    );
  const gateway = canary(
    'stableService: a, canaryService: b, trafficRouting: { plugins: { argoproj-labs/gatewayAPI: { httpRoute: r } } }',
  );
  const route = (...rules: string[]) =>
    objectOf(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'r',
      `rules: [${rules.map((names) => `{ backendRefs: [${names.replace(/\w/g, '{ name: $&, port: 80 }')}] }`).join(', ')}]`,
    );
  const ingress = (backend: string) =>
    objectOf(
      'networking.k8s.io/v1',
      'Ingress',
      'iris',
      `rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${backend}, port: { number: 80 } } } }] } }]`,
    );

  test.each([
    [
      'of blue/green are two',
      rollout('{ blueGreen: { activeService: a, previewService: a } }') + both,
      'must be two Services',
    ],
    ['of blue/green must be given', rollout('{ blueGreen: {} }'), 'activeService must be given'],
    [
      'of a canary are two',
      canary('stableService: a, canaryService: a, trafficRouting: { nginx: { stableIngress: iris } }') + both,
      'must be two Services',
    ],
    [
      'are needed by a router',
      canary('trafficRouting: { nginx: { stableIngress: iris } }'),
      'stableService and canaryService must be given with nginx',
    ],
    [
      'exist',
      rollout('{ blueGreen: { activeService: c } }') + both,
      "got 'c' in the namespace 'vision', which has a, b",
    ],
    [
      'select by labels of the template',
      rollout('{ blueGreen: { activeService: c } }') + service('c', 'app: iris, tier: x'),
      'tier is not',
    ],
    [
      'are of one Rollout',
      rollout('{ blueGreen: { activeService: c } }') +
        service('c', 'app: iris', 'argo-rollouts.argoproj.io/managed-by-rollouts: lily'),
      "that of Rollout 'lily'",
    ],
    ['have a TraefikService', traefik + both + weighted('a, b').replace('name: w', 'name: v'), "got 'w'"],
    ['are both in the TraefikService', traefik + both + weighted('a'), "spec.weighted.services has no 'b'"],
    ['are both in one rule of the HTTPRoute', gateway + both + route('a', 'b'), "backendRefs has no 'b'"],
    [
      'have one Ingress or several',
      canary('stableService: a, canaryService: b, trafficRouting: { nginx: {} }') + both,
      'got neither',
    ],
    ['are led to by the Ingress', canary(ROUTED) + both + ingress('c'), "leads to the stable Service 'a'"],
    [
      'have one VirtualService or several',
      canary('stableService: a, canaryService: b, trafficRouting: { istio: {} }') + both,
      'got neither',
    ],
  ])('%s', (_what, yaml, message) => {
    expect(said(rolloutServices, yaml)).toEqual([expect.stringContaining(message)]);
    expect(said(rolloutServices, yaml)[0]).toMatch(/^error: /);
  });

  test.each([
    [
      'with 100 and 0 written',
      traefik +
        both +
        weighted('a', ', weight: 100').replace(
          'weighted: { services: [',
          'weighted: { services: [{ name: b, port: 80, weight: 0 }, ',
        ),
    ],
    ['in one rule of several', gateway + both + route('a', 'a, b')],
    ['with their Ingress', canary(ROUTED) + both + ingress('a')],
    ['made elsewhere', canary(ROUTED)],
  ])('are in order %s', (_what, yaml) => {
    expect(said(rolloutServices, yaml)).toEqual([]);
  });

  test('starve without a router, unless another one leads to both versions', () => {
    const named = canary('stableService: a, canaryService: b, steps: [{ setWeight: 20 }]') + both;
    expect(said(rolloutServices, named)).toEqual([
      "warning: stableService without trafficRouting pins Service 'a' to the pods of one version, and no other Service leads to its pods: the weights of the steps change nothing for these requests",
    ]);
    expect(said(rolloutServices, named + service('c'))).toEqual([]);
    expect(said(rolloutServices, named + service('c') + ingress('a'))).toEqual([
      expect.stringContaining('leads there'),
    ]);
  });
});

describe('the analyses of a Rollout', () => {
  const step = (fields = '') =>
    canary(`${ROUTED}, steps: [{ analysis: { templates: [{ templateName: check }]${fields} } }]`);
  const template = (metric: string, args = '') =>
    objectOf('argoproj.io/v1alpha1', 'AnalysisTemplate', 'check', `${args}metrics: [{ name: m, ${metric} }]`);
  const WEB = 'provider: { web: { url: http://x } }';

  test.each([
    ['name templates', canary(`${ROUTED}, steps: [{ analysis: { templates: [] } }]`), 'must name a template'],
    [
      'name templates that exist',
      step() + template(WEB).replace('name: check', 'name: other'),
      "got 'check', and there are other",
    ],
    ['give their arguments', step() + template(WEB, 'args: [{ name: a }, { name: b, value: x }], '), 'and lacks a'],
    [
      'come to an end where they are waited for',
      step() + template(`interval: 1m, ${WEB}`),
      'has an interval without a count',
    ],
    [
      'have metrics',
      step() + objectOf('argoproj.io/v1alpha1', 'AnalysisTemplate', 'check', 'metrics: []'),
      'metrics must be given',
    ],
    ['have a provider', template('count: 1'), 'one provider, got none'],
    [
      'have one provider',
      template('provider: { web: { url: http://x }, prometheus: { query: up } }'),
      'got prometheus, web',
    ],
    ['say how long to wait', template(`count: 3, ${WEB}`), 'interval must be given with a count of 3'],
    ['wait for durations', template(`count: 3, interval: soon, ${WEB}`), "got 'soon'"],
    [
      'can fail as often as they say',
      template(`count: 2, interval: 1m, failureLimit: 3, ${WEB}`),
      'together, 3, got 2',
    ],
    ['can end', template(`failureLimit: -1, ${WEB}`), 'must have a consecutiveSuccessLimit'],
    [
      'name arguments that there are',
      template('provider: { web: { url: "http://{{args.host}}" } }'),
      'got host, which has none',
    ],
    ['name their metrics apart', template(`${WEB} }, { name: m, ${WEB}`), "got 'm' twice"],
  ])('%s', (_what, yaml, message) => {
    expect(said(rolloutAnalysis, yaml)).toEqual([expect.stringContaining(message)]);
    expect(said(rolloutAnalysis, yaml)[0]).toMatch(/^error: /);
  });

  test.each([
    ['give their arguments', step(', args: [{ name: a, value: x }]') + template(WEB, 'args: [{ name: a }], ')],
    [
      'go on beside the steps for ever',
      canary(`${ROUTED}, analysis: { templates: [{ templateName: check }] }`) + template(`interval: 1m, ${WEB}`),
    ],
    ['count by an argument', template(`count: "{{args.times}}", interval: 1m, ${WEB}`, 'args: [{ name: times }], ')],
    ['are made elsewhere', step()],
  ])('are in order where they %s', (_what, yaml) => {
    expect(said(rolloutAnalysis, yaml)).toEqual([]);
  });
});

test('golden output of releases by Argo Rollouts has no finding', () => {
  const folder = join(__dirname, '../../golden');
  const files = readdirSync(folder).filter((file) => file.includes('argo-rollouts'));
  expect(files).not.toEqual([]);
  for (const file of files) {
    const yaml = readFileSync(join(folder, file), 'utf8');
    for (const rule of [rolloutStrategy, rolloutServices, rolloutAnalysis])
      expect([file, said(rule, yaml)]).toEqual([file, []]);
  }
});
