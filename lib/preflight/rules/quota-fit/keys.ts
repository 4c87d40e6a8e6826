import { countsPods, quotaKeyProblem, unitOf } from '../../../core/consumption/quota-key';
import type { ConsumingObject } from '../../../core/consumption/scaling';
import { type JsonObject, objectAt } from '../../../private/json';
import { Quantity } from '../../../private/quantity';
import { show } from '../../../private/show';

/** Keys that the API server refuses or never counts, and amounts that are none. */
export function keyProblems({ manifest, path }: ConsumingObject): string[] {
  const spec = objectAt(manifest, 'spec');
  return Object.entries(objectAt(spec, 'hard'))
    .map(([key, value]) => {
      const problem = quotaKeyProblem(key);
      if (problem !== undefined) return `'${path}': hard['${key}'] ${problem}`;
      if (isScoped(spec) && !countsPods(key))
        return `'${path}': hard['${key}'] cannot be counted for some of the pods, which the quota's scopes choose; give it a quota of its own`;
      const amount = Quantity.read(value);
      if (amount && (amount.isWhole || unitOf(key) !== 'count')) return undefined;
      return `'${path}': hard['${key}'] must be a ${amount ? 'whole number' : 'quantity of 0 or more'}, got ${show(value)}`;
    })
    .filter((problem) => problem !== undefined);
}

/** Scopes that choose pods; the others choose claims. */
function isScoped(spec: JsonObject): boolean {
  const names = [
    ...(Array.isArray(spec.scopes) ? (spec.scopes as unknown[]) : []),
    ...Object.values(objectAt(spec, 'scopeSelector')).flatMap((list) =>
      Array.isArray(list) ? list.map((each: JsonObject | null) => each?.scopeName) : [],
    ),
  ];
  return names.some((name) => name !== 'VolumeAttributesClass' && name !== 'CrossNamespacePodAffinity');
}
