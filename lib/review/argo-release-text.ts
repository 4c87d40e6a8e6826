import type { Manifest } from '../manifests/manifest';
import { argoStrategyOf, isArgoRollout } from '../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt } from '../private/json';

/** How Argo releases another template of a Rollout, in words; nothing of what rolls at once. */
export function argoReleaseText(manifest: Manifest): string | undefined {
  if (!isArgoRollout(manifest)) return undefined;
  const { blueGreen, routing, steps } = argoStrategyOf(objectAt(manifest.json, 'spec'));
  if (blueGreen) {
    const { autoPromotionEnabled, activeService } = blueGreen;
    const waits = autoPromotionEnabled === false ? ', once somebody promotes it' : ' when they are ready';
    return `the new pods stand beside the old ones, and Service '${String(activeService)}' changes over to them${waits}`;
  }
  if (steps.length === 0) return undefined;
  const weights = steps.flatMap(({ setWeight }) => (typeof setWeight === 'number' ? [`${setWeight} %`] : []));
  const by = routing ? 'of the requests' : 'of the pods';
  const shares = weights.length > 0 ? `with ${weights.join(', ')} ${by}` : 'with all at once';
  const stop = steps.findIndex(isEndless);
  return `a canary in ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}, ${shares}${stop < 0 ? '' : `, which waits at step ${stop + 1} until somebody promotes it`}`;
}

/** A pause without a time. */
function isEndless({ pause }: JsonObject): boolean {
  return isPlainObject(pause) && pause.duration === undefined;
}
