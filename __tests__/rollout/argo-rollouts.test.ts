import { Duration } from 'cdk8s';
import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  CanaryPin,
  type CanaryProps,
  CanaryStage,
  ClusterProfile,
  type ClusterProfileOptions,
  Colour,
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  IngressController,
  IngressRoute,
  MetricsMonitor,
  MetricsScraper,
  ModelServer,
  PreviousRelease,
  ReleaseController,
  RollingStrategy,
  RouteRule,
  RouteTarget,
  ServingApp,
  ServingRuntime,
  SmokeTest,
  StageTransition,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { OPEN } from '../support/declare';
import { Manifests } from '../../lib/testing';
import { NEW, OLD, SERVER } from './support';

const PROMETHEUS = 'http://prometheus-operated.monitoring.svc:9090';
const BENTO = { ...SERVER, runtime: ServingRuntime.bentoMl() };
const CONTROLLER = ReleaseController.argoRollouts();
const SCRAPED: ClusterProfileOptions = {
  argoRollouts: { version: '1.9', prometheusUrl: PROMETHEUS },
  scraper: MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' }),
};
const byRoute = TrafficSplit.byRoute();

function inTenant<T>(make: (tenant: TenantNamespace) => T, cluster: ClusterProfileOptions = {}) {
  const app = new ServingApp({
    cluster: ClusterProfile.of({ argoRollouts: { version: '1.9' }, gateway: GatewayFacts.traefik(), ...cluster }),
  });
  const made = make(new TenantNamespace(app, 'vision', OPEN));
  return { app, made, objects: (): Manifests => Manifests.fromApp(app) };
}

const canaryIn = (tenant: TenantNamespace, props: Partial<CanaryProps> = {}): Canary =>
  new Canary(tenant, 'ranker', {
    server: SERVER,
    stable: OLD,
    canary: NEW,
    replicas: 10,
    controller: CONTROLLER,
    ...props,
  });

const canary = (props: Partial<CanaryProps> = {}, cluster?: ClusterProfileOptions) =>
  inTenant((tenant) => canaryIn(tenant, props), cluster);

/** A canary by route, with a route that leads to it. */
const routed = (props: Partial<CanaryProps> = {}, cluster?: ClusterProfileOptions) =>
  inTenant((tenant) => {
    const release = canaryIn(tenant, { split: byRoute, ...props });
    new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', release)] });
    return release;
  }, cluster);

const blueGreen = (props: Partial<BlueGreenProps> = {}, cluster?: ClusterProfileOptions) =>
  inTenant(
    (tenant) =>
      new BlueGreen(tenant, 'ranker', {
        server: { ...SERVER, replicas: 3 },
        blue: OLD,
        green: NEW,
        active: Colour.GREEN,
        controller: CONTROLLER,
        ...props,
      }),
    cluster,
  );

const ofKind = (manifests: Manifests, wanted: string) => manifests.all.filter(({ kind }) => kind === wanted);
const rolloutOf = ({ objects }: { objects: () => Manifests }) => objects().get('Rollout', 'ranker');
const canaryOf = (given: { objects: () => Manifests }) => rolloutOf(given).spec.strategy.canary;
const imageOf = (given: { objects: () => Manifests }): unknown =>
  rolloutOf(given).spec.template.spec.containers[0].image;

