import { LeaderWorkerSet } from '../../imports/leaderworkerset.x-k8s.io';
import type { PodMaker } from '../private/pod-names';
import type { OverriddenObject } from './server-overrides';

/** Version and kind of what makes the pods of a server. */
export interface WorkloadKind {
  readonly apiVersion: string;
  readonly kind: PodMaker;
  /** The overrides that are for it. */
  readonly override: OverriddenObject;
}

/** What a server has unless something else makes its pods. */
export const DEPLOYMENT: WorkloadKind = { apiVersion: 'apps/v1', kind: 'Deployment', override: 'deployment' };

/** What groups of pods have. */
export const LEADER_WORKER_SET: WorkloadKind = { ...LeaderWorkerSet.GVK, override: 'leaderWorkerSet' };
