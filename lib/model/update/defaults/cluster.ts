import type { JsonObject } from '../../../private/json';
import { asObject, at, chain, each, fill, fillZero, ownField, within, type Change } from '../fields/fields';

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/scheduling/v1/defaults.go */
export const priorityClass: Change = (object) => fill(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 });

/** The label that every Namespace carries, and what has to be done before one is gone. */
export const namespace: Change = (object) =>
  at(['metadata', 'labels'], (labels) => ({
    ...labels,
    'kubernetes.io/metadata.name': ownField(ownField(object, 'metadata'), 'name') ?? '',
  }))(at(['metadata'], (metadata) => fill(metadata, { labels: {} }))(fill(object, { metadata: {} })));

/**
 * What a container gets where its own manifest says nothing: limits from the maximum, requests from limits, then from the
 * minimum.
 *
 * Source: `SetDefaults_LimitRangeItem` of https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/core/v1/defaults.go
 */
export const limitRange: Change = (spec) =>
  each(spec, 'limits', (item) => {
    if (ownField(item, 'type') !== 'Container') return item;
    const limits = fill(mapOf(item, 'default'), mapOf(item, 'max'));
    const requests = fill(fill(mapOf(item, 'defaultRequest'), limits), mapOf(item, 'min'));
    return { ...item, default: limits, defaultRequest: requests };
  });

function mapOf(item: JsonObject, field: string): JsonObject {
  return asObject(ownField(item, field));
}

const deviceRequest: Change = (request) => {
  const counted = fill(request, { allocationMode: 'ExactCount' });
  return each(
    counted.allocationMode === 'ExactCount' ? fillZero(counted, { count: 1 }) : counted,
    'tolerations',
    (toleration) => fillZero(toleration, { operator: 'Equal' }),
  );
};

/**
 * What the API server fills into the spec of a ResourceClaim; before v1 requests were written without `exactly`.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/resource/v1/defaults.go
 */
export const resourceClaim: Change = at(['devices'], (devices) =>
  each(devices, 'requests', (request) => {
    const alternatives = each(request, 'firstAvailable', deviceRequest);
    const exactly = within(alternatives, 'exactly', deviceRequest);
    return ownField(exactly, 'deviceClassName') === undefined ? exactly : deviceRequest(exactly);
  }),
);

export const resourceClaimTemplate: Change = at(['spec'], resourceClaim);

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/defaults.go */
export const customResourceDefinition: Change = chain(
  (spec) => fill(spec, { conversion: { strategy: 'None' } }),
  (spec) => {
    const kind = ownField(ownField(spec, 'names'), 'kind');
    if (typeof kind !== 'string') return spec;
    return within(spec, 'names', (names) => fill(names, { singular: kind.toLowerCase(), listKind: `${kind}List` }));
  },
);