describe('a canary by Argo Rollouts', () => {
  test('is one Rollout in the place of two Deployments, with the pod template of the new version', () => {
    const given = canary({ steps: [10, 30] });
    expect(ofKind(given.objects(), 'Deployment')).toEqual([]);
    expect(imageOf(given)).toBe('ranker:1.5');
    expect(rolloutOf(given).spec).toMatchObject({
      replicas: 10,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'ranker', 'app.kubernetes.io/instance': 'ranker' } },
    });
  });

  test('has the pod template of the stable version when it is rolled back, or has no canary', () => {
    expect(imageOf(canary({ stage: CanaryStage.rolledBack() }))).toBe('ranker:1.4');
    expect(imageOf(canary({ canary: undefined }))).toBe('ranker:1.4');
  });

  test('has the pod template that its Deployment would have, but for the label of the revision by which pods spread', () => {
    const of = (make: (tenant: TenantNamespace) => unknown, kind: string): unknown =>
      inTenant(make).objects().get(kind, 'ranker').spec.template;
    const rolled = of((tenant) => canaryIn(tenant), 'Rollout');
    const plain = of((tenant) => new ModelServer(tenant, 'ranker', { ...SERVER, ...NEW, replicas: 10 }), 'Deployment');
    expect(JSON.parse(JSON.stringify(rolled).replaceAll('rollouts-pod-template-hash', 'pod-template-hash'))).toEqual(
      plain,
    );
    expect(rolled).not.toEqual(plain);
  });

  test('its objects around the pods find the pods of both versions', () => {
    const { objects } = canary();
    for (const kind of ['NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount'])
      expect(objects().get(kind, 'ranker')).toBeDefined();
    expect(objects().get('PodDisruptionBudget', 'ranker').spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/instance': 'ranker',
      'app.kubernetes.io/name': 'ranker',
    });
  });

  test('its autoscaler scales the Rollout, which says no number', () => {
    const given = routed({ server: { ...SERVER, autoscaling: { minReplicas: 4, maxReplicas: 9 } } });
    expect(given.objects().get('HorizontalPodAutoscaler', 'ranker').spec.scaleTargetRef).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'ranker',
    });
    expect(rolloutOf(given).spec.replicas).toBeUndefined();
  });

  test('takes overrides for the Rollout', () => {
    const given = canary({ server: { ...SERVER, overrides: { rollout: { spec: { revisionHistoryLimit: 3 } } } } });
    expect(rolloutOf(given).spec.revisionHistoryLimit).toBe(3);
  });
});

describe('by replicas', () => {
  test('one Service selects both versions, and the controller is told of none, which it would pin to one of them', () => {
    const given = canary({ steps: [10] });
    expect(ofKind(given.objects(), 'Service')).toHaveLength(1);
    expect(given.objects().get('Service', 'ranker').spec.selector).toEqual({ 'app.kubernetes.io/name': 'ranker' });
    expect(canaryOf(given)).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
      steps: [{ setWeight: 10 }, { pause: {} }],
    });
  });

  test('surge and unavailability are those of the rollout', () => {
    const given = canary({ server: { ...SERVER, rollout: RollingStrategy.inPlace() } });
    expect(canaryOf(given)).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test.each([
    [
      [5],
      10,
      'steps[0] must be a share that pods can have, got 5 %, for which Argo Rollouts takes 1 of 11 pods, 9.1 %',
    ],
    [[20, 21], 10, 'steps[1] must be a share that pods can have, got 21 %'],
  ])('steps %j of %d pods are an error that says what they come to', (steps, replicas, message) => {
    expect(() => canary({ steps, replicas })).toThrow(message);
  });

  test('a tolerance widens a step, but not to the pods of the step before', () => {
    expect(canaryOf(canary({ steps: [5], tolerance: 5 })).steps[0]).toEqual({ setWeight: 5 });
    expect(() => canary({ steps: [10, 12], tolerance: 5 })).toThrow(
      'steps[1] must come to more pods than the step before, got 12',
    );
  });

  test('a step at which the controller comes to no canary at all is an error', () => {
    const rollout = RollingStrategy.inPlace();
    expect(() => canary({ server: { ...SERVER, rollout }, steps: [95], tolerance: 50 })).toThrow(
      'steps[0] must be a share that pods can have, got 95 %, for which Argo Rollouts takes 0 of 10 pods, 0 %',
    );
  });
});

