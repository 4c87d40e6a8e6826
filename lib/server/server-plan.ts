import type { ClusterProfile } from '../core/cluster-profile';
import type { RolloutPlan } from '../core/rolling-strategy';
import type { SecurityProfile } from '../core/security-profile';
import type { JsonObject } from '../private/json';
import type { SourceFacts } from '../sources/source-facts';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { AcceleratorPlan } from './accelerator-plan';
import type { AutoscalingPlan } from './autoscaling';
import type { DrainPlan } from './drain';
import type { EnvironmentPlan } from './environment';
import type { ExtraContainersPlan } from './extra-containers';
import type { GroupPlan } from './group/group-plan';
import type { HealthPlan } from './health';
import type { Identity } from './identity';
import type { PlanWarning } from './plan-warning';
import type { ModelServerProps } from './server-options';
import type { ServicePlan } from './service-options';
import type { VolumesPlan } from './volumes';
import type { WatchPlan } from './watch-plan';
import type { WorkloadKind } from './workload-kind';

/** A server whose props have been checked and whose defaults have been filled in: what the manifests are built from. */
export interface ServerPlan {
  readonly props: ModelServerProps;
  readonly profile: ClusterProfile;
  readonly identity: Identity;
  readonly facts: RuntimeFacts;
  /** What the source of the weights brings; nothing where the image has them. */
  readonly source: SourceFacts | undefined;
  /** Pods at steady state: the fewest, where an autoscaler decides. */
  readonly replicas: number;
  readonly autoscaling: AutoscalingPlan | undefined;
  readonly rollout: RolloutPlan;
  readonly health: HealthPlan;
  readonly drain: DrainPlan;
  readonly service: ServicePlan;
  readonly environment: EnvironmentPlan;
  readonly volumes: VolumesPlan;
  readonly extraContainers: ExtraContainersPlan;
  readonly resources: JsonObject;
  readonly accelerator: AcceleratorPlan | undefined;
  /** What makes the replicas groups of pods; nothing where each pod serves by itself. */
  readonly group: GroupPlan | undefined;
  /** What makes the pods. */
  readonly workload: WorkloadKind;
  readonly placement: JsonObject;
  readonly pullSecretNames: readonly string[];
  /** Whether only the scraper of the cluster reaches a port that has metrics alone. */
  readonly servingPortsOnly: boolean;
  readonly security: SecurityProfile;
  /** How it is watched; nothing where the cluster has no Prometheus operator. */
  readonly watch: WatchPlan | undefined;
  readonly warnings: readonly PlanWarning[];
}
