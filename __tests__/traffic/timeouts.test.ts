import { Duration } from 'cdk8s';
import { type RouteRenderer } from '../../lib';
import { GatewayImplementation } from '../../lib/cluster/gateway-options';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';
import { ModelServer } from '../../lib/server/model-server';
import { RouteRule } from '../../lib/traffic/route-rule';
import { RouteTarget } from '../../lib/traffic/route-target';
import { failureOf, MINIMAL } from '../support/declare';
import { released } from '../support/released';
import { DIALECTS, gatewayOf, routed, type World } from '../support/routes';

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
