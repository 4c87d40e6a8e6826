import { isPlainObject, type JsonObject } from '../../private/json';

/** What the API server and kubectl write for themselves: nobody declares it. */
const BOOKKEEPING: readonly string[] = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generateName',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];
const BOOKKEEPING_ANNOTATIONS: readonly string[] = [
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubectl.kubernetes.io/restartedAt',
];
/** Addresses that a cluster handed out, by the field of the spec. */
const HANDED_OUT: readonly string[] = ['clusterIPs', 'healthCheckNodePort'];

/** An object as somebody would declare it: without status, bookkeeping and what is `null`, which is the same as nothing. */
export function cleaned(object: JsonObject): JsonObject {
  const { metadata, ...rest } = withoutKeys(object, ['status']);
  const known = withoutNulls(isPlainObject(metadata) ? metadata : {}) as JsonObject;
  const kept = withoutKeys(known, BOOKKEEPING);
  if (isPlainObject(kept.annotations)) {
    const annotations = withoutKeys(kept.annotations, BOOKKEEPING_ANNOTATIONS);
    if (Object.keys(annotations).length > 0) kept.annotations = annotations;
    else delete kept.annotations;
  }
  return withoutAddresses({ ...(withoutNulls(rest) as JsonObject), metadata: kept });
}

/** A headless Service says so itself; any other address is the cluster's to choose. */
function withoutAddresses(object: JsonObject): JsonObject {
  const { kind, apiVersion, spec } = object;
  if (kind !== 'Service' || apiVersion !== 'v1' || !isPlainObject(spec)) return object;
  const kept = withoutKeys(spec, HANDED_OUT);
  if (kept.clusterIP !== 'None') delete kept.clusterIP;
  // Of a cluster of one family, which is what the API server fills in.
  if (kept.ipFamilyPolicy === 'SingleStack') {
    delete kept.ipFamilyPolicy;
    delete kept.ipFamilies;
  }
  return { ...object, spec: kept };
}

function withoutKeys(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
