import type { ServerPlan } from '../../../server/server-plan';
import { type Amount, replicaRequest, sum, times, toLoad } from '../../pod-request';
import type { ReleaseQuery } from '../../release-query';
import type { ReleaseStage, ReleaseStageKind } from '../../release-stage';

/** Pods of both versions. */
export interface VersionCounts {
  readonly former: number;
  readonly fresh: number;
}

/** A version as stages count it. */
interface StagedVersion {
  readonly image: string;
  /** What each of its pods requests. */
  readonly request: Amount;
}

/** One stage of a release by Argo Rollouts, in pods. */
export interface CountedStage {
  readonly stageName: string;
  readonly kind: ReleaseStageKind;
  readonly change: string;
  /** The new version's share of the requests in percent. */
  readonly weight: number;
  readonly steady: VersionCounts;
  /** The most of each that are there at the same time on the way. */
  readonly peak: VersionCounts;
  /** The fewest ready pods that take requests on the way. */
  readonly lowest: VersionCounts;
  /** The fewest that take requests when the controller goes back; nothing where it cannot any more. */
  readonly rollback?: VersionCounts;
  /** What else requests something on the way: the pod of a test. */
  readonly beside?: Amount;
  readonly queries?: readonly ReleaseQuery[];
  readonly missingQueries?: readonly string[];
}

/** A stage as plans tell it. */
function stageOf(
  rolloutName: string,
  serviceSelector: { readonly [label: string]: string },
  versions: { readonly former: StagedVersion; readonly fresh: StagedVersion },
  stage: CountedStage,
): ReleaseStage {
  const { former, fresh } = versions;
  const amount = (counts: VersionCounts): Amount =>
    sum(times(former.request, counts.former), times(fresh.request, counts.fresh));
  const { stageName, kind, change, weight, steady, peak, lowest, rollback, beside, queries, missingQueries } = stage;
  const lowestCapacity = toLoad(amount(lowest));
  return {
    stageName,
    kind,
    change,
    sides: [
      { deploymentName: rolloutName, image: former.image, replicas: steady.former, weight: 100 - weight },
      { deploymentName: rolloutName, image: fresh.image, replicas: steady.fresh, weight },
    ],
    serviceSelector: { ...serviceSelector },
    steady: toLoad(amount(steady)),
    peak: toLoad(beside ? sum(amount(peak), beside) : amount(peak)),
    lowestCapacity,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name
    trough: lowestCapacity,
    ...(rollback && { rollback: toLoad(amount(rollback)) }),
    ...(queries && queries.length > 0 && { queries: [...queries] }),
    ...(missingQueries && missingQueries.length > 0 && { missingQueries: [...missingQueries] }),
  };
}

/** The stages of a release of two versions, that before first. */
export function stagesOf(
  rolloutName: string,
  serviceSelector: { readonly [label: string]: string },
  plans: readonly ServerPlan[],
  stages: readonly CountedStage[],
): ReleaseStage[] {
  const [former, fresh] = plans.map((plan): StagedVersion => ({
    image: plan.props.image.reference,
    request: replicaRequest(plan),
  }));
  return stages.map((stage) => stageOf(rolloutName, serviceSelector, { former, fresh }, stage));
}
