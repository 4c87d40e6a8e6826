import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  GatewayFacts,
  IngressRoute,
  type ITrafficTarget,
  ModelServer,
  RouteRule,
  type TrafficBackend,
  type TrafficPin,
} from '../../lib';
import { manifestsFrom, MINIMAL } from './declare';
import { answer } from './gateways';
import { type Dialect, type RouteProps, sound, world, type World } from './routes';

/** The host of the route to such a release. */
export const RELEASE_HOST = 'models.example.com';

/** A release of two versions in `shop`, as something else than this library may make one. */
export class ForeignRelease extends Construct implements ITrafficTarget {
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
export function released(
  dialect: Dialect,
  change: (release: ForeignRelease) => void = () => undefined,
  props: RouteProps = {},
) {
  const all = world(GatewayFacts.traefik());
  const release = new ForeignRelease(all, 'rank');
  const rules = [RouteRule.pathPrefix('/rank', release)];
  new IngressRoute(all.shop, 'public', { host: RELEASE_HOST, rules, via: dialect.via, ...props });
  change(release);
  const manifests = sound(manifestsFrom(all.app));
  const ask = (headers: Record<string, string> = {}) =>
    answer(manifests.all, dialect.implementation, { scheme: 'http', host: RELEASE_HOST, path: '/rank', headers });
  return { manifests, ask };
}
