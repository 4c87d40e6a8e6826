import { Attachment } from './attachment';
import type { Amounts } from '../model/quota/amounts';

/** What a stage of a release takes of a quota. */
export interface StageDemand {
  readonly stageName: string;
  /** When the stage is reached. */
  readonly steady: Amounts;
  /** At most on the way there, with the pods that are shutting down. */
  readonly peak: Amounts;
}

/** What one pod of a Deployment is charged, by the Deployment's name; nothing where a quota does not count it. */
export type ChargeOf = (deploymentName: string) => Amounts;

/** A release of several stages, as a quota sees it. */
export interface StagedRelease {
  /** What messages call it: `Canary 'vision/ranker'`. */
  readonly subject: string;
  /** What its stages take, in order. */
  demands(chargeOf: ChargeOf): StageDemand[];
}

/** A Deployment of a release. */
export interface ReleaseSide {
  readonly release: StagedRelease;
  /** Whether the present stage replaces its pods; else stages change no more than their number. */
  readonly isRolling: boolean;
}

/** On the Deployments of a release that has a plan. */
export const RELEASE_SIDE = new Attachment<ReleaseSide>('release-side');
