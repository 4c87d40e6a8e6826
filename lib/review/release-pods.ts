import type { Manifest } from '../manifests/manifest';
import { scalingBy } from '../model/quota/scaling';
import { forecast } from '../model/rollout/forecast';
import { objectAt } from '../private/json';
import { LABEL } from '../private/labels';
import type { Pairs } from './pairs';
import type { ReleaseDeployment, ReleaseState } from './release-state';
import type { Side } from './side';

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

/** What one apply does to the Deployments of a release. */
export function deploymentChanges(
  pairs: Pairs,
  sides: { readonly before: Side; readonly after: Side },
  was: ReleaseState | undefined,
  now: ReleaseState | undefined,
): DeploymentChange[] {
  const namespaceName = (now ?? was)?.namespaceName ?? '';
  const scaling = {
    before: scalingBy(sides.before.set)(namespaceName),
    after: scalingBy(sides.after.set)(namespaceName),
  };
  const find = (state: ReleaseState | undefined, name: string): ReleaseDeployment | undefined =>
    state?.deployments.find(({ manifest }) => manifest.name === name);
  const names = [...(was?.deployments ?? []), ...(now?.deployments ?? [])].map(({ manifest }) => manifest.name);
  return [...new Set(names)].map((name) => {
    const [before, after] = [find(was, name), find(now, name)];
    const restarts = pairs.changed.some((pair) => pair.after === after?.manifest && pair.verdict.restarts);
    if (!after) {
      // It is deleted when everything else has been applied.
      const pods = before?.pods ?? 0;
      return { before, after, isReplaced: false, fewestReady: pods, mostPods: pods };
    }
    const { fewestReady, mostPods } = forecast(before?.manifest, after.manifest, restarts, scaling);
    return { before, after, isReplaced: restarts, fewestReady: before ? fewestReady : 0, mostPods };
  });
}

/** Fewest ready pods that take requests on the way. */
export function fewestReadyOf(
  changes: readonly DeploymentChange[],
  states: readonly (ReleaseState | undefined)[],
): number {
  const taking = (side: 'before' | 'after'): DeploymentChange[] =>
    changes.filter((change) => (change[side]?.weight ?? 0) > 0);
  const [old, fresh] = [taking('before'), taking('after')];
  const sum = (list: readonly DeploymentChange[]): number => list.reduce((total, each) => total + each.fewestReady, 0);
  const staying = fresh.filter((change) => old.includes(change));
  if (states.some((state) => state?.isByRoute) || staying.length === fresh.length || old.length === 0)
    return sum(fresh);
  if (staying.length > 0) return sum(staying);
  // Proxies learn late of a new selector: until then the others answer, unless they go with the same apply.
  const answering = old.filter(({ after }) => after === undefined || after.pods > 0);
  return answering.length === 0 ? sum(fresh) : Math.min(sum(answering), sum(fresh));
}

/** Most pods on the way, those of a test that begins included. */
export function mostPodsOf(changes: readonly DeploymentChange[], pairs: Pairs, state: ReleaseState): number {
  const tests = pairs.added.filter((manifest) => isTestOf(state, manifest)).length;
  return changes.reduce((total, { mostPods }) => total + mostPods, tests);
}

function isTestOf({ name, namespaceName }: ReleaseState, manifest: Manifest): boolean {
  return (
    manifest.kind === 'Job' &&
    manifest.namespaceName === namespaceName &&
    objectAt(manifest.json, 'metadata', 'labels')[LABEL.NAME] === `${name}-verify`
  );
}
