import type { IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import type { ClusterProfile } from '../core/cluster-profile';
import { checkWholeNumber } from '../private/check-number';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import { ServingRuntime } from '../runtimes/serving-runtime';
import type { ScalingContext } from '../scaling/scaling-context';
import type { AcceleratorPlan } from './accelerator-plan';
import { type AutoscalingPlan, planAutoscaling } from './autoscaling';
import type { HealthPlan } from './health';
import type { Identity } from './identity';
import { membershipOf } from './membership';
import type { ModelServerProps } from './server-options';
import type { WorkloadKind } from './workload-kind';

/** What is known of a server when its size is worked out. */
interface ScaledServer {
  readonly profile: ClusterProfile;
  readonly facts: RuntimeFacts;
  readonly identity: Identity;
  readonly health: HealthPlan;
  readonly accelerator: AcceleratorPlan | undefined;
  readonly workload: WorkloadKind;
}

/** How many pods a server has, or what decides that. */
export function scaleOf(
  problems: Problems,
  server: IConstruct,
  props: ModelServerProps,
  known: ScaledServer,
): { readonly replicas: number; readonly autoscaling: AutoscalingPlan | undefined } {
  const problem = checkWholeNumber('replicas', props.replicas, 0);
  problems.add(problem);
  if (!props.autoscaling)
    return { replicas: problem === undefined ? (props.replicas ?? 2) : 2, autoscaling: undefined };
  if (props.replicas !== undefined) {
    problems.add(
      `replicas must be left out with autoscaling, which decides them, got ${show(props.replicas)}; autoscaling.minReplicas is the fewest`,
    );
  }
  const autoscaling = planAutoscaling(problems, props.autoscaling, scalingContext(server, props, known));
  return { replicas: autoscaling.min, autoscaling };
}

function scalingContext(
  server: IConstruct,
  { runtime }: ModelServerProps,
  { profile, facts, identity, health, accelerator, workload }: ScaledServer,
): ScalingContext {
  return {
    profile,
    facts,
    runtimeTitle: titleOf(runtime),
    name: identity.name,
    podMaker: workload.kind,
    namespaceName: chartOf(server).namespace,
    containerName: identity.containerName,
    hasAccelerator: accelerator !== undefined,
    startupSeconds: health.startupSeconds,
    isSide: membershipOf(server) !== undefined,
  };
}

function titleOf(runtime: unknown): string | undefined {
  if (!(runtime instanceof ServingRuntime)) return undefined;
  const { title, problems } = runtime._description;
  return problems.length > 0 ? undefined : title;
}
