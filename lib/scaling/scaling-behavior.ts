import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { checkPercent } from '../private/check-number';
import { checkMember } from '../private/check-text';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { ScalingPolicy } from './scaling-policy';

/** Which of several policies decides. */
export enum ScalingPolicySelection {
  /** The one that lets most pods come or go. */
  MAX = 'Max',
  /** The one that lets fewest pods come or go. */
  MIN = 'Min',
  /** None: no pod comes or goes in this direction. */
  DISABLED = 'Disabled',
}

/** How fast an autoscaler follows the load in one direction. */
export interface ScalingBehavior {
  /**
   * For how long it looks back: the most careful number of pods of that time is taken. Up to an hour.
   *
   * @default - upwards none; downwards five minutes, the cluster's own, and as long as the model may take to load where a metric of its runtime decides
   */
  readonly stabilization?: Duration;

  /**
   * How many pods may come or go within a time.
   *
   * @default - the cluster's own: upwards four pods or 100 % in 15 seconds, whichever are more; downwards 100 % in 15 seconds
   */
  readonly policies?: ScalingPolicy[];

  /**
   * Which of several policies decides.
   *
   * @default ScalingPolicySelection.MAX
   */
  readonly selectPolicy?: ScalingPolicySelection;

  /**
   * How far the metric may be from its target without a change, in percent of it. From Kubernetes 1.37 on, and not with KEDA.
   *
   * @default - the cluster's own, 10
   */
  readonly tolerance?: number;
}

const MAX_STABILIZATION = 3600;
/** Stable from then on (KEP 4951). */
const TOLERANCE_FROM = 37;

/** What decides whether a rule of a direction can be had. */
export interface BehaviorContext {
  readonly minor: number;
  readonly isKeda: boolean;
}

/** The rules of one direction as the API has them; nothing where nothing is said. */
export function scalingRules(
  problems: Problems,
  property: string,
  behavior: ScalingBehavior | undefined,
  { minor, isKeda }: BehaviorContext,
): JsonObject | undefined {
  if (behavior === undefined) return undefined;
  const { policies, selectPolicy, tolerance } = behavior;
  const stabilization = stabilizationOf(problems, `${property}.stabilization`, behavior.stabilization);
  problems.add(
    checkMember(`${property}.selectPolicy`, selectPolicy, 'ScalingPolicySelection', ScalingPolicySelection),
    checkPercent(`${property}.tolerance`, tolerance, 0, 1000),
  );
  if (tolerance !== undefined && isKeda)
    problems.add(
      `${property}.tolerance must be left out with KEDA, whose ScaledObjects have none, got ${show(tolerance)}`,
    );
  else if (tolerance !== undefined && minor < TOLERANCE_FROM)
    problems.add(
      `${property}.tolerance needs Kubernetes 1.${TOLERANCE_FROM}, got ${show(tolerance)} for 1.${minor}; leave it out, or raise kubernetesVersion of the cluster profile`,
    );
  return {
    policies: policiesOf(problems, `${property}.policies`, policies),
    selectPolicy,
    stabilizationWindowSeconds: stabilization,
    tolerance: typeof tolerance === 'number' ? thousandths(tolerance * 10) : undefined,
  };
}

/** Seconds of a stabilization window, which the API server takes up to an hour. */
export function stabilizationOf(problems: Problems, property: string, value: Duration | undefined): number | undefined {
  const seconds = secondsOf(problems, property, value, -1);
  if (seconds > MAX_STABILIZATION) problems.add(`${property} must be at most one hour, got ${seconds} s`);
  return seconds < 0 ? undefined : seconds;
}

/** The window downwards where nobody says one: pods that were added go after they could show what they are for. */
export function usualStabilization(startupSeconds: number): number {
  return Math.min(MAX_STABILIZATION, Math.max(300, startupSeconds));
}

function policiesOf(problems: Problems, property: string, policies: readonly unknown[] | undefined): unknown {
  if (policies?.length === 0)
    problems.add(`${property} must hold a policy, got []; leave it out for the cluster's own`);
  return policies?.flatMap((policy, index) => {
    if (!(policy instanceof ScalingPolicy)) {
      problems.add(
        `${property}[${index}] must be made by ScalingPolicy.pods(...) or .percent(...), got ${show(policy)}`,
      );
      return [];
    }
    problems.addUnder(`${property}[${index}]`, policy._problems());
    return [policy._policy];
  });
}

/** A number of thousandths as Kubernetes writes it. */
export function thousandths(count: number): string {
  return count % 1000 === 0 ? String(count / 1000) : `${count}m`;
}
