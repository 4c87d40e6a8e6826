import { isPlainObject, type JsonObject } from '../private/json';
import { type Manifest } from './manifest';
import { knownKind, podSpecPath } from './kinds';

/** The pod spec in an object, when there is one; of groups of pods that of the leader, which serves. */
export function podSpecOf(manifest: Manifest): JsonObject | undefined {
  return podTemplatesOf(manifest)[0]?.podSpec;
}

/** Pods that an object makes of one template. */
export interface PodTemplate {
  /** Path to the pod spec. */
  readonly path: readonly string[];
  readonly podSpec: JsonObject;
  /** How many of them each replica has. */
  readonly perReplica: number;
  /** Whether they are workers of a group, which the leader serves for. */
  readonly isWorker: boolean;
  /** Labels that the controller adds to those of the template. */
  readonly addedLabels: { readonly [key: string]: string };
}

const NO_LABELS = Object.freeze({});
const NONE: readonly PodTemplate[] = Object.freeze([]);

/** The templates of the pods that an object makes; of groups of pods the leader's before the workers'. */
export function podTemplatesOf({ group, kind, name, json }: Manifest): readonly PodTemplate[] {
  const path = podSpecPath(group, kind);
  const podSpec = path && at(json, path);
  if (!path || !isPlainObject(podSpec)) return NONE;
  const known = knownKind(group, kind)?.podGroup;
  if (!known) return [{ path, podSpec, perReplica: 1, isWorker: false, addedLabels: NO_LABELS }];
  const size = at(json, known.size);
  const workers = typeof size === 'number' && size > 1 ? size - 1 : 0;
  const leader = at(json, known.leaderPodSpec);
  const ofLeader = isPlainObject(leader) ? { path: known.leaderPodSpec, podSpec: leader } : { path, podSpec };
  const addedLabels = { [known.nameLabel]: name };
  return [
    { ...ofLeader, perReplica: 1, isWorker: false, addedLabels: { ...addedLabels, ...known.leaderLabels } },
    ...(workers > 0 ? [{ path, podSpec, perReplica: workers, isWorker: true, addedLabels }] : []),
  ];
}

function at(json: JsonObject, path: readonly string[]): unknown {
  let value: unknown = json;
  for (const key of path) value = isPlainObject(value) ? value[key] : undefined;
  return value;
}
