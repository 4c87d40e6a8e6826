import { isPlainObject, type JsonObject } from '../../../private/json';
import { asList, at, chain, fill, isUnset, ownField, without, type Change } from '../fields/fields';

const CPU_80 = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

/** Rules of scaling for a direction in which nothing is said of them. */
const SCALE_UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

/**
 * What the API server fills into the spec of a HorizontalPodAutoscaler.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/autoscaling/v2/defaults.go
 */
export const autoscaler: Change = chain(
  fromVersion1,
  (spec) => fill(spec, { minReplicas: 1 }),
  (spec) => (asList(ownField(spec, 'metrics')).length === 0 ? { ...spec, metrics: [CPU_80] } : spec),
  at(['behavior'], (behavior) =>
    at(['scaleDown'], (rules) => fill(rules, SCALE_DOWN))(
      at(['scaleUp'], (rules) => fill(rules, SCALE_UP))(fill(behavior, { scaleUp: {}, scaleDown: {} })),
    ),
  ),
);

/** Version 1 has one metric and names it otherwise. */
function fromVersion1(spec: JsonObject): JsonObject {
  const share = ownField(spec, 'targetCPUUtilizationPercentage');
  if (isUnset(share) || isPlainObject(share)) return spec;
  const target = { type: 'Utilization', averageUtilization: share };
  return fill(without(spec, 'targetCPUUtilizationPercentage'), {
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
  });
}
