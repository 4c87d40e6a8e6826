import type { KedaScaledObjectSpec } from '../../imports/keda.sh';
import { secondsOf } from '../core/duration';
import { checkObjectName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkMember } from '../private/check-text';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { KedaFallbackBehavior, type KedaFallback, type KedaScaling } from './keda-options';
import { kedaTriggers } from './keda-triggers';
import type { MetricSource } from './metric-source';
import { checkZero } from './scale-to-zero';
import type { ScalingContext, Wanted } from './scaling-context';

/** Pods that are kept, and how fast their number changes. */
export interface ScalingRange {
  readonly min: number;
  readonly max: number;
  readonly behavior: JsonObject | undefined;
}

/** The spec of a ScaledObject, but its target. What cannot be is noted. */
export function scaledObjectSpec(
  problems: Problems,
  keda: KedaScaling,
  { min, max, behavior }: ScalingRange,
  wanted: readonly Wanted<MetricSource>[],
  context: ScalingContext,
): Omit<KedaScaledObjectSpec, 'scaleTargetRef'> {
  const idle = idleReplicas(problems, keda.idleReplicas, min);
  const isWoken = min === 0 || idle === 0;
  if (isWoken) checkZero(problems, min === 0 ? 'minReplicas' : 'keda.idleReplicas', 'ScaledObject', wanted, context);
  problems.add(checkObjectName('keda.takesOver', keda.takesOver));
  const polling = secondsOf(problems, 'keda.pollingInterval', keda.pollingInterval, -1, 1);
  const config = { name: keda.takesOver, behavior };
  return {
    minReplicaCount: min,
    maxReplicaCount: max,
    idleReplicaCount: idle,
    pollingInterval: polling < 0 ? undefined : polling,
    ...cooldowns(problems, keda, isWoken, context),
    fallback: keda.fallback && fallbackOf(problems, keda.fallback, { min, max }, wanted),
    advanced:
      keda.takesOver === undefined && behavior === undefined ? undefined : { horizontalPodAutoscalerConfig: config },
    triggers: kedaTriggers(problems, wanted, isWoken, context),
  };
}

/** KEDA takes no other number than 0 there, which must be less than the fewest. */
function idleReplicas(problems: Problems, value: number | undefined, min: number): number | undefined {
  if (value === undefined) return undefined;
  if (value !== 0) problems.add(`keda.idleReplicas must be 0, got ${show(value)}; minReplicas is the fewest otherwise`);
  else if (min === 0) problems.add('keda.idleReplicas must be left out with minReplicas of 0, which is as few, got 0');
  return value === 0 && min > 0 ? 0 : undefined;
}

function cooldowns(
  problems: Problems,
  keda: KedaScaling,
  isWoken: boolean,
  { startupSeconds }: ScalingContext,
): { readonly cooldownPeriod?: number; readonly initialCooldownPeriod?: number } {
  const cooldownPeriod = secondsOf(problems, 'keda.cooldown', keda.cooldown, Math.max(300, startupSeconds));
  const initialCooldownPeriod = secondsOf(problems, 'keda.initialCooldown', keda.initialCooldown, startupSeconds);
  if (isWoken) return { cooldownPeriod, initialCooldownPeriod };
  for (const property of ['cooldown', 'initialCooldown'] as const)
    if (keda[property] !== undefined)
      problems.add(
        `keda.${property} must be left out without minReplicas or keda.idleReplicas of 0: it is about the last pod alone; scaleDown decides on the others`,
      );
  return {};
}

/** https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback: not of what the kubelet measures. */
function fallbackOf(
  problems: Problems,
  { replicas, failureThreshold, behavior }: KedaFallback,
  { min, max }: { readonly min: number; readonly max: number },
  wanted: readonly Wanted<MetricSource>[],
): KedaScaledObjectSpec['fallback'] {
  problems.add(
    checkWholeNumber('keda.fallback.replicas', replicas ?? null, min, max),
    checkWholeNumber('keda.fallback.failureThreshold', failureThreshold, 1),
    checkMember('keda.fallback.behavior', behavior, 'KedaFallbackBehavior', KedaFallbackBehavior),
    wanted.length > 0 && wanted.every(({ source }) => ['cpu', 'memory', 'containerResource'].includes(source.by))
      ? 'keda.fallback must be left out where CPU and memory alone decide, which are not asked of KEDA; add a metric of the server'
      : undefined,
  );
  return {
    failureThreshold: failureThreshold ?? 3,
    replicas,
    behavior: behavior ?? KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER,
  };
}
