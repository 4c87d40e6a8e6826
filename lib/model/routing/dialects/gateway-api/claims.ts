import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import type { Claim } from '../../claim';
import { textOr, withoutSlash } from '../../text';
import { GATEWAY_API_KINDS } from './kinds';

/** What routes of the Gateway API take. */
export function gatewayApiClaims(set: ManifestSet): Claim[] {
  return [
    ...set.ofKind('HTTPRoute', GATEWAY_API_KINDS.group).flatMap(ofHttpRoute),
    ...set.ofKind('GRPCRoute', GATEWAY_API_KINDS.group).flatMap(ofGrpcRoute),
  ];
}

function ofHttpRoute(route: Manifest): Claim[] {
  return ofRoute(route, (match) => {
    const { type = 'PathPrefix', value = '/' } = objectAt(match, 'path');
    const path = `${String(type)} ${withoutSlash(String(value), type)}`;
    const others = [match.method, sorted(match.headers), sorted(match.queryParams)];
    return [`${path} ${JSON.stringify(others)}`, String(value)];
  });
}

function ofGrpcRoute(route: Manifest): Claim[] {
  return ofRoute(route, (match) => {
    const { service, method } = objectAt(match, 'method');
    return [`grpc ${JSON.stringify([service, method, sorted(match.headers)])}`, String(service)];
  });
}

function ofRoute(route: Manifest, read: (match: JsonObject) => [conditions: string, text: string]): Claim[] {
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
