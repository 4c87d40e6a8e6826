import type { ClusterProfile } from '../../core/cluster-profile';
import type { RolloutPlan } from '../../core/rolling-strategy';
import type { RuntimeFacts } from '../../runtimes/runtime-facts';
import type { AcceleratorPlan } from '../accelerator-plan';
import type { AutoscalingPlan } from '../autoscaling';
import type { Identity } from '../identity';
import type { ModelServerProps } from '../server-options';
import type { ServicePlan } from '../service-options';

/** What the checks of a group look at: a part of the plan of its server. */
export interface GroupedServer {
  readonly props: ModelServerProps;
  readonly profile: ClusterProfile;
  readonly facts: RuntimeFacts;
  readonly accelerator: AcceleratorPlan | undefined;
  readonly identity: Identity;
  readonly service: ServicePlan;
  /** Groups at steady state: the fewest, where an autoscaler decides. */
  readonly replicas: number;
  readonly autoscaling: AutoscalingPlan | undefined;
  readonly rollout: RolloutPlan;
}
