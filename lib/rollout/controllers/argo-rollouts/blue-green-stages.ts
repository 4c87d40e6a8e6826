import type { Amount } from '../../pod-request';
import { ReleaseStageKind } from '../../release-stage';
import type { Judged } from './canary-stages';
import type { CountedStage } from './stage';

/** What the stages of a blue/green release by Argo Rollouts follow from. */
export interface RolledBlueGreen {
  /** The colour that is to take the requests. */
  readonly active: string;
  /** Pods of each version: the fewest, and the most of an autoscaler. */
  readonly replicas: number;
  readonly most: number;
  /** How somebody gets from one stage to the next, or that nobody has to. */
  readonly goesOn: string;
  readonly job: Amount | undefined;
}

/**
 * The stages of a blue/green release: the new version comes up with all its pods behind the preview Service, takes the
 * requests when it is promoted, and the version before goes when its delay is over.
 * https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/
 */
export function blueGreenStages(
  { active, replicas, most, goesOn, job }: RolledBlueGreen,
  judged: Judged,
): CountedStage[] {
  const both = { former: replicas, fresh: replicas };
  const peak = { former: most, fresh: most };
  const former = { former: replicas, fresh: 0 };
  const fresh = { former: 0, fresh: replicas };
  return [
    {
      ...{ stageName: `deploy ${active}`, kind: ReleaseStageKind.DEPLOY, weight: 0 },
      change: `active: Colour.${active.toUpperCase()}`,
      ...{ steady: both, peak, lowest: former, rollback: former },
      ...(job && { beside: job }),
    },
    {
      ...{ stageName: `flip to ${active}`, kind: ReleaseStageKind.FLIP, weight: 100 },
      change: goesOn,
      ...{ steady: both, peak, lowest: fresh, rollback: former },
      ...judged,
    },
    {
      ...{ stageName: 'retire', kind: ReleaseStageKind.RETIRE, weight: 100 },
      change: 'wait: the controller takes the pods of the version before when its delay is over',
      ...{ steady: fresh, peak, lowest: fresh },
    },
  ];
}