describe('by route', () => {
  test('comes up without a share, is tested, and takes share after share with the pods that it needs', () => {
    const given = routed({ steps: [10, 50], verify: SmokeTest.http('/ready') });
    expect(canaryOf(given).steps).toEqual([
      { setCanaryScale: { replicas: 1 } },
      { analysis: { templates: [{ templateName: 'ranker-verify' }] } },
      { pause: {} },
      { setCanaryScale: { weight: 10 } },
      { setWeight: 10 },
      { setCanaryScale: { matchTrafficWeight: true } },
      { pause: {} },
      { setWeight: 50 },
      { pause: {} },
    ]);
  });

  test('the stable version shrinks as the canary grows, unless it keeps its pods', () => {
    expect(canaryOf(routed())).toMatchObject({ dynamicStableScale: true });
    const scaleDownDelay = Duration.minutes(5);
    const kept = routed({ keepStable: true, controller: ReleaseController.argoRollouts({ scaleDownDelay }) });
    expect(canaryOf(kept)).toMatchObject({ scaleDownDelaySeconds: 300 });
    expect(canaryOf(kept)).not.toHaveProperty('dynamicStableScale');
  });

  test('on Traefik the weights are in a TraefikService of the release, all for the stable version between releases', () => {
    const given = routed();
    expect(canaryOf(given)).toMatchObject({
      stableService: 'ranker',
      canaryService: 'ranker-canary',
      trafficRouting: { traefik: { weightedTraefikServiceName: 'ranker' } },
    });
    expect(given.objects().get('TraefikService', 'ranker').spec.weighted.services).toEqual([
      { kind: 'Service', name: 'ranker', port: 80, weight: 100 },
      { kind: 'Service', name: 'ranker-canary', port: 80, weight: 0 },
    ]);
    expect(given.objects().get('IngressRoute', 'public').spec.routes[0].services).toEqual([
      { kind: 'TraefikService', name: 'ranker' },
    ]);
  });

  test('several routes on Traefik share one TraefikService', () => {
    const { objects } = inTenant((tenant) => {
      const release = canaryIn(tenant, { split: byRoute });
      for (const id of ['a', 'b'])
        new IngressRoute(tenant, id, { host: `${id}.example`, rules: [RouteRule.pathPrefix('/', release)] });
    });
    expect(ofKind(objects(), 'TraefikService')).toHaveLength(1);
  });

  test('on ingress-nginx the controller makes the second Ingress of the first', () => {
    const given = routed(
      {},
      { gateway: GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }) },
    );
    expect(canaryOf(given).trafficRouting).toEqual({ nginx: { stableIngresses: ['public'] } });
    expect(ofKind(given.objects(), 'Ingress')).toHaveLength(1);
    expect(given.objects().get('Ingress', 'public').metadata.annotations ?? {}).not.toHaveProperty(
      'nginx.ingress.kubernetes.io/canary',
    );
  });

  const envoy = GatewayFacts.gatewayApi({
    gatewayName: 'shared',
    gatewayNamespaceName: 'infra',
    implementation: GatewayImplementation.ENVOY_GATEWAY,
  });

  test('on the Gateway API a plugin of the controller writes the weights, which the profile declares', () => {
    const given = routed({}, { gateway: envoy, argoRollouts: { version: '1.9', gatewayApiPlugin: true } });
    expect(canaryOf(given).trafficRouting).toEqual({
      plugins: { 'argoproj-labs/gatewayAPI': { httpRoutes: [{ name: 'public' }], namespace: 'vision' } },
    });
    expect(
      given
        .objects()
        .get('HTTPRoute', 'public')
        .spec.rules[0].backendRefs.map(({ name, weight }: { name: string; weight: number }) => [name, weight]),
    ).toEqual([
      ['ranker', 100],
      ['ranker-canary', 0],
    ]);
    expect(() => routed({}, { gateway: envoy })).toThrow('set argoRollouts.gatewayApiPlugin of it');
  });

  test('requests that are pinned to the canary get a rule of its plugin, as soon as the canary has been tested', () => {
    const pins = [CanaryPin.header('x-tester', 'yes')];
    const given = routed(
      { split: TrafficSplit.byRoute({ pins }), steps: [10] },
      { gateway: envoy, argoRollouts: { version: '1.9', gatewayApiPlugin: true } },
    );
    expect(canaryOf(given).steps.slice(0, 3)).toEqual([
      { setCanaryScale: { replicas: 1 } },
      {
        setHeaderRoute: {
          name: 'ranker-pin-0',
          match: [{ headerName: 'x-tester', headerValue: { exact: 'yes' } }],
        },
      },
      { pause: {} },
    ]);
    expect(canaryOf(given).trafficRouting).toMatchObject({
      managedRoutes: [{ name: 'ranker-pin-0' }],
      plugins: { 'argoproj-labs/gatewayAPI': { httpRoutes: [{ name: 'public', useHeaderRoutes: true }] } },
    });
    expect(given.objects().get('HTTPRoute', 'public').spec.rules).toHaveLength(1);
    expect(() => routed({ split: TrafficSplit.byRoute({ pins }) })).toThrow(
      'split.pins of the release need a route of the Gateway API',
    );
  });

  test('without a route it is an error: the Service would be pinned to one version, and nothing would shift', () => {
    expect(() => canary({ split: byRoute }).objects()).toThrow(
      "Canary 'vision/ranker': controller finds no route that leads to the release",
    );
  });

  test.each([
    [
      'a split with others',
      (release: Canary, tenant: TenantNamespace) =>
        RouteRule.pathPrefix(
          '/',
          RouteTarget.split([
            { target: release, weight: 50 },
            { target: new ModelServer(tenant, 'other', { ...SERVER, ...OLD }), weight: 50 },
          ]),
        ),
      'rules[0].target must be the release alone',
    ],
    [
      'a cookie that keeps clients',
      (release: Canary) => RouteRule.pathPrefix('/', release, { sticky: { cookieName: 'version' } }),
      'which knows no sticky',
    ],
  ])('%s is an error of the route', (_, rule, message) => {
    expect(() =>
      inTenant((tenant) => {
        new IngressRoute(tenant, 'public', {
          host: 'a.example',
          rules: [rule(canaryIn(tenant, { split: byRoute }), tenant)],
        });
      }),
    ).toThrow(message);
  });
});

