import { isPlainObject, type JsonObject, objectsIn } from '../../../private/json';
import { show } from '../../../private/show';
import { argoCanaryCounts } from '../argo-canary-counts';
import { argoRolloutOf } from './rolling';
import { routedMoments } from './routed-counts';
import { argoStrategyOf } from './strategy';

/** A step of a Rollout, as its controller takes it. */
export interface ArgoPlannedStep {
  /** What the step does, as a clause. */
  readonly does: string;
  /** What the new version is sent of the requests or, without a router, has of the pods, in parts of the strategy's whole. */
  readonly weight: number;
  /** Pods of both versions when the step is done; nothing where replicas are not written. */
  readonly pods?: { readonly former: number; readonly fresh: number };
}

/** Every step of a canary of Argo, and the promotion after the last; none of what has no steps. */
export function argoPlannedSteps(spec: JsonObject): ArgoPlannedStep[] {
  const strategy = argoStrategyOf(spec);
  const { steps, maxWeight, routing } = strategy;
  if (steps.length === 0) return [];
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : undefined;
  const weights = weightsAfter(steps, maxWeight);
  const podsAfter = replicas === undefined ? undefined : routing ? routed : balanced;
  const pods = podsAfter?.(spec, replicas ?? 0, weights);
  return weights.map((weight, index) => ({
    does: index < steps.length ? doneBy(steps[index], routing !== undefined, maxWeight) : 'the new version takes over',
    weight,
    ...(pods && { pods: pods[index] }),
  }));
}

type Pods = NonNullable<ArgoPlannedStep['pods']>;

/** The weight after each step, and the whole in the end. */
function weightsAfter(steps: readonly JsonObject[], maxWeight: number): number[] {
  let weight = 0;
  return [...steps.map(({ setWeight }) => (weight = typeof setWeight === 'number' ? setWeight : weight)), maxWeight];
}

function routed(spec: JsonObject, replicas: number): Pods[] {
  return routedMoments(argoStrategyOf(spec), replicas).map(({ fresh, kept }) => ({ former: kept, fresh }));
}

function balanced(spec: JsonObject, replicas: number, weights: readonly number[]): Pods[] {
  const { surge } = argoRolloutOf(spec, replicas);
  return weights.map((weight) => {
    const { canary, stable } = argoCanaryCounts(replicas, weight, surge);
    return { former: stable, fresh: canary };
  });
}

function doneBy(step: JsonObject, isRouted: boolean, maxWeight: number): string {
  const { setWeight, pause, setCanaryScale, analysis, experiment, setHeaderRoute, setMirrorRoute, plugin } = step;
  if (typeof setWeight === 'number') {
    const share = maxWeight === 100 ? `${setWeight} %` : `${setWeight} of ${maxWeight}`;
    return `send ${share} of the requests to the new version${isRouted ? '' : ', by its share of the pods'}`;
  }
  if ('pause' in step) return pauseText(isPlainObject(pause) ? pause.duration : undefined);
  if (isPlainObject(setCanaryScale)) return scaleText(setCanaryScale, maxWeight);
  if (isPlainObject(analysis)) return `analysis by ${namesIn(analysis.templates, 'templateName')}`;
  if (isPlainObject(experiment)) return `experiment with ${namesIn(experiment.templates, 'name')}`;
  if (isPlainObject(setHeaderRoute)) return routeText('requests with a header', setHeaderRoute);
  if (isPlainObject(setMirrorRoute)) return routeText('a copy of requests', setMirrorRoute);
  if (isPlainObject(plugin)) return `plugin ${show(plugin.name)}`;
  return `does ${Object.keys(step).join(', ') || 'nothing'}`;
}

function pauseText(duration: unknown): string {
  if (duration === undefined || duration === null) return 'wait until somebody promotes it';
  const text = typeof duration === 'string' || typeof duration === 'number' ? String(duration) : show(duration);
  // Digits alone are seconds.
  return `wait ${/^\d+$/.test(text) ? `${text} s` : text}`;
}

function scaleText({ replicas, weight }: JsonObject, maxWeight: number): string {
  if (typeof replicas === 'number') return `scale the new version to ${replicas} ${replicas === 1 ? 'pod' : 'pods'}`;
  if (typeof weight === 'number')
    return `scale the new version to ${maxWeight === 100 ? `${weight} %` : `${weight} of ${maxWeight}`} of the pods`;
  return 'let the pods of the new version follow its weight again';
}

function routeText(what: string, { name, match }: JsonObject): string {
  return match === undefined
    ? `take the route ${show(name)} away`
    : `send ${what} to the new version: route ${show(name)}`;
}

function namesIn(list: unknown, key: string): string {
  return (
    objectsIn(list)
      .map((item) => show(item[key]))
      .join(', ') || 'nothing'
  );
}
