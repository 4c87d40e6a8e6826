import { type JsonObject, objectAt } from '../../private/json';
import { countIn } from '../quota/amounts';

/** How a Deployment replaces its pods, in pods. */
export interface RollingCounts {
  /** Pods above the replicas. */
  readonly surge: number;
  /** Pods below the replicas; at least one where none may be above. */
  readonly unavailable: number;
}

/** What the API server takes for a number that is left out. */
const DEFAULT = '25%';

/**
 * The numbers of a rolling update, never more new pods than replicas. Both at nothing would never roll: the controller
 * then lets one pod go (`ResolveFenceposts` in pkg/controller/deployment/util of kubernetes/kubernetes).
 */
export function rollingCounts(
  replicas: number,
  { maxSurge = DEFAULT, maxUnavailable = DEFAULT }: JsonObject,
): RollingCounts {
  const surge = Math.min(podsOf(maxSurge, replicas, Math.ceil), replicas);
  const unavailable = podsOf(maxUnavailable, replicas, Math.floor);
  return { surge, unavailable: surge === 0 ? Math.max(unavailable, 1) : unavailable };
}

/** How a Deployment of so many replicas rolls; nothing where it stops all old pods before the first new one. */
export function rolloutOf(spec: JsonObject, replicas: number): RollingCounts | undefined {
  const strategy = objectAt(spec, 'strategy');
  return strategy.type === 'Recreate' ? undefined : rollingCounts(replicas, objectAt(strategy, 'rollingUpdate'));
}

/** The pods that a number or percentage means; nothing where it is neither, which other rules speak of. */
function podsOf(count: unknown, replicas: number, round: (pods: number) => number): number {
  if (typeof count !== 'string') return countIn(count, 0);
  return /^\d+%$/.test(count) ? round((parseInt(count, 10) * replicas) / 100) : 0;
}
