import type { KedaInterceptorRouteSpec, KedaScaledObjectSpec } from '../../imports/keda.sh';
import type { Duration } from 'cdk8s';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { chooseScaler } from './choose-scaler';
import { interceptorRouteSpec } from './interceptor-route';
import type { KedaScaling } from './keda-options';
import { asksPrometheus } from './keda-triggers';
import type { MetricSource, ScalerKind } from './metric-source';
import { podAutoscalerMetrics } from './pod-autoscaler';
import { checkZero } from './scale-to-zero';
import { scaledObjectSpec, type ScalingRange } from './scaled-object';
import { type ScalingBehavior, scalingRules, stabilizationOf, usualStabilization } from './scaling-behavior';
import type { ScalingContext, Wanted } from './scaling-context';
import type { ScalingMetric } from './scaling-metric';
import { readMetrics } from './wanted-metrics';

/** What decides how a server scales, besides its bounds. */
export interface ScalerOptions {
  readonly metrics?: readonly ScalingMetric[];
  readonly targetCpuUtilization?: number;
  readonly targetMemoryUtilization?: number;
  readonly scaleDownAfter?: Duration;
  readonly scaleUp?: ScalingBehavior;
  readonly scaleDown?: ScalingBehavior;
  readonly keda?: KedaScaling;
}

/** The objects that scale a server: their specs, but the target. */
export interface ScalerPlan {
  readonly kind: ScalerKind;
  readonly spec: JsonObject;
  /** Annotations of the scaler. */
  readonly annotations?: { readonly [key: string]: string };
  /** Of a TriggerAuthentication that the server brings. */
  readonly authentication?: JsonObject;
  /** What is legal, and likely not meant. */
  readonly warnings: readonly string[];
  /** Of the route by which KEDA's HTTP add-on leads requests to the server; the target is the Service. */
  readonly interceptorRoute?: Omit<KedaInterceptorRouteSpec, 'target'>;
}

/** By which a ScaledObject may take an autoscaler over: https://keda.sh/docs/latest/concepts/scaling-deployments/#transfer-ownership-of-an-existing-hpa */
const TAKES_OVER = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };

/** Plans what scales a server between two numbers of pods. What is wrong is noted. */
export function planScaler(
  problems: Problems,
  options: ScalerOptions,
  bounds: { readonly min: number; readonly max: number },
  context: ScalingContext,
): ScalerPlan {
  const wanted = wantedMetrics(problems, options, context);
  const asked = { asksForKeda: options.keda !== undefined, minReplicas: bounds.min };
  const kind = chooseScaler(problems, wanted, asked, context);
  const range = { ...bounds, behavior: behaviorOf(problems, options, wanted, kind, context) };
  const plan =
    kind === 'ScaledObject'
      ? planScaledObject(problems, options.keda ?? {}, range, wanted, context)
      : planPodAutoscaler(problems, range, wanted, context);
  return { ...plan, warnings: uncollected(wanted, context) };
}

/** The load of a runtime, where nobody is declared who collects it: its series are not there. */
function uncollected(wanted: readonly Wanted<MetricSource>[], { profile }: ScalingContext): string[] {
  const first = wanted.find(({ source }) => source.by === 'runtime');
  if (!first || profile._scraper !== undefined) return [];
  return [
    `autoscaling.${first.property} scales by what the runtime publishes, and the cluster profile declares nobody who collects it; declare scraper in the ClusterProfile, or let it in with allowFrom(...)`,
  ];
}

function planPodAutoscaler(
  problems: Problems,
  { min, max, behavior }: ScalingRange,
  wanted: readonly Wanted<MetricSource>[],
  context: ScalingContext,
): Omit<ScalerPlan, 'warnings'> {
  if (min === 0) checkZero(problems, 'minReplicas', 'HorizontalPodAutoscaler', wanted, context);
  const metrics = podAutoscalerMetrics(problems, wanted, context);
  return { kind: 'HorizontalPodAutoscaler', spec: { behavior, maxReplicas: max, metrics, minReplicas: min } };
}

function planScaledObject(
  problems: Problems,
  keda: KedaScaling,
  range: ScalingRange,
  wanted: readonly Wanted<MetricSource>[],
  context: ScalingContext,
): Omit<ScalerPlan, 'warnings'> {
  const spec: Omit<KedaScaledObjectSpec, 'scaleTargetRef'> = scaledObjectSpec(problems, keda, range, wanted, context);
  const asks = wanted.some(({ source }) => asksPrometheus(source));
  return {
    kind: 'ScaledObject',
    spec: { ...spec },
    annotations: keda.takesOver === undefined ? undefined : TAKES_OVER,
    authentication: asks ? context.profile._keda?.prometheusAuthentication?._spec : undefined,
    interceptorRoute: wanted
      .map(({ source }) => (source.by === 'httpRequests' ? interceptorRouteSpec(source.options, context) : undefined))
      .find((route) => route !== undefined),
  };
}

/** Metrics in the order in which they are written; CPU where nobody says any, but on an accelerator. */
function wantedMetrics(
  problems: Problems,
  { metrics, targetCpuUtilization, targetMemoryUtilization }: ScalerOptions,
  { hasAccelerator }: ScalingContext,
): Wanted<MetricSource>[] {
  const isAnyGiven = targetCpuUtilization !== undefined || targetMemoryUtilization !== undefined || !!metrics?.length;
  if (!isAnyGiven && hasAccelerator)
    problems.add(
      'metrics must be given for pods with an accelerator, whose CPU says little about the load; use ScalingMetric.requestsWaiting(...), or targetCpuUtilization where CPU is meant',
    );
  const cpu = targetCpuUtilization ?? (isAnyGiven || hasAccelerator ? undefined : 70);
  const short = (property: string, by: 'cpu' | 'memory', utilization: number | undefined): Wanted<MetricSource>[] =>
    utilization === undefined ? [] : [{ property, source: { by, utilization } }];
  const before = [
    ...short('targetCpuUtilization', 'cpu', cpu),
    ...short('targetMemoryUtilization', 'memory', targetMemoryUtilization),
  ];
  return readMetrics(problems, before, metrics);
}

function behaviorOf(
  problems: Problems,
  { scaleDownAfter, scaleUp, scaleDown }: ScalerOptions,
  wanted: readonly Wanted<MetricSource>[],
  kind: ScalerKind,
  { profile, startupSeconds }: ScalingContext,
): JsonObject | undefined {
  const asked = { minor: profile._minor, isKeda: kind === 'ScaledObject' };
  const after = stabilizationOf(problems, 'scaleDownAfter', scaleDownAfter);
  if (scaleDownAfter !== undefined && scaleDown?.stabilization !== undefined)
    problems.add('scaleDownAfter must be left out with scaleDown.stabilization, which is the same; keep one of both');
  const up = scalingRules(problems, 'scaleUp', scaleUp, asked);
  const given = scalingRules(problems, 'scaleDown', scaleDown, asked);
  const isOfRuntime = wanted.some(({ source }) => source.by === 'runtime');
  const window =
    given?.stabilizationWindowSeconds ?? after ?? (isOfRuntime ? usualStabilization(startupSeconds) : undefined);
  const down = given || window !== undefined ? { ...given, stabilizationWindowSeconds: window } : undefined;
  return up || down ? { scaleDown: down, scaleUp: up } : undefined;
}
