import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { ofIngress } from './ingress-claims';
import { textOr, withoutSlash } from './text';
import { traefikClaims } from './traefik-claims';

/** Requests that a rule of a route takes, on the gateways that the route is for. */
export interface Claim {
  readonly route: Manifest;
  /** Where it is served: a class, a Gateway, an entry point. */
  readonly gateway: string;
  readonly host: string;
  /** The other conditions, in one spelling. */
  readonly conditions: string;
  /** How messages call it. */
  readonly text: string;
  /** What the gateway does with the requests itself, in one spelling; nothing where they go to a Service. */
  readonly answer?: string;
}

/** What every route of the app takes, one claim for each gateway, host and rule. */
export function claims(set: ManifestSet): Claim[] {
  return [
    ...set.ofKind('Ingress', 'networking.k8s.io').flatMap(ofIngress),
    ...traefikClaims(set),
    ...set.ofKind('HTTPRoute', 'gateway.networking.k8s.io').flatMap(ofHttpRoute),
    ...set.ofKind('GRPCRoute', 'gateway.networking.k8s.io').flatMap(ofGrpcRoute),
  ];
}

function ofHttpRoute(route: Manifest): Claim[] {
  return ofGatewayRoute(route, (match) => {
    const { type = 'PathPrefix', value = '/' } = objectAt(match, 'path');
    const path = `${String(type)} ${withoutSlash(String(value), type)}`;
    const others = [match.method, sorted(match.headers), sorted(match.queryParams)];
    return [`${path} ${JSON.stringify(others)}`, String(value)];
  });
}

function ofGrpcRoute(route: Manifest): Claim[] {
  return ofGatewayRoute(route, (match) => {
    const { service, method } = objectAt(match, 'method');
    return [`grpc ${JSON.stringify([service, method, sorted(match.headers)])}`, String(service)];
  });
}

function ofGatewayRoute(route: Manifest, read: (match: JsonObject) => [conditions: string, text: string]): Claim[] {
  const { parentRefs, hostnames, rules } = objectAt(route.json, 'spec');
  const gateways = objectsIn(parentRefs).map(
    ({ name, namespace, sectionName }) =>
      `Gateway ${textOr(namespace, route.namespaceName ?? '')}/${String(name)} ${textOr(sectionName, '')}`,
  );
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

/** Conditions in any order; the letter case of a header's name does not matter. */
function sorted(conditions: unknown): string[] {
  return objectsIn(conditions)
    .map(({ type = 'Exact', name, value }) => JSON.stringify([type, String(name).toLowerCase(), value]))
    .sort();
}