describe('a blue/green release by Argo Rollouts', () => {
  test('is one Rollout with the version of the active colour, two Services, and no promotion by itself', () => {
    const given = blueGreen();
    expect(imageOf(given)).toBe('ranker:1.5');
    expect(rolloutOf(given).spec.strategy).toEqual({
      blueGreen: { activeService: 'ranker', autoPromotionEnabled: false, previewService: 'ranker-preview' },
    });
    expect(imageOf(blueGreen({ active: Colour.BLUE }))).toBe('ranker:1.4');
  });

  test('is promoted by itself after the pause, and keeps the version before for the delay', () => {
    const controller = ReleaseController.argoRollouts({
      pause: Duration.minutes(15),
      scaleDownDelay: Duration.hours(1),
    });
    expect(rolloutOf(blueGreen({ controller })).spec.strategy.blueGreen).toMatchObject({
      autoPromotionEnabled: true,
      autoPromotionSeconds: 900,
      scaleDownDelaySeconds: 3600,
    });
  });

  test('is tested before and judged after the active Service moves', () => {
    const given = blueGreen({ server: { ...BENTO, replicas: 3 }, verify: SmokeTest.http('/readyz') }, SCRAPED);
    expect(rolloutOf(given).spec.strategy.blueGreen).toMatchObject({
      prePromotionAnalysis: { templates: [{ templateName: 'ranker-verify' }] },
      postPromotionAnalysis: { templates: [{ templateName: 'ranker-checks' }] },
    });
    const [metric] = given.objects().get('AnalysisTemplate', 'ranker-checks').spec.metrics;
    expect(metric.initialDelay).toBe('600s');
  });
});

