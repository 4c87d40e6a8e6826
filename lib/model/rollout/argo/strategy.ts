import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';

/** The group of Argo Rollouts, which it shares with Argo CD and Argo Workflows. */
export const ARGO = 'argoproj.io';

/** Whether an object is a Rollout of Argo. */
export function isArgoRollout({ group, kind }: Pick<Manifest, 'group' | 'kind'>): boolean {
  return kind === 'Rollout' && group === ARGO;
}

/** What Argo Rollouts scales old pods down after, in seconds, where an object does not say. */
export const DEFAULT_SCALE_DOWN_DELAY = 30;

/** How a Rollout replaces its pods, read as its controller reads it. */
export interface ArgoStrategy {
  readonly blueGreen?: JsonObject;
  readonly canary?: JsonObject;
  /** What splits the requests of a canary; nothing where its pods alone do. */
  readonly routing?: JsonObject;
  /** Of a canary, in their order. */
  readonly steps: readonly JsonObject[];
  /** What weights are parts of: 100 unless the routing says more. */
  readonly maxWeight: number;
}

/** The strategy of a Rollout's spec. */
export function argoStrategyOf(spec: JsonObject): ArgoStrategy {
  const { blueGreen, canary } = objectAt(spec, 'strategy');
  const known = isPlainObject(canary) ? canary : {};
  const routing = isPlainObject(known.trafficRouting) ? known.trafficRouting : undefined;
  const max = routing?.maxTrafficWeight;
  return {
    ...(isPlainObject(blueGreen) && { blueGreen }),
    ...(isPlainObject(canary) && { canary }),
    ...(routing && { routing }),
    steps: objectsIn(known.steps),
    maxWeight: typeof max === 'number' && max > 0 ? max : 100,
  };
}

/** A number of pods as Argo takes it: digits without a sign are percent, where a Deployment refuses them (`utils/defaults` of argoproj/argo-rollouts, v1.9). */
export function argoCount(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? `${value}%` : value;
}
