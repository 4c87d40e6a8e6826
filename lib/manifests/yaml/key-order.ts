import { byCodeUnit } from '../../private/json';

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
  'apiGroups',
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

const RANKS = new Map<string, number>();
for (let index = 0; index < FIRST.length; index++) RANKS.set(FIRST[index], index - FIRST.length);
for (let index = 0; index < LAST.length; index++) RANKS.set(LAST[index], index + 1);

/**
 * Sorts keys into the order of reading: the same order whatever order the fields were set in. In place, and without
 * sorting at all where they are in order already.
 */
export function inReadingOrder(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    if (byReading(keys[index - 1], keys[index]) > 0) return keys.sort(byReading);
  }
  return keys;
}

function byReading(a: string, b: string): number {
  return (RANKS.get(a) ?? 0) - (RANKS.get(b) ?? 0) || byCodeUnit(a, b);
}