describe('analysis', () => {
  const steps = [10, 50];

  test('judges each share by the queries of the plan, and asks somebody afterwards', () => {
    const given = routed({ server: BENTO, steps }, SCRAPED);
    const analysis = {
      templates: [{ templateName: 'ranker-checks' }],
      args: [
        { name: 'latest-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
        { name: 'stable-hash', valueFrom: { podTemplateHashValue: 'Stable' } },
      ],
    };
    expect(canaryOf(given).steps.slice(2)).toEqual([
      { setCanaryScale: { weight: 10 } },
      { setWeight: 10 },
      { setCanaryScale: { matchTrafficWeight: true } },
      { pause: { duration: '600s' } },
      { analysis },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '600s' } },
      { analysis },
      { pause: {} },
    ]);
    const { metrics } = given.objects().get('AnalysisTemplate', 'ranker-checks').spec;
    const queries = given.made.plan().find(({ stageName }) => stageName === 'step 10 %')!.queries!;
    expect(metrics.map(({ provider }: any) => provider.prometheus)).toEqual(
      queries.map(({ query }) => ({ address: PROMETHEUS, query })),
    );
    expect(metrics.map(({ name }: { name: string }) => name)).toEqual(['restarts', 'requests', 'errors', 'latency']);
  });

  test('goes on by itself after the pause where that was asked for', () => {
    const controller = ReleaseController.argoRollouts({ pause: Duration.minutes(20) });
    expect(canaryOf(routed({ server: BENTO, steps: [10], controller }, SCRAPED)).steps.slice(3)).toMatchObject([
      { setWeight: 10 },
      { setCanaryScale: { matchTrafficWeight: true } },
      { pause: { duration: '1200s' } },
      { analysis: {} },
    ]);
  });

  test('fails by the opposite of what it passes by, so that nothing to measure is neither, and few requests never fail', () => {
    const { metrics } = routed({ server: BENTO, steps }, SCRAPED)
      .objects()
      .get('AnalysisTemplate', 'ranker-checks').spec;
    const conditions = Object.fromEntries(
      metrics.map(({ name, successCondition, failureCondition }: any) => [name, [successCondition, failureCondition]]),
    );
    expect(conditions).toEqual({
      restarts: ['len(result) > 0 && result[0] <= 0', 'len(result) > 0 && result[0] > 0'],
      requests: ['len(result) > 0 && result[0] >= 20', 'false'],
      errors: ['len(result) > 0 && result[0] <= 0.01', 'len(result) > 0 && result[0] > 0.01'],
      latency: ['len(result) > 0 && result[0] <= 1.3', 'len(result) > 0 && result[0] > 1.3'],
    });
  });

  test('asks the gateway in front of a runtime without metrics of requests, Service by Service', () => {
    const { objects } = routed({ steps }, SCRAPED);
    const { metrics } = objects().get('AnalysisTemplate', 'ranker-checks').spec;
    const errors = metrics.find(({ name }: { name: string }) => name === 'errors').provider.prometheus.query;
    expect(errors).toContain('vision-ranker-canary-[0-9]+@kubernetescrd');
    expect(errors).toContain('vision-ranker-[0-9]+@kubernetescrd');
  });

  test('tells the versions apart by a label that the monitor puts on their series', () => {
    const { objects } = routed({ server: BENTO, steps }, SCRAPED);
    expect(objects().get('PodMonitor', 'ranker').spec.podTargetLabels).toContain('rollouts-pod-template-hash');
    const { metrics } = objects().get('AnalysisTemplate', 'ranker-checks').spec;
    const queries: string[] = metrics.map(({ provider }: any) => provider.prometheus.query);
    for (const query of queries.slice(1)) expect(query).toContain('rollouts_pod_template_hash="{{args.latest-hash}}"');
    expect(queries[0]).toContain('pod=~"ranker-{{args.latest-hash}}-[a-z0-9]{5}"');
  });

  test('is left out where the profile declares nobody to ask, or it was declined', () => {
    expect(ofKind(routed({ server: BENTO, steps }).objects(), 'AnalysisTemplate')).toEqual([]);
    const controller = ReleaseController.argoRollouts({ analysis: false });
    expect(ofKind(routed({ server: BENTO, steps, controller }, SCRAPED).objects(), 'AnalysisTemplate')).toEqual([]);
  });
});

