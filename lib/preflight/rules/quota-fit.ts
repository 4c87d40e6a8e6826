import { objectsIn } from '../../core/consumption/amounts';
import { consumptionOf, isKind, overheadsOf } from '../../core/consumption/consumption';
import { countsPods, forcesValue, quotaKeyProblem, unitOf } from '../../core/consumption/quota-key';
import { quotaOf } from '../../core/consumption/resource-quota';
import type { ConsumingObject } from '../../core/consumption/scaling';
import { type JsonObject, objectAt } from '../../private/json';
import { Quantity } from '../../private/quantity';
import { show } from '../../private/show';
import type { ManifestSet, ResolvedObject } from '../manifest-set';
import type { Rule } from '../rule';
import { admissionProblems } from './quota-fit/admission';
import type { BudgetedNamespace } from './quota-fit/budgeted-namespace';
import { capacityFindings } from './quota-fit/capacity';

/**
 * Pods that a quota has no place for are refused one by one, with an event on a ReplicaSet and no word on the
 * Deployment. So what is in a namespace is held against its quotas, as the API server would charge it:
 *
 * - at rest it must fit, with autoscalers at their most. Jobs end: one pod of each must find room beside that, all of
 *   them at once are a warning;
 * - where a Deployment may lose no pod it needs one more before anything happens, and a Rollout a whole set: without
 *   room for that beside everything else at rest the rollout never ends, an error;
 * - all Deployments of a namespace may roll out at once, since one apply can change all of them. What has room alone
 *   gets it once another is done, and where pods may be lost the rollout goes on with those: a warning;
 * - old pods are charged until they are gone: where the quota has no room for them beside the new ones the rollout
 *   waits, a warning;
 * - a stage of a release changes the numbers of its sides and rolls none of them but where it says so; what its later
 *   stages take is held against the quota as its plan says it, a warning, since those are applied another day;
 * - what manifests do not say, how many nodes a DaemonSet is for, is a warning where a quota counts it.
 *
 * Sources: https://kubernetes.io/docs/concepts/policy/resource-quotas/, https://kubernetes.io/docs/concepts/policy/limit-range/.
 */
export const quotaFit: Rule = {
  id: 'quota-fit',
  title: 'what is in a namespace fits its quotas, at rest and while it rolls out, and no pod lacks what they count',
  check: (set, warn = () => undefined) => [
    ...set.ofKind('ResourceQuota').filter(isKind('', 'ResourceQuota')).flatMap(keyProblems),
    ...budgetedNamespaces(set).flatMap((namespace) => [
      ...admissionProblems(namespace),
      ...capacityFindings(namespace, warn),
    ]),
  ],
};

function budgetedNamespaces(set: ManifestSet): BudgetedNamespace[] {
  const budgets = [...set.ofKind('ResourceQuota'), ...set.ofKind('LimitRange')].filter(({ group }) => group === '');
  const byNamespace = new Map<string, ResolvedObject[]>(budgets.map(({ namespaceName = '' }) => [namespaceName, []]));
  if (byNamespace.size === 0) return [];
  for (const object of set.objects) byNamespace.get(object.namespaceName ?? '')?.push(object);
  const overheads = overheadsOf(set.ofKind('RuntimeClass'));
  return [...byNamespace].map(([namespaceName, objects]) => ({
    namespaceName,
    quotas: objects.filter(isKind('', 'ResourceQuota')).flatMap((object) => quotaOf(object) ?? []),
    consumption: consumptionOf(objects, overheads),
  }));
}

/** Keys that the API server refuses or never counts, and amounts that are none. */
function keyProblems({ manifest, path }: ConsumingObject): string[] {
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
