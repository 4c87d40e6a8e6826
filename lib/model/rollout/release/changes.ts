import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { replicasOf } from '../../scaling/pods-at-once';
import { forecast } from '../forecast';
import type { ReleaseDeployment, ReleaseState } from './state';

/** A Deployment of a release on the way from one stage to the next. */
export interface DeploymentChange {
  readonly before: ReleaseDeployment | undefined;
  readonly after: ReleaseDeployment | undefined;
  /** Whether its pods are replaced. */
  readonly isReplaced: boolean;
  /** Fewest ready pods, and most pods with those that are shutting down. */
  readonly fewestReady: number;
  readonly mostPods: number;
}

/**
 * What one apply does to the Deployments of a release.
 *
 * @param isReplaced whether the pods of a Deployment are replaced
 */
export function deploymentChanges(
  isReplaced: (before: Manifest, after: Manifest) => boolean,
  sets: { readonly before: ManifestSet; readonly after: ManifestSet },
  was: ReleaseState | undefined,
  now: ReleaseState | undefined,
): DeploymentChange[] {
  const find = (state: ReleaseState | undefined, name: string): ReleaseDeployment | undefined =>
    state?.deployments.find(({ manifest }) => manifest.name === name);
  const names = [...(was?.deployments ?? []), ...(now?.deployments ?? [])].map(({ manifest }) => manifest.name);
  return [...new Set(names)].map((name) => {
    const [before, after] = [find(was, name), find(now, name)];
    const restarts = before !== undefined && after !== undefined && isReplaced(before.manifest, after.manifest);
    if (!after) {
      // It is deleted when everything else has been applied.
      const mostPods = before ? replicasOf(sets.before, before.manifest).most : 0;
      return { before, after, isReplaced: false, fewestReady: before?.pods ?? 0, mostPods };
    }
    const { fewestReady, mostPods } = forecast(
      before && { manifest: before.manifest, set: sets.before },
      { manifest: after.manifest, set: sets.after },
      restarts,
    );
    return { before, after, isReplaced: restarts, fewestReady: before ? fewestReady : 0, mostPods };
  });
}

/** Fewest ready pods that take requests on the way. */
export function fewestReadyOf(
  changes: readonly DeploymentChange[],
  states: readonly (ReleaseState | undefined)[],
): number {
  const taking = (side: 'before' | 'after'): DeploymentChange[] =>
    changes.filter((change) => change[side] !== undefined && change[side].weight !== 0);
  const [old, fresh] = [taking('before'), taking('after')];
  const sum = (list: readonly DeploymentChange[]): number => list.reduce((total, each) => total + each.fewestReady, 0);
  const staying = fresh.filter((change) => old.includes(change));
  if (
    states.some((state) => state?.sharesBy !== 'service' && state !== undefined) ||
    staying.length === fresh.length ||
    old.length === 0
  )
    return sum(fresh);
  if (staying.length > 0) return sum(staying);
  // Proxies learn late of a new selector: until then the others answer, and nobody where they go with the same apply.
  const answering = old.filter(({ after }) => after === undefined || after.pods > 0);
  return Math.min(sum(answering), sum(fresh));
}
