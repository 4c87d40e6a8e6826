import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { setWithMade } from '../../../model/operators/made-objects';
import { type Consumption, consumptionOf, isKind, overheadsOf } from '../../../model/quota/consumption';
import { type Quota, quotaOf } from '../../../model/quota/resource-quota';

/** A namespace that has a quota or a LimitRange, and what is in it. */
export interface BudgetedNamespace {
  readonly namespaceName: string;
  readonly quotas: readonly Quota[];
  readonly consumption: Consumption;
}

const KNOWN = new WeakMap<ManifestSet, BudgetedNamespace[]>();

/** The namespaces of a set that have a quota or a LimitRange. Several rules ask, and are told the same. */
export function budgetedNamespaces(set: ManifestSet): BudgetedNamespace[] {
  const known = KNOWN.get(set) ?? measure(set);
  KNOWN.set(set, known);
  return known;
}

function measure(set: ManifestSet): BudgetedNamespace[] {
  const budgets = [...set.ofKind('ResourceQuota', ''), ...set.ofKind('LimitRange', '')];
  const byNamespace = new Map<string, Manifest[]>(budgets.map(({ namespaceName = '' }) => [namespaceName, []]));
  if (byNamespace.size === 0) return [];
  // Analyses may take their Jobs from what lives in no namespace.
  for (const manifest of setWithMade(set).manifests) byNamespace.get(manifest.namespaceName ?? '')?.push(manifest);
  const overheads = overheadsOf(set.ofKind('RuntimeClass', 'node.k8s.io'));
  return [...byNamespace].map(([namespaceName, manifests]) => ({
    namespaceName,
    quotas: manifests.filter(isKind('', 'ResourceQuota')).flatMap((manifest) => quotaOf(manifest) ?? []),
    consumption: consumptionOf(manifests, overheads),
  }));
}
