import { type Manifest, refOf } from '../manifests/manifest';
import { titleOf } from '../manifests/object-ref';
import { claims } from '../model/routing/claims';
import { covers } from '../private/ip';
import { byCodeUnit, isPlainObject, type JsonObject, objectAt, objectsIn } from '../private/json';
import type { SecurityChange } from './data/permissions';
import type { Pairs } from './pairs';
import type { Side } from './side';

/** Services and routes that are reachable by more than before. */
export function exposures(pairs: Pairs, before: Side, after: Side): SecurityChange[] {
  const services = [
    ...pairs.added.map((now) => ({ was: undefined, now })),
    ...pairs.changed.map((pair) => ({ was: pair.before, now: pair.after })),
  ].filter(({ now }) => now.kind === 'Service' && now.group === '');
  return [
    ...services.flatMap(({ was, now }) => serviceTexts(was, now).map((text) => exposure(now, text))),
    ...newHosts(before, after),
    ...pairs.changed.flatMap((pair) => tlsTexts(pair.before, pair.after).map((text) => exposure(pair.after, text))),
  ];
}

function exposure(manifest: Manifest, text: string): SecurityChange {
  return { object: refOf(manifest), kind: 'exposure', message: `${titleOf(manifest)} ${text}` };
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
function serviceTexts(was: Manifest | undefined, now: Manifest): string[] {
  const [old, spec] = [was ? objectAt(was.json, 'spec') : undefined, objectAt(now.json, 'spec')];
  const [oldType, type] = [old && typeOf(old), typeOf(spec)];
  const before = oldType === undefined ? 'and is new' : `before ${oldType}`;
  const isWider = EXPOSURE.indexOf(type) > EXPOSURE.indexOf(oldType ?? '');
  return [
    ...(isWider && type === 'LoadBalancer'
      ? [`is reachable through a load balancer (type LoadBalancer, ${before})`]
      : []),
    ...(isWider && type === 'NodePort' ? [`is reachable on a port of every node (type NodePort, ${before})`] : []),
    ...externalTexts(old ?? {}, spec),
    ...(oldType === 'LoadBalancer' && type === 'LoadBalancer' ? rangeTexts(old ?? {}, spec) : []),
  ];
}

/** From inside to outside. */
const EXPOSURE: readonly string[] = ['', 'NodePort', 'LoadBalancer'];

function typeOf({ type }: JsonObject): string {
  return typeof type === 'string' ? type : 'ClusterIP';
}

function externalTexts(old: JsonObject, spec: JsonObject): string[] {
  const known = textsIn(old.externalIPs);
  const fresh = textsIn(spec.externalIPs).filter((address) => !known.includes(address));
  return fresh.length === 0 ? [] : [`takes what nodes get for external addresses ${fresh.join(', ')}`];
}

/** A load balancer without ranges takes connections from everywhere. */
function rangeTexts(old: JsonObject, spec: JsonObject): string[] {
  const [known, ranges] = [old, spec].map(({ loadBalancerSourceRanges }) => textsIn(loadBalancerSourceRanges));
  if (known.length === 0) return [];
  if (ranges.length === 0) return [`takes connections from everywhere, before from ${known.join(', ')} alone`];
  const fresh = ranges.filter((range) => !known.some((other) => other === range || covers(other, range)));
  return fresh.length === 0 ? [] : [`takes connections from ${fresh.join(', ')} as well`];
}

/** Hosts that no route had. */
function newHosts(before: Side, after: Side): SecurityChange[] {
  const known = new Set(hostsIn(before).map(({ host }) => host));
  const byRoute = new Map<Manifest, Set<string>>();
  for (const { route, host } of hostsIn(after)) {
    if (known.has(host)) continue;
    const hosts = byRoute.get(route) ?? new Set<string>();
    byRoute.set(route, hosts.add(host));
  }
  return [...byRoute].map(([route, hosts]) => {
    const names = [...hosts].sort(byCodeUnit).map((host) => (host === '*' ? 'every host' : `'${host}'`));
    return exposure(route, `takes requests for ${names.join(', ')}, which no route took before`);
  });
}

function hostsIn({ set }: Side): { readonly route: Manifest; readonly host: string }[] {
  const openShift = set.ofKind('Route', 'route.openshift.io');
  const passedThrough = set.ofKind('TLSRoute', 'gateway.networking.k8s.io');
  return [
    ...claims(set),
    ...openShift.flatMap((route) => {
      const { host } = objectAt(route.json, 'spec');
      return typeof host === 'string' ? [{ route, host }] : [];
    }),
    ...passedThrough.flatMap((route) =>
      textsIn(objectAt(route.json, 'spec').hostnames).map((host) => ({ route, host })),
    ),
  ];
}

/** What encrypts connections to a route, and is taken away while the route stays. */
function tlsTexts(was: Manifest, now: Manifest): string[] {
  const [old, spec] = [was, now].map(({ json }) => objectAt(json, 'spec'));
  switch (`${now.group}/${now.kind}`) {
    case 'networking.k8s.io/Ingress':
      return plainHosts(old, spec);
    case 'traefik.io/IngressRoute':
    case 'traefik.io/IngressRouteTCP':
    case 'route.openshift.io/Route':
      return isPlainObject(old.tls) && !isPlainObject(spec.tls) ? ['no longer takes its requests over TLS'] : [];
    case 'gateway.networking.k8s.io/Gateway':
      return plainListeners(old, spec);
    default:
      return [];
  }
}

function plainHosts(old: JsonObject, spec: JsonObject): string[] {
  const encrypted = ({ tls }: JsonObject): string[] => objectsIn(tls).flatMap(({ hosts }) => textsIn(hosts));
  const routed = objectsIn(spec.rules).map(({ host }) => host);
  const plain = encrypted(old).filter((host) => !encrypted(spec).includes(host) && routed.includes(host));
  const isGone = objectsIn(old.tls).length > 0 && objectsIn(spec.tls).length === 0;
  if (plain.length > 0) return [`no longer takes requests for ${plain.map((host) => `'${host}'`).join(', ')} over TLS`];
  return isGone && encrypted(old).length === 0 ? ['no longer takes its requests over TLS'] : [];
}

function plainListeners(old: JsonObject, spec: JsonObject): string[] {
  const listeners = objectsIn(spec.listeners);
  const plain = objectsIn(old.listeners).filter(({ name, protocol }) => {
    const now = listeners.find((each) => each.name === name);
    return now && ['HTTPS', 'TLS'].includes(String(protocol)) && ['HTTP', 'TCP'].includes(String(now.protocol));
  });
  return plain.map(({ name }) => `no longer takes requests over TLS on its listener '${String(name)}'`);
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
