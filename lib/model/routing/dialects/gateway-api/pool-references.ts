import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import { INFERENCE_POOL } from '../../../pools/inference-pool';
import { referenceAt, type ServiceReference } from '../../service-reference';
import { gatewayRoutes } from './kinds';

/** The InferencePools that routes of the Gateway API name. */
export function gatewayApiPoolReferences(set: ManifestSet): ServiceReference[] {
  return gatewayRoutes(set).flatMap((route) =>
    objectsIn(objectAt(route.json, 'spec').rules).flatMap((rule, index) =>
      objectsIn(rule.backendRefs).flatMap((ref, position) =>
        isPoolRef(ref) ? referenceAt(route, `spec.rules[${index}].backendRefs[${position}]`, ref) : [],
      ),
    ),
  );
}

/** Whether a part of a route names an InferencePool. */
export function isPoolRef({ group, kind }: JsonObject): boolean {
  return group === INFERENCE_POOL.group && kind === INFERENCE_POOL.kind;
}
