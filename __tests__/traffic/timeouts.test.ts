import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { RouteRenderer } from '../../lib';
import {
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  type ITrafficTarget,
  ModelServer,
  RouteRule,
  RouteTarget,
  type TrafficBackend,
  type TrafficPin,
  ServingRuntime,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer } from '../support/gateways';
import {
  DIALECTS,
  type Dialect,
  gatewayOf,
  routed,
  type RouteProps,
  sound,
  world,
  type World,
} from '../support/routes';

const HOST = 'models.example.com';

/** A release of two versions in `shop`, as something else than this library may make one. */
class Release extends Construct implements ITrafficTarget {
  public readonly namespaceName = 'shop';
  public trafficBackends: TrafficBackend[] = [];
  public trafficPins?: TrafficPin[];
  public readonly requestTimeout = Duration.minutes(3);
  public readonly servers: readonly ModelServer[];

  public constructor({ shop }: World, id: string) {
    super(shop, id);
    this.servers = ['stable', 'canary'].map((name) => new ModelServer(this, `${id}-${name}`, MINIMAL));
    this.weigh(90);
  }

  public weigh(stable: number, replicas: [number, number] = [9, 1]): void {
    this.trafficBackends = this.servers.map((server, index) => ({
      ...server.trafficBackends[0],
      weight: index === 0 ? stable : 100 - stable,
      replicas: replicas[index],
    }));
  }
}

/** A route to such a release, and what becomes of requests. */
function released(dialect: Dialect, change: (release: Release) => void = () => undefined, props: RouteProps = {}) {
  const all = world(GatewayFacts.traefik());
  const release = new Release(all, 'rank');
  const rules = [RouteRule.pathPrefix('/rank', release)];
  new IngressRoute(all.shop, 'public', { host: HOST, rules, via: dialect.via, ...props });
  change(release);
  const manifests = sound(manifestsFrom(all.app));
  const ask = (headers: Record<string, string> = {}) =>
    answer(manifests.all, dialect.implementation, { scheme: 'http', host: HOST, path: '/rank', headers });
  return { manifests, ask };
}

describe('timeouts', () => {
  const timeouts = (via: RouteRenderer, rules: (all: World) => RouteRule[]) =>
    routed(rules, { via }).get('HTTPRoute').spec.rules[0].timeouts;
  const envoy = DIALECTS['Envoy Gateway'].via;

  test('are those of the servers by default, the longest of several, without limit where one has or knows none', () => {
    const slow = ({ shop }: World) =>
      new ModelServer(shop, 'slow', {
        ...MINIMAL,
        runtime: ServingRuntime.bentoMl(),
        drain: { shutdown: Duration.minutes(10) },
      });
    const gunicorn = ({ shop }: World, workerTimeout?: Duration) =>
      new ModelServer(shop, 'flask', {
        ...MINIMAL,
        runtime: ServingRuntime.flaskGunicorn({ port: 5000, workerTimeout }),
      });
    expect(timeouts(envoy, (all) => [RouteRule.pathPrefix('/', slow(all))])).toEqual({ request: '600s' });
    const both = (all: World) =>
      RouteTarget.split([
        { target: slow(all), weight: 50 },
        { target: gunicorn(all), weight: 50 },
      ]);
    expect(timeouts(envoy, (all) => [RouteRule.pathPrefix('/', both(all))])).toEqual({ request: '600s' });
    expect(timeouts(envoy, (all) => [RouteRule.pathPrefix('/', gunicorn(all))])).toEqual({ request: '30s' });
    expect(timeouts(envoy, (all) => [RouteRule.pathPrefix('/', gunicorn(all, Duration.minutes(2)))])).toEqual({
      request: '120s',
    });
    expect(timeouts(envoy, ({ a }) => [RouteRule.pathPrefix('/', a)])).toEqual({ request: '0s' });
    const named = RouteTarget.service({ name: 'a', port: 80 });
    expect(timeouts(envoy, () => [RouteRule.pathPrefix('/', named)])).toEqual({ request: '0s' });
    const release = released(DIALECTS['Envoy Gateway']).manifests.get('HTTPRoute').spec.rules[0];
    expect(release.timeouts).toEqual({ request: '180s' });
  });

  test('are those that were asked for, and none for a stream', () => {
    const ask = (request: Duration, backendRequest?: Duration) =>
      timeouts(envoy, ({ a }) => [RouteRule.pathPrefix('/', a, { timeouts: { request, backendRequest } })]);
    expect(ask(Duration.seconds(0))).toEqual({ request: '0s' });
    expect(ask(Duration.seconds(90), Duration.millis(1500))).toEqual({ request: '90s', backendRequest: '1500ms' });
    expect(failureOf(() => ask(Duration.seconds(1), Duration.seconds(2)))).toContain(
      'rules[0].timeouts.backendRequest must be at most request, of which it is a part, got 2000 ms of 1000 ms',
    );
  });

  test('are left out where the gateway ignores them and nobody asked', () => {
    for (const implementation of [
      GatewayImplementation.TRAEFIK,
      GatewayImplementation.GKE,
      GatewayImplementation.OTHER,
    ])
      expect(timeouts(gatewayOf(implementation), ({ a }) => [RouteRule.pathPrefix('/', a)])).toBeUndefined();
  });

  test('on Traefik: the time until an answer begins, which cuts no stream off', () => {
    const responseStart = Duration.seconds(30);
    const manifests = routed(({ a }) => [RouteRule.pathPrefix('/v1', a, { timeouts: { responseStart } })]);
    expect(manifests.get('ServersTransport', 'public-v1-transport').spec).toEqual({
      forwardingTimeouts: { responseHeaderTimeout: '30s' },
    });
    expect(manifests.get('IngressRoute').spec.routes[0].services[0].serversTransport).toBe('public-v1-transport');
  });
});