describe('the plan', () => {
  const rows = (release: Canary | BlueGreen) =>
    release
      .plan()
      .map(({ stageName, sides: [former, fresh], steady, peak, lowestCapacity }) => [
        stageName,
        [former.replicas, fresh.replicas],
        fresh.weight,
        steady.pods,
        peak.pods,
        lowestCapacity.pods,
      ]);

  test('of a canary by route: the canary grows, the weights move, the stable version shrinks', () => {
    expect(rows(routed({ steps: [10, 50] }).made)).toEqual([
      ['deploy', [10, 1], 0, 11, 11, 10],
      ['step 10 %', [9, 1], 10, 10, 11, 10],
      ['step 50 %', [5, 5], 50, 10, 14, 10],
      ['promote', [0, 10], 100, 10, 15, 10],
    ]);
  });

  test('of one that keeps its stable pods', () => {
    expect(rows(routed({ steps: [50], keepStable: true }).made)).toEqual([
      ['deploy', [10, 1], 0, 11, 11, 10],
      ['step 50 %', [10, 5], 50, 15, 15, 10],
      ['promote', [0, 10], 100, 10, 20, 10],
    ]);
  });

  test('of one by replicas: never more than the surge, pods that shut down included', () => {
    expect(rows(canary({ steps: [20] }).made)).toEqual([
      ['step 20 %', [8, 2], 20, 10, 12, 10],
      ['promote', [0, 10], 100, 10, 12, 10],
    ]);
  });

  test('of a blue/green release: both versions whole until the delay is over', () => {
    expect(rows(blueGreen().made)).toEqual([
      ['deploy green', [3, 3], 0, 6, 6, 3],
      ['flip to green', [3, 3], 100, 6, 6, 3],
      ['retire', [0, 3], 100, 3, 6, 3],
    ]);
  });

  test('says who gets it from stage to stage', () => {
    const changes = (props: Partial<CanaryProps>) =>
      canary({ steps: [20], ...props })
        .made.plan()
        .map(({ change }) => change);
    expect(changes({})).toEqual([
      'give canary the new version, and apply',
      'kubectl argo rollouts promote ranker -n vision',
    ]);
    const controller = ReleaseController.argoRollouts({ pause: Duration.minutes(30) });
    expect(changes({ controller })[1]).toBe('wait: the controller goes on by itself after 30m');
  });
});

