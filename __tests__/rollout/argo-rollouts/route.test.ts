import { Duration } from 'cdk8s';
import {
  type Canary,
  CanaryPin,
  GatewayFacts,
  GatewayImplementation,
  InferencePool,
  IngressController,
  IngressRoute,
  ModelServer,
  ReleaseController,
  RouteRule,
  RouteTarget,
  SmokeTest,
  type TenantNamespace,
  TrafficSplit,
} from '../../../lib';
import { byRoute, inTenant, canaryIn, canary, routed, ofKind, canaryOf } from './support';
import { OLD, SERVER } from '../support';

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

  test('no InferencePool is put before it, since routers weigh Services', () => {
    expect(() =>
      inTenant((tenant) => new InferencePool(tenant, 'pool', { target: canaryIn(tenant, { split: byRoute }) }), {
        gateway: envoy,
      }),
    ).toThrow('target is released by Argo Rollouts, which weighs Services and no InferencePools');
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
