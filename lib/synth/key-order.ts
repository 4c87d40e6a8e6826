import { byCodeUnit, isPlainObject } from '../private/json';

/** Keys that a reader looks for first, in the order a reader looks; all others follow in code unit order. */
const FIRST: readonly string[] = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'spec',
  'type',
  'replicas',
  'minReadySeconds',
  'progressDeadlineSeconds',
  'selector',
  'podSelector',
  'policyTypes',
  'ingress',
  'egress',
  'from',
  'to',
  'strategy',
  'template',
  'image',
  'imagePullPolicy',
  'command',
  'args',
  'env',
  'value',
  'ports',
  'resources',
  'startupProbe',
  'readinessProbe',
  'livenessProbe',
  'lifecycle',
  'weight',
  'maxSkew',
  'topologyKey',
  'whenUnsatisfiable',
];
/** Long lists that belong behind the short facts of a pod. */
const LAST: readonly string[] = [
  'affinity',
  'topologySpreadConstraints',
  'securityContext',
  'initContainers',
  'containers',
  'volumeMounts',
  'volumes',
];

const RANKS = new Map([
  ...FIRST.map((key, index) => [key, index - FIRST.length] as const),
  ...LAST.map((key, index) => [key, index + 1] as const),
]);

/** A copy whose keys are in the order of reading: the same order whatever order the fields were set in. */
export function inReadingOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inReadingOrder);
  if (!isPlainObject(value)) return value;
  const keys = Object.keys(value).sort(byReading);
  return Object.fromEntries(keys.map((key) => [key, inReadingOrder(value[key])]));
}

export function byReading(a: string, b: string): number {
  return (RANKS.get(a) ?? 0) - (RANKS.get(b) ?? 0) || byCodeUnit(a, b);
}
