import { isPlainObject, type JsonObject } from '../../private/json';
import { isRemoval } from '../../private/merge';

/** Fields that a server decides by itself, and what changes for pods when it does. */
const DECIDED: { readonly [field: string]: string } = {
  affinity: 'pods are kept apart, and spread over hosts',
  automountServiceAccountToken: 'no token of the account is mounted',
  enableServiceLinks: 'no variables are made of the Services of the namespace',
  env: 'HOME is /tmp unless it is set',
  labels: 'pods get the labels app.kubernetes.io/...',
  lifecycle: 'a pod that is to stop goes on serving for 15 seconds',
  livenessProbe: 'a pod that does not answer is restarted',
  ports: 'the port of the container has a name',
  progressDeadlineSeconds: 'a rollout is reported as failed when a pod does not start in time',
  readinessProbe: 'a pod gets requests once it answers',
  resources: 'CPU, memory and local disk are reserved, and bounded',
  securityContext: 'containers run without rights, not as root, on a read-only root filesystem with a writable /tmp',
  serviceAccountName: 'pods have an account of their own, without permissions',
  startupProbe: 'a pod that does not start within ten minutes is restarted',
  strategy: 'a pod is replaced by one on top of the others',
  terminationGracePeriodSeconds: 'requests that run have 30 seconds to finish',
  volumes: '/tmp is a volume of 1Gi',
};
/** Of those, the ones that the server decides wholly, whatever is live. */
const WHOLLY: ReadonlySet<string> = new Set([
  'automountServiceAccountToken',
  'enableServiceLinks',
  'lifecycle',
  'livenessProbe',
  'progressDeadlineSeconds',
  'readinessProbe',
  'resources',
  'securityContext',
  'startupProbe',
  'strategy',
  'terminationGracePeriodSeconds',
]);

/**
 * What is merged in without what takes defaults away, and what those change.
 *
 * @param served ports that the server names by itself
 */
export function withoutDefaults(
  difference: JsonObject,
  served: readonly number[],
): {
  readonly kept: JsonObject | undefined;
  readonly declined: readonly string[];
} {
  const declined = new Set<string>();
  const kept = inObject(difference, '', { declined, served });
  const texts = Object.keys(DECIDED).filter((field) => declined.has(field));
  return { kept: Object.keys(kept).length === 0 ? undefined : kept, declined: texts.map((field) => DECIDED[field]) };
}

interface Found {
  readonly declined: Set<string>;
  readonly served: readonly number[];
}

function inObject(object: JsonObject, parent: string, found: Found): JsonObject {
  const { declined } = found;
  const isOfExtraContainer = parent === 'containers' && object.image !== undefined;
  if (isOfExtraContainer) return object;
  const kept = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    if (value === null || (WHOLLY.has(key) && parent !== '')) {
      declined.add(key === 'serviceAccount' ? 'serviceAccountName' : parent === 'labels' ? parent : key);
      return [];
    }
    if (isPlainObject(value)) return unlessNothing(key, inObject(value, key, found));
    if (!Array.isArray(value) || key.startsWith('$')) return key.startsWith('$') ? [] : [[key, value]];
    return unlessNothing(key, inList(value, key, found));
  });
  return Object.fromEntries(kept);
}

/** A port that the server does not know keeps its name, which others may refer to. */
function isOther(port: unknown, served: readonly number[]): boolean {
  const { name, containerPort } = isPlainObject(port) ? port : {};
  return name !== undefined && typeof containerPort === 'number' && !served.includes(containerPort);
}

function inList(list: readonly unknown[], field: string, found: Found): unknown[] {
  const { declined, served } = found;
  if (field === 'ports') return list.filter((port) => isOther(port, served));
  if (list.some(isRemoval)) declined.add(field === 'volumeMounts' ? 'volumes' : field);
  return list
    .filter((item) => !isRemoval(item))
    .map((item) => (isPlainObject(item) && field === 'containers' ? inObject(item, field, found) : item))
    .filter((item) => !isPlainObject(item) || Object.keys(item).length > 1 || field !== 'containers');
}

function unlessNothing(key: string, value: object): [string, unknown][] {
  return Object.keys(value).length === 0 ? [] : [[key, value]];
}
