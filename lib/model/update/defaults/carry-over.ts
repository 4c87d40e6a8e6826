import type { JsonObject } from '../../../private/json';
import { deepEqual } from '../compare/deep-equal';
import { asList, each, fillZero, isUnset, ownField, without } from '../fields/fields';
import { isExposed } from './service';

/** Fields that only some Services have, and that go with the type when the new version does not change them. */
const OF_TYPE: readonly [fields: readonly string[], has: (spec: JsonObject) => boolean][] = [
  [['externalTrafficPolicy'], isExposed],
  [['allocateLoadBalancerNodePorts', 'loadBalancerClass'], (spec) => spec.type === 'LoadBalancer'],
  [['healthCheckNodePort'], isHealthChecked],
  [['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'], isAddressed],
];

/**
 * What stays of a live Service's fields when its new version is stored: addresses and ports that were handed out are kept
 * though they are no longer given, and what the new type has not is dropped.
 *
 * Source: `patchAllocatedValues` and `dropTypeDependentFields` of
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/registry/core/service/strategy.go
 */
export function carryOver(live: JsonObject, merged: JsonObject): JsonObject {
  const typed = fillZero(merged, { type: 'ClusterIP' });
  const kept = OF_TYPE.reduce((spec, [fields, has]) => {
    const dropped = fields.filter((field) => !has(spec) && deepEqual(ownField(spec, field), ownField(live, field)));
    return without(spec, ...dropped);
  }, typed);
  const keepsAddress = isAddressed(live) && isAddressed(kept) && isNone(ownField(kept, 'clusterIP'));
  const addressed = keepsAddress ? withThoseOf(live, kept, ['clusterIP', 'clusterIPs']) : kept;
  const checked =
    isHealthChecked(live) && isHealthChecked(kept) ? withThoseOf(live, addressed, ['healthCheckNodePort']) : addressed;
  if (!hasNodePorts(live)) return checked;
  return hasNodePorts(kept) ? withNodePorts(live, checked) : withoutNodePorts(live, checked);
}

function isAddressed(spec: JsonObject): boolean {
  return spec.type !== 'ExternalName';
}

function isHealthChecked(spec: JsonObject): boolean {
  return spec.type === 'LoadBalancer' && ownField(spec, 'externalTrafficPolicy') === 'Local';
}

function hasNodePorts(spec: JsonObject): boolean {
  if (spec.type === 'LoadBalancer') return ownField(spec, 'allocateLoadBalancerNodePorts') !== false;
  return spec.type === 'NodePort';
}

function isNone(value: unknown): boolean {
  return isUnset(value) || value === '' || value === 0;
}

function withThoseOf(live: JsonObject, spec: JsonObject, fields: readonly string[]): JsonObject {
  const entries = fields.map((field): [string, unknown] => [field, ownField(live, field)]);
  return fillZero(spec, Object.fromEntries(entries.filter(([, value]) => !isUnset(value))));
}

/** Ports keep theirs by name, as long as it is not given to another one. */
function withNodePorts(live: JsonObject, spec: JsonObject): JsonObject {
  const used = new Set(asList(ownField(spec, 'ports')).map((port) => ownField(port, 'nodePort')));
  const old = new Map(
    asList(ownField(live, 'ports')).map((port) => [ownField(port, 'name'), ownField(port, 'nodePort')]),
  );
  return each(spec, 'ports', (port) => {
    const known = old.get(ownField(port, 'name'));
    return !isNone(ownField(port, 'nodePort')) || isNone(known) || used.has(known)
      ? port
      : { ...port, nodePort: known };
  });
}

function withoutNodePorts(live: JsonObject, spec: JsonObject): JsonObject {
  const old = new Set(asList(ownField(live, 'ports')).map((port) => ownField(port, 'nodePort')));
  return each(spec, 'ports', (port) => (old.has(ownField(port, 'nodePort')) ? without(port, 'nodePort') : port));
}
