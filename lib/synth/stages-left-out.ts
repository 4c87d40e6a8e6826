import { RELEASE_ANNOTATION, stageText } from '../manifests/release-annotations';
import type { Manifest } from '../manifests/manifest';
import { ManifestSet } from '../manifests/manifest-set';
import { titleOf } from '../manifests/object-ref';
import { deploymentChanges } from '../model/rollout/release/changes';
import { leftOutText, stagesLeftOut } from '../model/rollout/release/left-out';
import { type ReleaseState, releasesOf } from '../model/rollout/release/state';
import { routingKinds } from '../model/routing/routing-kinds';
import { deepEqual } from '../model/update/compare/deep-equal';
import { atFirstUse } from '../private/first-use';
import { objectAt } from '../private/json';
import { earlierOutput } from './earlier-output';
import type { PlacedObject } from './layout';

/** What the pods and the shares of a release are read from. */
const kindsOfReleases = atFirstUse(
  (): ReadonlySet<string> =>
    new Set([
      'Deployment',
      'LeaderWorkerSet',
      'Service',
      'HorizontalPodAutoscaler',
      'ScaledObject',
      'InferencePool',
      ...routingKinds().map(({ kind }) => kind),
    ]),
);

/**
 * Warns of releases that the app advances in one apply where their plans take several, as far as the folder that it
 * writes to still holds what it wrote before.
 */
export function stagesLeftOutSince(outdir: string, placed: readonly PlacedObject[]): string[] {
  if (!placed.some(isOfRelease)) return [];
  const now = new ManifestSet(placed.filter(({ kind }) => kindsOfReleases().has(kind)));
  const was = new ManifestSet(earlierOutput(outdir, (kind) => kindsOfReleases().has(kind)));
  const earlier = releasesOf(was);
  if (earlier.size === 0) return [];
  return [...releasesOf(now)].flatMap(([key, release]) => {
    const before = earlier.get(key);
    const changes = deploymentChanges(hasOtherPods, { before: was, after: now }, before, release);
    const stages = stagesLeftOut(changes, before, release);
    if (!before || stages.length === 0) return [];
    return [
      `${subjectOf(release)}: ${advanceText(before, release)} ${leftOutText(stages, changes)}; ${remedy(outdir)}`,
    ];
  });
}

function isOfRelease({ kind, json }: PlacedObject): boolean {
  return (
    (kind === 'Deployment' || kind === 'LeaderWorkerSet') &&
    Object.hasOwn(objectAt(json, 'metadata', 'annotations'), RELEASE_ANNOTATION)
  );
}

function hasOtherPods(before: Manifest, after: Manifest): boolean {
  const field = after.kind === 'Deployment' ? 'template' : 'leaderWorkerTemplate';
  const [old, fresh] = [before, after].map(({ json }) => objectAt(json, 'spec', field));
  return !deepEqual(old, fresh);
}

/** As whoever wrote the app knows it: by the path of its construct. */
function subjectOf(release: ReleaseState): string {
  const sides = release.deployments.map(({ manifest }) => manifest.releaseSide?.release.subject);
  return sides.find((subject) => subject !== undefined) ?? titleOf(release);
}

function advanceText({ stage: from }: ReleaseState, { stage: to }: ReleaseState): string {
  return `goes from stage ${from ? stageText(from) : 'none'} to ${to ? stageText(to) : 'none'}`;
}

function remedy(outdir: string): string {
  return `write, synthesize and apply these stages first, unless what '${outdir}' held was never applied`;
}
