import { byCodeUnit } from '../../private/json';

/** A rule of a Role: what may be done with which resources of which API groups. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** The rule with its lists in order and without repetitions: their order means nothing to the API server. */
export function sortedRule({ apiGroups, resources, verbs, resourceNames }: PolicyRule): PolicyRule {
  return {
    apiGroups: sortedSet(apiGroups),
    ...(resourceNames && { resourceNames: sortedSet(resourceNames) }),
    resources: sortedSet(resources),
    verbs: sortedSet(verbs),
  };
}

function sortedSet(items: readonly string[]): string[] {
  return [...new Set(items)].sort(byCodeUnit);
}
