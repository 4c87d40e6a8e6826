import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import type { Claim } from '../../claim';
import { textOr, withoutSlash } from '../../text';
import { GATEWAY_API_KINDS, gatewayRoutes } from './kinds';

/** What routes of the Gateway API take. */
export function gatewayApiClaims(set: ManifestSet): Claim[] {
  const listeners = listenersOf(set);
  return [
    ...set.ofKind('HTTPRoute', GATEWAY_API_KINDS.group).flatMap((route) => ofHttpRoute(route, listeners)),
    ...set.ofKind('GRPCRoute', GATEWAY_API_KINDS.group).flatMap((route) => ofGrpcRoute(route, listeners)),
  ];
}

function ofHttpRoute(route: Manifest, listeners: Listeners): Claim[] {
  return ofRoute(route, listeners, (match) => {
    const { type = 'PathPrefix', value = '/' } = objectAt(match, 'path');
    const path = `${String(type)} ${withoutSlash(String(value), type)}`;
    const others = [match.method, sorted(match.headers), sorted(match.queryParams)];
    return [`${path} ${JSON.stringify(others)}`, String(value)];
  });
}

function ofGrpcRoute(route: Manifest, listeners: Listeners): Claim[] {
  return ofRoute(route, listeners, (match) => {
    const { service, method } = objectAt(match, 'method');
    return [`grpc ${JSON.stringify([service, method, sorted(match.headers)])}`, String(service)];
  });
}

function ofRoute(
  route: Manifest,
  listeners: Listeners,
  read: (match: JsonObject) => [conditions: string, text: string],
): Claim[] {
  const { parentRefs, hostnames, rules } = objectAt(route.json, 'spec');
  const gateways = objectsIn(parentRefs).flatMap((parent) => {
    const gateway = gatewayOf(parent, route);
    const { sectionName } = parent;
    // A route that names no listener attaches to all of them.
    const sections = typeof sectionName === 'string' ? [sectionName] : ['', ...(listeners.get(gateway) ?? [])];
    return sections.map((section) => `Gateway ${gateway} ${section}`);
  });
  const hosts = Array.isArray(hostnames) && hostnames.length > 0 ? hostnames.map(String) : ['*'];
  return objectsIn(rules).flatMap((rule) =>
    (objectsIn(rule.matches).length > 0 ? objectsIn(rule.matches) : [{}]).flatMap((match) => {
      const [conditions, text] = read(match);
      const [redirect] = objectsIn(rule.filters).filter(({ type }) => type === 'RequestRedirect');
      const answer = (redirect as JsonObject | undefined) && JSON.stringify(redirect.requestRedirect);
      return gateways.flatMap((gateway) => hosts.map((host) => ({ route, gateway, host, conditions, text, answer })));
    }),
  );
}

/** The names of listeners that are known of a Gateway: its own, or those that routes attach to. */
type Listeners = ReadonlyMap<string, ReadonlySet<string>>;

function listenersOf(set: ManifestSet): Listeners {
  const found = new Map<string, Set<string>>();
  const add = (gateway: string, name: unknown): void => {
    const names = found.get(gateway) ?? new Set();
    found.set(gateway, names);
    if (typeof name === 'string') names.add(name);
  };
  for (const { json, name, namespaceName } of set.ofKind('Gateway', GATEWAY_API_KINDS.group))
    for (const listener of objectsIn(objectAt(json, 'spec').listeners))
      add(`${namespaceName ?? ''}/${name}`, listener.name);
  for (const route of gatewayRoutes(set))
    for (const parent of objectsIn(objectAt(route.json, 'spec').parentRefs))
      add(gatewayOf(parent, route), parent.sectionName);
  return found;
}

function gatewayOf({ name, namespace }: JsonObject, { namespaceName = '' }: Manifest): string {
  return `${textOr(namespace, namespaceName)}/${String(name)}`;
}

/** Conditions in any order; the letter case of a header's name does not matter. */
function sorted(conditions: unknown): string[] {
  return objectsIn(conditions)
    .map(({ type = 'Exact', name, value }) => JSON.stringify([type, String(name).toLowerCase(), value]))
    .sort();
}
