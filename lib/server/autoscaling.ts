import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { checkPercent, checkWholeNumber } from '../private/check-number';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';

/**
 * Scaling by a HorizontalPodAutoscaler on CPU, memory or both. The Deployment then carries no `replicas`: the
 * autoscaler owns them.
 */
export interface Autoscaling {
  /**
   * Fewest pods, 1 or more.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /** Most pods, at least `minReplicas`. */
  readonly maxReplicas: number;

  /**
   * CPU in use that the autoscaler aims for, in percent of the request.
   *
   * @default - 70, where `targetMemoryUtilization` is not given either
   */
  readonly targetCpuUtilization?: number;

  /**
   * Memory in use that the autoscaler aims for, in percent of the request. Models rarely give memory back: prefer CPU.
   *
   * @default - memory is not looked at
   */
  readonly targetMemoryUtilization?: number;

  /**
   * How long the load must stay low before pods are removed.
   *
   * @default - the cluster's own, five minutes
   */
  readonly scaleDownAfter?: Duration;

  /**
   * Replicas to start with, for the first release only: without it the Deployment starts with one pod until the
   * autoscaler looks. While it is written every client-side apply resets the autoscaler's choice, and taking it out by
   * a client-side apply scales to one pod: docs/model-server.md says how to hand over.
   *
   * @default - not written
   */
  readonly initialReplicas?: number;
}

/** The bounds within which an autoscaler moves, and the spec of the HorizontalPodAutoscaler but its target. */
export interface AutoscalingPlan {
  readonly min: number;
  readonly max: number;
  readonly initial: number | undefined;
  readonly spec: JsonObject;
}

/** Checks the numbers and builds the spec. */
export function planAutoscaling(problems: Problems, autoscaling: Autoscaling): AutoscalingPlan {
  const { maxReplicas, initialReplicas, targetCpuUtilization, targetMemoryUtilization } = autoscaling;
  const whole = (property: string, value: unknown, fallback: number, least = 1, most?: number): number => {
    const problem = checkWholeNumber(property, value, least, most);
    problems.addUnder('autoscaling', [problem]);
    return problem === undefined && value !== undefined ? (value as number) : fallback;
  };
  const min = whole('minReplicas', autoscaling.minReplicas, 2);
  // Given as NaN to the check, a missing value is reported like any other that is not a number.
  const max = whole('maxReplicas', maxReplicas ?? NaN, min, min);
  const cpu = targetCpuUtilization ?? (targetMemoryUtilization === undefined ? 70 : undefined);
  whole('initialReplicas', initialReplicas, min, min, max);
  problems.addUnder('autoscaling', [
    checkPercent('targetCpuUtilization', targetCpuUtilization, 1, 1000),
    checkPercent('targetMemoryUtilization', targetMemoryUtilization, 1, 1000),
  ]);
  const scaleDownAfter = secondsOf(problems, 'autoscaling.scaleDownAfter', autoscaling.scaleDownAfter, -1);
  if (scaleDownAfter > 3600)
    problems.add(`autoscaling.scaleDownAfter must be at most one hour, got ${scaleDownAfter} s`);
  return {
    min,
    max,
    initial: initialReplicas,
    spec: {
      behavior: scaleDownAfter < 0 ? undefined : { scaleDown: { stabilizationWindowSeconds: scaleDownAfter } },
      maxReplicas: max,
      metrics: [...metric('cpu', cpu), ...metric('memory', targetMemoryUtilization)],
      minReplicas: min,
    },
  };
}

function metric(name: string, averageUtilization: number | undefined): JsonObject[] {
  return averageUtilization === undefined
    ? []
    : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
}
