import type { Duration } from 'cdk8s';
import { checkPercent, checkWholeNumber } from '../private/check-number';
import { Problems } from '../private/problems';
import type { KedaScaling } from '../scaling/keda-options';
import { planScaler, type ScalerPlan } from '../scaling/plan-scaler';
import type { ScalingBehavior } from '../scaling/scaling-behavior';
import type { ScalingContext } from '../scaling/scaling-context';
import type { ScalingMetric } from '../scaling/scaling-metric';

/**
 * Scaling by load: by a HorizontalPodAutoscaler, or by a ScaledObject of KEDA where its metrics need KEDA or `keda` is
 * given. The Deployment then carries no `replicas`: the autoscaler owns them.
 */
export interface Autoscaling {
  /**
   * Fewest pods, 1 or more; 0 with KEDA, by a metric that is there without pods.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /** Most pods, at least `minReplicas`. */
  readonly maxReplicas: number;

  /**
   * What the autoscaler goes by. With several the one that asks for most pods decides.
   *
   * @default - CPU and memory as the next two say; on an accelerator, of which CPU says little, a metric must be given
   */
  readonly metrics?: ScalingMetric[];

  /**
   * CPU in use that the autoscaler aims for, in percent of the request: ScalingMetric.cpu(...) in short.
   *
   * @default - 70, where no other metric is given and the pods have no accelerator
   */
  readonly targetCpuUtilization?: number;

  /**
   * Memory in use that the autoscaler aims for, in percent of the request: ScalingMetric.memory(...) in short. Models
   * rarely give memory back: prefer CPU.
   *
   * @default - memory is not looked at
   */
  readonly targetMemoryUtilization?: number;

  /**
   * How long the load must stay low before pods are removed: `scaleDown.stabilization` in short.
   *
   * @default - the cluster's own, five minutes; as long as the model may take to load where a metric of its runtime decides
   */
  readonly scaleDownAfter?: Duration;

  /**
   * How fast pods are added.
   *
   * @default - as the cluster does
   */
  readonly scaleUp?: ScalingBehavior;

  /**
   * How fast pods are removed.
   *
   * @default - as the cluster does
   */
  readonly scaleDown?: ScalingBehavior;

  /**
   * Scaling by KEDA. An empty object is enough.
   *
   * @default - by KEDA where a metric needs it; by a HorizontalPodAutoscaler otherwise
   */
  readonly keda?: KedaScaling;

  /**
   * Replicas to start with, for the first release only: without it the Deployment starts with one pod until the
   * autoscaler looks. While it is written every client-side apply resets the autoscaler's choice, and taking it out by
   * a client-side apply scales to one pod: docs/model-server.md says how to hand over.
   *
   * @default - not written
   */
  readonly initialReplicas?: number;
}

/** The bounds within which an autoscaler moves, and what it is made of. */
export interface AutoscalingPlan extends ScalerPlan {
  readonly min: number;
  readonly max: number;
  readonly initial: number | undefined;
}

/** Checks the numbers and plans the autoscaler. */
export function planAutoscaling(problems: Problems, given: Autoscaling, context: ScalingContext): AutoscalingPlan {
  const found = new Problems('');
  const whole = (property: string, value: unknown, fallback: number, least = 1, most?: number): number => {
    const problem = checkWholeNumber(property, value, least, most);
    found.add(problem);
    return problem === undefined && value !== undefined ? (value as number) : fallback;
  };
  // Whether it may be 0 depends on what scales.
  const min = given.minReplicas === 0 ? 0 : whole('minReplicas', given.minReplicas, 2);
  // Given as NaN to the check, a missing value is reported like any other that is not a number.
  const max = whole('maxReplicas', given.maxReplicas ?? NaN, Math.max(min, 1), Math.max(min, 1));
  whole('initialReplicas', given.initialReplicas, min, min, max);
  found.add(
    checkPercent('targetCpuUtilization', given.targetCpuUtilization, 1, 1000),
    checkPercent('targetMemoryUtilization', given.targetMemoryUtilization, 1, 1000),
  );
  const plan = planScaler(found, given, { min, max }, context);
  problems.addUnder('autoscaling', found.sentences);
  return { min, max, initial: given.initialReplicas, ...plan };
}
