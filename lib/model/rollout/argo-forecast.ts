import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { countIn } from '../quota/amounts';
import { argoRollingCounts } from './argo-rolling-counts';
import { argoRolloutCounts } from './argo-rollout-counts';

/** How a Rollout brings a new template in. */
export interface ArgoForecast {
  /** Times that new pods have to become ready before it goes on. */
  readonly waves: number;
  readonly fewestReady: number;
  readonly mostPods: number;
  /** In words, after `its pods`. */
  readonly how: string;
}

/**
 * How a Rollout of so many pods goes when its template changes: by its steps, all at once behind a preview, or a few pods at a
 * time as a Deployment does (https://argo-rollouts.readthedocs.io/en/stable/concepts/).
 */
export function argoForecast(spec: JsonObject, fewest: number, most: number): ArgoForecast {
  const strategy = objectAt(spec, 'strategy');
  const mostPods = argoRolloutCounts(most, strategy).terminating;
  if (isPlainObject(strategy.blueGreen))
    return { waves: 1, fewestReady: fewest, mostPods, how: previewText(strategy.blueGreen) };
  const canary = objectAt(strategy, 'canary');
  const isRouted = isPlainObject(canary.trafficRouting);
  const { surge, unavailable } = argoRollingCounts(fewest, canary);
  const weights = weightsOf(canary);
  const pods = Math.ceil(most / Math.max(1, surge + unavailable));
  return {
    waves: weights.length > 0 || isRouted ? weights.length + 1 : pods,
    fewestReady: isRouted ? fewest : Math.max(0, fewest - unavailable),
    mostPods,
    how: stepsText(canary, weights),
  };
}

function weightsOf({ steps }: JsonObject): number[] {
  return objectsIn(steps).flatMap(({ setWeight }) => (setWeight === undefined ? [] : [countIn(setWeight, 0)]));
}

const SHOWN = 6;

function stepsText({ steps, trafficRouting }: JsonObject, weights: readonly number[]): string {
  const of = isPlainObject(trafficRouting) ? 'of the requests' : 'of the pods';
  if (weights.length === 0)
    return isPlainObject(trafficRouting) ? 'all at once, then with all requests' : 'a few at a time';
  const shown = weights.slice(0, SHOWN).map((weight) => `${weight} %`);
  const more = weights.length > SHOWN ? ` and ${weights.length - SHOWN} steps more` : '';
  const stops = objectsIn(steps).filter(({ pause }) => isPlainObject(pause) && pause.duration === undefined).length;
  const waits =
    stops === 0
      ? ''
      : stops === 1
        ? ', waiting once for somebody to go on'
        : `, waiting ${stops} times for somebody to go on`;
  return `by steps: ${shown.join(', ')}${more} ${of}, then all${waits}`;
}

function previewText({ activeService, autoPromotionEnabled, autoPromotionSeconds }: JsonObject): string {
  const delay = countIn(autoPromotionSeconds, 0);
  const when =
    autoPromotionEnabled === false
      ? 'once somebody promotes them'
      : delay > 0
        ? `${delay} s after they are ready`
        : 'as soon as they are ready';
  return `all beside the old ones, and Service '${String(activeService)}' leads to them ${when}`;
}
