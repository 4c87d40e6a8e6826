import type { ManifestSet } from '../../manifests/manifest-set';
import { byCodeUnit, type JsonObject } from '../../private/json';

/** When an object of a kind that Flux does not know is ready, and when it never will be: expressions of CEL. */
interface Health {
  readonly current: string;
  readonly failed?: string;
}

/** Of no conditions at all, all hold: a condition has to be there, of which controllers write some only once they are true. */
const isCondition = (type: string, status: string): string =>
  `status.conditions.exists(e, e.type == '${type}' && e.status == '${status}')`;

/**
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#health-check-expressions. Kinds of Kubernetes, and those with a
 * condition `Ready` that follows the generation, Flux knows by itself.
 */
const HEALTH: { readonly [kind: string]: Health } = {
  // A pause is where a release is meant to be: somebody promotes it.
  'argoproj.io/Rollout': {
    current: "status.phase in ['Healthy', 'Paused']",
    failed: "status.phase == 'Degraded'",
  },
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': { current: isCondition('Available', 'True') },
  'machinelearning.seldon.io/SeldonDeployment': {
    current: "status.state == 'Available'",
    failed: "status.state == 'Failed'",
  },
  'serving.kserve.io/InferenceService': { current: isCondition('Ready', 'True') },
};

/** Expressions for the kinds in a set. */
export function healthCheckExprs(set: ManifestSet): JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const { group, kind, apiVersion } of set.manifests) {
    const health = HEALTH[`${group}/${kind}`];
    if (health !== undefined) found.set(`${apiVersion}/${kind}`, { apiVersion, kind, ...health });
  }
  return [...found].sort(([a], [b]) => byCodeUnit(a, b)).map(([, expression]) => expression);
}
