import type { Manifest } from '../../manifests/manifest';
import {
  planOf,
  type ReleaseKind,
  releaseNameOf,
  type StageName,
  stageOf,
  watchOf,
} from '../../manifests/release-annotations';
import type { PlannedStage } from '../../manifests/release-plan';
import type { ReleaseFigures } from '../../manifests/release-watch';
import { byCodeUnit } from '../../private/json';

/** A release, how far it has come, and every apply of it. */
export interface ReleasedPlan {
  readonly kind: ReleaseKind;
  readonly name: string;
  readonly namespaceName: string | undefined;
  readonly stage: StageName | undefined;
  /** Empty where there is one version alone. */
  readonly stages: readonly PlannedStage[];
  /** By which to go on from stage to stage. */
  readonly watch: ReleaseFigures;
}

/** The releases that manifests say they belong to, by namespace and name. */
export function releasedPlans(manifests: readonly Manifest[]): ReleasedPlan[] {
  const found = new Map<string, ReleasedPlan>();
  for (const manifest of manifests) {
    const release = manifest.kind === 'Service' ? releaseNameOf(manifest) : undefined;
    if (!release) continue;
    const { namespaceName } = manifest;
    const key = `${namespaceName ?? ''}/${release.name}`;
    const stages = planOf(manifest) ?? [];
    if (stages.length > 0 || !found.has(key))
      found.set(key, { ...release, namespaceName, stage: stageOf(manifest), stages, watch: watchOf(manifest) });
  }
  return [...found].sort(([a], [b]) => byCodeUnit(a, b)).map(([, plan]) => plan);
}

/** Whether a stage is the one that a release is at. */
export function isPresent({ stage }: ReleasedPlan, index: number): boolean {
  return stage?.position?.index === index + 1;
}
