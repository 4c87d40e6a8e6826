import { KNOWN_GROUPS, namespacedResources } from '../../manifests/api-resources';

/** The known groups that have a resource, by its plural; Kubernetes' own before others. */
const GROUPS = new Map<string, string[]>();
for (const group of KNOWN_GROUPS) {
  for (const plural of namespacedResources(group)) GROUPS.set(plural, [...(GROUPS.get(plural) ?? []), group]);
}

/** The known groups that have a resource in a namespace, by its plural. */
export function groupsOfPlural(plural: string): readonly string[] {
  return GROUPS.get(plural) ?? [];
}

/** A resource as `count/` keys name it: `services`, `deployments.apps`. */
export function qualifiedPlural(plural: string, group: string): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** The plural of a kind, as Kubernetes and its code generators form it. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word === 'endpoints') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** All resources in namespaces that are known, as `count/` keys name them. */
export function knownResources(): string[] {
  return [...GROUPS].flatMap(([plural, groups]) => groups.map((group) => qualifiedPlural(plural, group)));
}
