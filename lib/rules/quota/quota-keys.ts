import type { Manifest } from '../../manifests/manifest';
import { countsPods, forcesValue, quotaKeyProblem, unitOf } from '../../model/quota/quota-key';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { Quantity } from '../../private/quantity';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';
import { inTwo } from '../violations';

export const quotaKeys: Rule = {
  id: 'quota-keys',
  title: 'the keys of every ResourceQuota are counted, and their amounts are some',
  severity: 'error',
  reason: 'The API server takes keys that it never counts, and refuses others: either way nothing is limited.',
  sources: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  example: {
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { count/deployments: 4 } }`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { count/deployments.apps: 4 } }`,
  },
  check: (set) => set.ofKind('ResourceQuota', '').flatMap(violationsOf),
};

function violationsOf(manifest: Manifest): Violation[] {
  const spec = objectAt(manifest.json, 'spec');
  const scopes = scopesOf(spec);
  return Object.entries(objectAt(spec, 'hard')).flatMap(([key, value]) => {
    const problem = problemOf(key, value, scopes);
    if (problem === undefined) return [];
    const at = `/spec/hard/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [{ manifest, at, ...inTwo(`hard['${key}'] ${problem}`) }];
  });
}

function problemOf(key: string, value: unknown, scopes: readonly unknown[]): string | undefined {
  const problem = quotaKeyProblem(key);
  if (problem !== undefined) return problem;
  if (!isCountable(key, scopes))
    return `cannot be counted for some of the pods, which the quota's scopes choose; give it a quota of its own`;
  const amount = Quantity.read(value);
  if (amount && (amount.isWhole || unitOf(key) !== 'count')) return undefined;
  return `must be a ${amount ? 'whole number' : 'quantity of 0 or more'}, got ${show(value)}`;
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
