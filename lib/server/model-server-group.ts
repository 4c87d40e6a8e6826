import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ModelServer } from './model-server';
import type { ModelServerProps } from './server-options';
import type { ServerPlan } from './server-plan';

/**
 * A model that is too large for a node, served by groups of pods: a LeaderWorkerSet with its Service, which leads to the
 * leaders alone, ServiceAccount, PodDisruptionBudget of the leaders, and NetworkPolicies: who comes to the leaders, and that
 * the pods of a group reach each other on every port, which nobody else does.
 *
 * `replicas`, `rollout` and `autoscaling` are numbers of groups, `resources` those of each pod. The Service is called
 * `<name>-leader`, since the controller makes one of the group's own name, by which its pods find each other.
 *
 * @example
 * import {
 *   Accelerator,
 *   ClaimAccessMode,
 *   ClusterProfile,
 *   ContainerImage,
 *   ModelServerGroup,
 *   ModelSource,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ leaderWorkerSet: '0.10' }) });
 * const tenant = new TenantNamespace(app, 'language', { servingPortsOnly: true });
 * new ModelServerGroup(tenant, 'llama-405b', {
 *   image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
 *   runtime: ServingRuntime.vllm({}),
 *   source: ModelSource.claim({ name: 'llama-405b', accessMode: ClaimAccessMode.READ_ONLY_MANY }),
 *   group: { size: 2 },
 *   resources: { cpu: '32', memory: '512Gi', accelerator: Accelerator.nvidia(8) },
 * });
 */
export class ModelServerGroup extends ModelServer {
  /**
   * Declares a server of groups.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, short enough for what its controller
   * adds, which are 13 characters
   * @param props as of a ModelServer, and `group`
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: ModelServerProps) {
    super(scope, id, props);
  }

  /** The LeaderWorkerSet. */
  public get leaderWorkerSet(): ApiObject {
    return this.deployment;
  }

  /** The NetworkPolicy of all pods of the groups; nothing where policies were declined. */
  public get groupNetworkPolicy(): ApiObject | undefined {
    return this.node.tryFindChild('GroupNetworkPolicy') as ApiObject | undefined;
  }

  /** @internal */
  protected override _groupProblem({ group }: ServerPlan): string | undefined {
    return group
      ? undefined
      : 'group must be given: { size: 2 }, or make a ModelServer, whose pods serve by themselves';
  }
}
