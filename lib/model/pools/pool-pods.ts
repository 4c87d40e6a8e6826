import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { append } from '../../private/append';
import { type JsonObject, objectAt } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { type PodGroup, podGroupsOf } from '../selection/pod-groups';
import { podsOfService } from '../selection/service-pods';
import { isPool, poolLabels, poolsOf } from './inference-pool';

/** Labels of the pods of a LeaderWorkerSet (https://lws.sigs.k8s.io/docs/reference/labels-annotations-and-environment-variables/). */
const LWS = 'leaderworkerset.sigs.k8s.io';
const WORKER_INDEX = `${LWS}/worker-index`;

/** The pods of the set that a pool spreads requests over; those of its own namespace. */
export function podsOfPool(set: ManifestSet, pool: Manifest): readonly PodGroup[] {
  const known = selectedOf(set);
  let pods = known.get(pool);
  if (!pods) {
    const matchLabels = poolLabels(pool);
    pods = Object.keys(matchLabels).length > 0 ? podGroupsOf(set).select(pool.namespaceName, { matchLabels }) : [];
    known.set(pool, pods);
  }
  return pods;
}

/** What pools of a set select, as far as somebody asked. */
const selectedOf = oncePerSet(() => new Map<Manifest, readonly PodGroup[]>());

/** The pools that spread requests over the pods of an object. */
export function poolsOver(set: ManifestSet, workload: Manifest): readonly Manifest[] {
  return byWorkload(set).get(workload) ?? [];
}

const byWorkload = oncePerSet((set) => {
  const found = new Map<Manifest, Manifest[]>();
  for (const pool of poolsOf(set))
    for (const workload of new Set(podsOfPool(set, pool).map(({ manifest }) => manifest)))
      append(found, workload, pool);
  return found;
});

/** The pods behind what a route leads to: a Service or an InferencePool. */
export function podsBehind(set: ManifestSet, backend: Manifest): readonly PodGroup[] {
  return isPool(backend) ? podsOfPool(set, backend) : podsOfService(set, backend);
}

/** The LeaderWorkerSets whose workers a pool selects: they take no requests, their leader does. */
export function groupsWithWorkersIn(set: ManifestSet, pool: Manifest): Manifest[] {
  const wanted = poolLabels(pool);
  if (Object.keys(wanted).length === 0) return [];
  return (groupsByNamespace(set).get(pool.namespaceName) ?? []).filter((group) => selectsWorkers(wanted, group));
}

/** The LeaderWorkerSets with workers. */
const groupsByNamespace = oncePerSet((set) => {
  const found = new Map<string | undefined, Manifest[]>();
  for (const group of set.ofKind('LeaderWorkerSet')) if (hasWorkers(group)) append(found, group.namespaceName, group);
  return found;
});

function hasWorkers({ json }: Manifest): boolean {
  const { size } = objectAt(json, 'spec', 'leaderWorkerTemplate');
  return typeof size === 'number' && size > 1;
}

/** By the labels of the template, and by those that the controller adds, of which the index alone tells leader and worker apart. */
function selectsWorkers(wanted: JsonObject, { json, name }: Manifest): boolean {
  const template = objectAt(json, 'spec', 'leaderWorkerTemplate', 'workerTemplate', 'metadata', 'labels');
  const labels: JsonObject = { ...template, [`${LWS}/name`]: name };
  return Object.entries(wanted).every(([key, value]) =>
    key === WORKER_INDEX ? value !== '0' : key.startsWith(`${LWS}/group-`) || labels[key] === value,
  );
}
