import { ApiObject } from 'cdk8s';
import {
  Canary,
  CanaryPin,
  CanaryStage,
  GatewayFacts,
  IngressController,
  IngressRoute,
  type IRouteTarget,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  TrafficSplit,
  type CanaryProps,
} from '../../../lib';
import { canary, modelServer, NEW, OLD, SERVER } from '../../rollout/support';
import { failureOf } from '../../support/declare';
import { said } from '../../support/said';

const RULE = 'canary-is-routed';
const split = TrafficSplit.byRoute();
const via = RouteRenderer.traefik(GatewayFacts.traefik());

/** What is said of a canary by route, behind routes that lead to the given targets. */
function saidOf(props: Partial<CanaryProps>, ...targets: ((release: IRouteTarget) => IRouteTarget)[]): string[] {
  const { app, tenant, release } = canary({ split, stage: CanaryStage.weight(10), ...props });
  targets.forEach((target, index) => {
    const rules = [RouteRule.pathPrefix('/', target(release))];
    new IngressRoute(tenant, `public-${index}`, { host: `h${index}.example`, via, rules });
  });
  return said(app, RULE);
}

const itself = (release: IRouteTarget) => release;
const PORT = (release: IRouteTarget) => release.trafficBackends[0].port;
const withPorts =
  (make: (port: number) => IRouteTarget) =>
  (release: IRouteTarget): IRouteTarget =>
    make(PORT(release));

describe('a share that only a route can bring', () => {
  test.each<[string, Partial<CanaryProps>, ((release: IRouteTarget) => IRouteTarget)[], RegExp]>([
    [
      'without any route, which may be made elsewhere',
      {},
      [],
      /^warning: 'vision\/ranker\/Canary': Canary 'vision\/ranker' gives it 10 % of the requests, which come through Service 'ranker-canary', and no route leads to that Service; lead a route to the release/,
    ],
    [
      'with a route to the stable Service alone',
      {},
      [withPorts((port) => RouteTarget.service({ name: 'ranker', port }))],
      /^error: .*'vision\/public-0' leads to Service 'ranker' alone; lead/,
    ],
    ['promoted, without a route', { stage: CanaryStage.promoted() }, [], /^warning: .*gives it 100 % of the requests/],
    [
      'promoted, with a route to the stable Service alone',
      { stage: CanaryStage.promoted() },
      [withPorts((port) => RouteTarget.service({ name: 'ranker', port }))],
      /^error: .*gives it 100 % .* leads to Service 'ranker' alone/,
    ],
  ])('%s', (_, props, targets, message) => {
    expect(saidOf(props, ...targets)).toEqual([expect.stringMatching(message)]);
  });

  const handMade = (spec: object, kind = 'IngressRoute') => {
    const { app, tenant } = canary({ split, stage: CanaryStage.weight(10) });
    new ApiObject(tenant, 'route', { apiVersion: 'traefik.io/v1alpha1', kind, metadata: { name: 'x' }, spec });
    return said(app, RULE);
  };
  const stable = { name: 'ranker', port: 8000 };
  const weighted = (weight?: number) => ({
    routes: [
      { kind: 'Rule', match: 'PathPrefix(`/`)', services: [stable, { name: 'ranker-canary', port: 8000, weight }] },
    ],
  });

  test('with a route that gives its Service the weight 0', () => {
    expect(handMade(weighted(0))).toEqual([
      expect.stringMatching(/^error: .*'vision\/route' names that Service with the weight 0; lead/),
    ]);
  });

  test('with a route that sends copies alone', () => {
    const spec = { mirroring: { ...stable, mirrors: [{ name: 'ranker-canary', port: 8000, percent: 10 }] } };
    expect(handMade(spec, 'TraefikService')).toEqual([
      expect.stringMatching(/^error: .*'vision\/route' sends copies there, whose answers nobody gets; lead/),
    ]);
  });

  test('and none is missed where a hand-made route gives it a weight', () => {
    expect(handMade(weighted(1))).toEqual([]);
    expect(handMade(weighted())).toEqual([]);
  });

  test.each<[string, Partial<CanaryProps>, ((release: IRouteTarget) => IRouteTarget)[]]>([
    ['a route to the release', {}, [itself]],
    ['one of several routes', {}, [withPorts((port) => RouteTarget.service({ name: 'ranker', port })), itself]],
    ['a promoted canary behind a route', { stage: CanaryStage.promoted() }, [itself]],
    ['a canary that has no share yet', { stage: CanaryStage.weight(0) }, []],
    ['a canary that was taken back', { stage: CanaryStage.rolledBack() }, []],
    ['numbers of pods, which need no route', { split: TrafficSplit.byReplicas() }, []],
    ['a release without a canary', { canary: undefined, stage: undefined }, []],
  ])('is not missed by %s', (_, props, targets) => {
    expect(saidOf(props, ...targets)).toEqual([]);
  });
});

test('a server of its own has no share', () => {
  expect(said(modelServer().app, RULE)).toEqual([]);
});

describe('a route that cannot bring the share', () => {
  const behind = (gateway: GatewayFacts, by = split) => {
    const made = canary({ split: by, stage: CanaryStage.weight(10) });
    const via = RouteRenderer.ingress(gateway);
    new IngressRoute(made.tenant, 'public', {
      host: 'a.example',
      via,
      rules: [RouteRule.pathPrefix('/', made.release)],
    });
    return made;
  };
  const nginx = GatewayFacts.ingress({ className: 'nginx' });

  test('is what is wrong, and not what follows from it', () => {
    const failure = failureOf(() => behind(nginx).app.synthYaml());
    expect(failure).toMatch(
      /^IngressRoute 'vision\/public': rules\[0\]\.target has 2 Services: .*; say controller: IngressController\.INGRESS_NGINX in the gateway's facts/,
    );
    expect(failure).not.toContain(RULE);
  });

  test('nor what follows from a pin that it cannot bring', () => {
    const pinned = TrafficSplit.byRoute({ pins: [CanaryPin.header('x-canary', 'always')] });
    const failure = failureOf(() => behind(nginx, pinned).app.synthYaml());
    expect(failure).toMatch(/^2 problems:\n.*has 2 Services: [^]*pins requests by a header: /);
    expect(failure).not.toContain('unique-paths');
  });

  test('is not told to name a program that is named', () => {
    const traefik = GatewayFacts.ingress({ className: 'traefik', controller: IngressController.TRAEFIK });
    expect(failureOf(() => behind(traefik).app.synthYaml())).not.toContain("the gateway's facts");
  });

  test('hides nothing that is wrong with another one', () => {
    const { app, tenant } = behind(nginx);
    const stage = CanaryStage.weight(20);
    new Canary(tenant, 'voter', { server: SERVER, stable: OLD, canary: NEW, replicas: 10, split, stage });
    const rules = [RouteRule.pathPrefix('/', RouteTarget.service({ name: 'voter', port: 80 }))];
    new IngressRoute(tenant, 'votes', { host: 'b.example', via, rules });
    expect(
      failureOf(() => app.synthYaml())
        .split('\n')
        .filter((line) => line.includes('canary-is-routed')),
    ).toEqual([expect.stringMatching(/'vision\/voter\/Canary': .*'vision\/votes' leads to Service 'voter' alone/)]);
  });
});
