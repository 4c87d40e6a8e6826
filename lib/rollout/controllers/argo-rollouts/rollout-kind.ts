import { Rollout } from '../../../../imports/argoproj.io';
import type { WorkloadKind } from '../../../server/workload-kind';

/** What makes the pods of a release by Argo Rollouts. */
export const ROLLOUT: WorkloadKind = { ...Rollout.GVK, override: 'rollout' };
