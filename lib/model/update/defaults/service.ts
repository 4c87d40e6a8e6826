import type { JsonObject } from '../../../private/json';
import { asList, at, chain, each, fill, fillZero, isUnset, ownField, without, type Change } from '../fields/fields';

/**
 * What the API server fills into the spec of a Service.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/core/v1/defaults.go
 */
export const service: Change = chain(
  (spec) => fillZero(spec, { type: 'ClusterIP', sessionAffinity: 'None' }),
  sessionAffinity,
  (spec) => each(spec, 'ports', port),
  (spec) => (isExposed(spec) ? fillZero(spec, { externalTrafficPolicy: 'Cluster' }) : spec),
  (spec) => (spec.type === 'LoadBalancer' ? fill(spec, { allocateLoadBalancerNodePorts: true }) : spec),
  (spec) => (spec.type === 'ExternalName' ? spec : fill(spec, { internalTrafficPolicy: 'Cluster' })),
  families,
);

const port: Change = (item) => {
  const typed = fillZero(item, { protocol: 'TCP' });
  return fillZero(typed, { targetPort: ownField(typed, 'port') });
};

function sessionAffinity(spec: JsonObject): JsonObject {
  if (spec.sessionAffinity === 'None') return without(spec, 'sessionAffinityConfig');
  if (spec.sessionAffinity !== 'ClientIP') return spec;
  const timeout: Change = (config) =>
    at(['clientIP'], (clientIP) => fill(clientIP, { timeoutSeconds: 10800 }))(fill(config, { clientIP: {} }));
  return at(['sessionAffinityConfig'], timeout)(fill(spec, { sessionAffinityConfig: {} }));
}

/** The families of a cluster of one family are those of its addresses, and not known here: IPv4 stands for them. */
function families(spec: JsonObject): JsonObject {
  if (spec.type === 'ExternalName') return spec;
  const ip = ownField(spec, 'clusterIP');
  const known = typeof ip === 'string' && ip !== '' ? ip : asList(ownField(spec, 'clusterIPs'))[0];
  const addressed = typeof known === 'string' ? { ...spec, ...addresses(spec, known) } : spec;
  return fill(addressed, { ipFamilyPolicy: 'SingleStack', ipFamilies: [isIPv6(known) ? 'IPv6' : 'IPv4'] });
}

/** One field under two names. */
function addresses(spec: JsonObject, ip: string): JsonObject {
  return { clusterIP: ip, clusterIPs: isUnset(ownField(spec, 'clusterIPs')) ? [ip] : ownField(spec, 'clusterIPs') };
}

function isIPv6(ip: unknown): boolean {
  return typeof ip === 'string' && ip.includes(':');
}

/** Whether traffic from outside the cluster can arrive at all. */
export function isExposed(spec: JsonObject): boolean {
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') return true;
  return spec.type === 'ClusterIP' && asList(ownField(spec, 'externalIPs')).length > 0;
}
