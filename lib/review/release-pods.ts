import type { Manifest } from '../manifests/manifest';
import type { DeploymentChange } from '../model/rollout/release/changes';
import type { ReleaseState } from '../model/rollout/release/state';
import { objectAt } from '../private/json';
import { LABEL } from '../private/labels';
import type { Pairs } from './pairs';

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
