import { argoCanaryCounts } from '../../../model/rollout/argo-canary-counts';
import { stageAt } from '../../canary-stage-names';
import { podsFor } from '../../canary-sizes';
import type { Amount } from '../../pod-request';
import { ReleaseStageKind } from '../../release-stage';
import { DEPLOYED_PODS } from './canary-steps';
import type { CountedStage, VersionCounts } from './stage';

/** What the stages of a canary by Argo Rollouts follow from. */
export interface RolledCanary {
  readonly weights: readonly number[];
  readonly isByRoute: boolean;
  /** By route: whether the version before keeps all its pods. */
  readonly keepsFormer: boolean;
  /** Pods at rest: the fewest, and the most of an autoscaler. */
  readonly replicas: number;
  readonly most: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  /** How somebody gets from one stage to the next, or that nobody has to. */
  readonly goesOn: string;
  readonly job: Amount | undefined;
}

/** What a stage is judged by. */
export type Judged = Pick<CountedStage, 'queries' | 'missingQueries'>;

/** The stages of a canary in pods, as its steps have them. */
export function canaryStages(canary: RolledCanary, judged: Judged): CountedStage[] {
  const { weights, isByRoute, replicas, goesOn, job } = canary;
  const shares = weights.filter((weight) => weight < 100);
  const wanted = [...(isByRoute ? [0] : []), ...shares, 100];
  let before: Point = { former: replicas, fresh: 0, weight: 0 };
  return wanted.map((weight, index) => {
    const after: Point = { ...countsAt(canary, weight), weight };
    const stage: CountedStage = {
      stageName: stageAt(weight),
      kind: kindAt(weight),
      change: index === 0 ? 'give canary the new version, and apply' : goesOn,
      weight,
      steady: { former: after.former, fresh: after.fresh },
      ...onTheWay(canary, before, after),
      ...(weight < 100 && { rollback: rolledBack(canary, after) }),
      ...(weight === 0 && job && { beside: job }),
      ...(weight > 0 && weight < 100 && judged),
    };
    before = after;
    return stage;
  });
}

/** Pods at a share of the requests. */
interface Point extends VersionCounts {
  readonly weight: number;
}

/** Pods that take requests: a version without a share has none. */
function serving({ former, fresh, weight }: Point): VersionCounts {
  return { former: weight < 100 ? former : 0, fresh: weight > 0 ? fresh : 0 };
}

function podsIn({ former, fresh }: VersionCounts): number {
  return former + fresh;
}

function kindAt(weight: number): ReleaseStageKind {
  if (weight === 0) return ReleaseStageKind.DEPLOY;
  return weight === 100 ? ReleaseStageKind.PROMOTE : ReleaseStageKind.STEP;
}

function countsAt({ isByRoute, keepsFormer, replicas, maxSurge }: RolledCanary, weight: number): VersionCounts {
  if (weight === 100) return { former: 0, fresh: replicas };
  if (!isByRoute) {
    const { canary, stable } = argoCanaryCounts(replicas, weight, maxSurge);
    return { former: stable, fresh: canary };
  }
  const former = keepsFormer ? replicas : podsFor(100 - weight, replicas);
  return { former, fresh: weight === 0 ? DEPLOYED_PODS : podsFor(weight, replicas) };
}

/** By route one version grows, then the weights move, then the other shrinks; by replicas they take turns within the surge. */
function onTheWay(
  { isByRoute, replicas, most, maxSurge, maxUnavailable }: RolledCanary,
  before: Point,
  after: Point,
): Pick<CountedStage, 'peak' | 'lowest'> {
  if (isByRoute) {
    const scaled = ({ former, fresh }: VersionCounts): VersionCounts => ({
      former: Math.ceil((former * most) / replicas),
      fresh: Math.ceil((fresh * most) / replicas),
    });
    return {
      peak: scaled({ former: before.former, fresh: Math.max(before.fresh, after.fresh) }),
      lowest: [before, after].map(serving).reduce((few, each) => (podsIn(each) < podsIn(few) ? each : few)),
    };
  }
  // Pods that shut down are charged until they are gone: as many as one turn takes away.
  const charged = Math.min(2 * replicas, replicas + 2 * maxSurge + Math.min(maxUnavailable, replicas));
  const fresh = Math.min(charged, Math.max(before.fresh, after.fresh));
  const kept = Math.max(0, replicas - maxUnavailable);
  const ready = Math.min(kept, before.fresh);
  return {
    peak: { former: charged - fresh, fresh },
    lowest: { former: kept - ready, fresh: ready },
  };
}

/** What the version before has at once; the rest it gets before it gets its requests. */
function rolledBack({ isByRoute }: RolledCanary, after: Point): VersionCounts {
  return isByRoute ? serving(after) : { former: after.former, fresh: 0 };
}