describe('what the controller would ignore, or cannot do, is an error with the way out', () => {
  const cpu = { cpu: '1', memory: '1Gi' };
  test.each<[string, () => unknown, string]>([
    ['a stage', () => canary({ stage: CanaryStage.weight(10) }), 'stage must be left out with a controller'],
    ['a transition', () => canary({ transition: StageTransition.DIRECT }), 'transition must be left out'],
    ['a move', () => canary({ previously: PreviousRelease.modelServer() }), 'previously must be left out'],
    ['kept pods by replicas', () => canary({ keepStable: true }), 'keepStable must be left out'],
    ['a test by replicas', () => canary({ verify: SmokeTest.http('/ready') }), 'verify must be left out'],
    [
      'requests that are pinned by a cookie',
      () => routed({ split: TrafficSplit.byRoute({ pins: [CanaryPin.cookie('tester', 'yes')] }) }),
      'split.pins[0] must be made by CanaryPin.header(...) with a controller: no router of Argo Rollouts knows cookies',
    ],
    ['replicas of a version', () => routed({ canary: { ...NEW, replicas: 3 } }), 'canary.replicas must be left out'],
    [
      'a rollout of a version',
      () => canary({ stable: { ...OLD, rollout: RollingStrategy.inPlace() } }),
      'stable.rollout must be left out with a controller, whose Rollout has one for both versions; use server.rollout',
    ],
    [
      'overrides of what both versions share',
      () => canary({ canary: { ...NEW, overrides: { networkPolicy: { metadata: { labels: { a: 'b' } } } } } }),
      'canary.overrides must be for rollout',
    ],
    [
      'all pods at once',
      () => canary({ server: { ...SERVER, rollout: RollingStrategy.recreate() } }),
      'server.rollout must not be RollingStrategy.recreate()',
    ],
    ['more capacity than pods', () => routed({ minCapacity: 11 }), 'minCapacity must be at most the 10 pods'],
    [
      'a delay without pods to keep',
      () => canary({ controller: ReleaseController.argoRollouts({ scaleDownDelay: Duration.minutes(1) }) }),
      'controller.scaleDownDelay needs a version before that keeps its pods',
    ],
    [
      'a pause shorter than what queries look back on',
      () =>
        routed({ server: BENTO, controller: ReleaseController.argoRollouts({ pause: Duration.minutes(1) }) }, SCRAPED),
      'controller.pause must be at least 600 s with analysis',
    ],
    [
      'analysis without Prometheus',
      () => routed({ controller: ReleaseController.argoRollouts({ analysis: true }) }),
      'controller.analysis needs a Prometheus that knows the pods',
    ],
    [
      'ServiceMonitors over two Services of the same pods',
      () =>
        routed(
          {},
          { scraper: MetricsScraper.prometheusOperator({ namespaceName: 'm', monitor: MetricsMonitor.SERVICE }) },
        ),
      'needs MetricsMonitor.POD with a controller',
    ],
    [
      'a value of another kind',
      () => canary({ controller: 'argo' as never }),
      'controller must be made by ReleaseController',
    ],
    [
      'a colour without pods',
      () => blueGreen({ server: { ...SERVER, replicas: 0 } }),
      'server.replicas must be 1 or more',
    ],
    [
      'other ports in a version',
      () => canary({ canary: { ...NEW, runtime: ServingRuntime.http({ port: 8000, grpcPort: 9000 }) } }),
      'stable and canary must serve the same ports',
    ],
    [
      'a cluster without Argo Rollouts',
      () => {
        const app = new ServingApp();
        canaryIn(new TenantNamespace(app, 'vision', OPEN));
      },
      'controller needs Argo Rollouts in the cluster; declare its version in the cluster profile',
    ],
    [
      'a version that is not known',
      () => ClusterProfile.of({ argoRollouts: { version: '0.10' } }),
      "argoRollouts.version must be a version of Argo Rollouts from '1.6' to '1.9', got '0.10'",
    ],
    [
      'a name without room for what is added to it',
      () =>
        inTenant(
          (tenant) => new Canary(tenant, 'r'.repeat(60), { server: SERVER, stable: OLD, controller: CONTROLLER }),
        ),
      'must be short enough',
    ],
    [
      'resources that are no quantities',
      () => canary({ server: { ...SERVER, resources: { ...cpu, cpu: 'x' } } }),
      'server: ',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('all at once, and what is wrong with both versions once', () => {
    const failing = () =>
      canary({
        server: { ...SERVER, resources: { cpu: 'x', memory: '1Gi' } },
        stage: CanaryStage.weight(10),
        transition: StageTransition.DIRECT,
      });
    expect(failing).toThrow(/stage must[^]*transition must[^]*server: resources\.cpu/);
    try {
      failing();
    } catch (error) {
      expect(String(error).match(/resources\.cpu/g)).toHaveLength(1);
    }
  });

  test('an image that is wrong in the version that is not made is told as well', () => {
    const image = 'x' as unknown as ContainerImage;
    expect(() => canary({ stable: { image } })).toThrow('stable: image must be');
  });
});
