/** Of the name that a pod is generated from so much is kept, before five characters of chance (names/generate.go of kubernetes/apiserver). */
const KEPT = 58;
const CHANCE = '[a-z0-9]{5}';
/** A ReplicaSet's hash: a 32-bit number in safe letters. */
const LONGEST_HASH = 10;

/** What makes the pods of a server. */
export type PodMaker = 'Deployment' | 'LeaderWorkerSet' | 'Rollout';

/** The label by which Argo Rollouts tells the pods of one version from those of another, as Deployments do by `pod-template-hash`. */
export const ROLLOUT_HASH_LABEL = 'rollouts-pod-template-hash';

/**
 * A regular expression, anchored as PromQL does, of the names of the pods that serve for a workload, and of none of another
 * one whose name begins with that of this one. Of groups those are the leaders: pods of a StatefulSet, by their numbers.
 */
export function servingPodsPattern(name: string, maker: PodMaker): string {
  return maker === 'LeaderWorkerSet' ? `${name}-[0-9]+` : ofDeployment(name);
}

/** The same of all pods of a workload, the workers of groups included: `<leader>-<number>`. */
export function allPodsPattern(name: string, maker: PodMaker): string {
  return maker === 'LeaderWorkerSet' ? `${name}-[0-9]+(-[0-9]+)?` : ofDeployment(name);
}

function ofDeployment(name: string): string {
  if (name.length + LONGEST_HASH + 2 <= KEPT) return `${name}-[a-z0-9]+-${CHANCE}`;
  // Of long names the hash is cut short, or is not there at all.
  if (name.length < KEPT) return `${name}-[a-z0-9]*-?${CHANCE}`;
  return name.slice(0, KEPT) + CHANCE;
}

/** The same of the pods of one version of a Rollout; nothing where the name is too long for pods to have the whole hash in theirs. */
export function versionPodsPattern(name: string, hash: string): string | undefined {
  return name.length + LONGEST_HASH + 2 <= KEPT ? `${name}-${hash}-${CHANCE}` : undefined;
}
