import { objectsIn } from '../../../core/consumption/amounts';
import { countsPods, forcesValue, quotaKeyProblem, unitOf } from '../../../core/consumption/quota-key';
import type { ConsumingObject } from '../../../core/consumption/scaling';
import { type JsonObject, objectAt } from '../../../private/json';
import { Quantity } from '../../../private/quantity';
import { show } from '../../../private/show';

/** Keys that the API server refuses or never counts, and amounts that are none. */
export function keyProblems({ manifest, path }: ConsumingObject): string[] {
  const spec = objectAt(manifest, 'spec');
  const scopes = scopesOf(spec);
  return Object.entries(objectAt(spec, 'hard'))
    .map(([key, value]) => {
      const problem = quotaKeyProblem(key);
      if (problem !== undefined) return `'${path}': hard['${key}'] ${problem}`;
      if (!isCountable(key, scopes))
        return `'${path}': hard['${key}'] cannot be counted for some of the pods, which the quota's scopes choose; give it a quota of its own`;
      const amount = Quantity.read(value);
      if (amount && (amount.isWhole || unitOf(key) !== 'count')) return undefined;
      return `'${path}': hard['${key}'] must be a ${amount ? 'whole number' : 'quantity of 0 or more'}, got ${show(value)}`;
    })
    .filter((problem) => problem !== undefined);
}

/** Names of a quota's scopes. */
function scopesOf(spec: JsonObject): unknown[] {
  const bare = Array.isArray(spec.scopes) ? (spec.scopes as unknown[]) : [];
  return [...bare, ...objectsIn(objectAt(spec, 'scopeSelector').matchExpressions).map(({ scopeName }) => scopeName)];
}

/** Whether what the scopes choose has the key: pods in general, pods that ask for nothing, claims. */
function isCountable(key: string, scopes: readonly unknown[]): boolean {
  if (scopes.includes('BestEffort') && forcesValue(key)) return false;
  return scopes.every((name) => NOT_FOR_PODS.includes(name)) || countsPods(key);
}

const NOT_FOR_PODS: readonly unknown[] = ['VolumeAttributesClass', 'CrossNamespacePodAffinity'];
