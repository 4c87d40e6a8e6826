import { CUSTOM_KINDS } from './kinds/custom-kinds';
import { IN_TEMPLATE, type Kind, type KindRow, type KindRows, pluralOf } from './kinds/kind';
import { KUBERNETES_KINDS } from './kinds/kubernetes-kinds';

/** Every kind that is known, by group, Kubernetes' own before others. */
const BY_GROUP = new Map<string, readonly Kind[]>([...read(KUBERNETES_KINDS), ...read(CUSTOM_KINDS)]);
const BY_KIND = new Map<string, Map<string, Kind>>();
const BY_PLURAL = new Map<string, Kind[]>();
for (const kind of [...BY_GROUP.values()].flat()) {
  const ofGroup = BY_KIND.get(kind.group) ?? new Map<string, Kind>();
  BY_KIND.set(kind.group, ofGroup.set(kind.kind, kind));
  BY_PLURAL.set(kind.plural, [...(BY_PLURAL.get(kind.plural) ?? []), kind]);
}

function read(rows: KindRows): [string, readonly Kind[]][] {
  return Object.entries(rows).map(([group, kinds]) => [
    group,
    Object.entries(kinds).map(([kind, row]) => kindOf(group, kind, row)),
  ]);
}

function kindOf(group: string, kind: string, row: KindRow): Kind {
  return {
    group,
    kind,
    plural: pluralOf(kind),
    runsPods: row.podSpec !== undefined,
    subresources: ['status'],
    ...row,
  };
}

/** API groups that are known, Kubernetes' own and others. */
export const KNOWN_GROUPS: readonly string[] = [...BY_GROUP.keys()];

/** Whether all kinds of a group are known: no custom resource can be in it. */
export function isKubernetesGroup(group: string): boolean {
  return Object.hasOwn(KUBERNETES_KINDS, group);
}

/** What is known of a kind. */
export function knownKind(group: string, kind: string): Kind | undefined {
  return BY_KIND.get(group)?.get(kind);
}

/** The kinds that are known of a group. */
export function kindsOfGroup(group: string): readonly Kind[] {
  return BY_GROUP.get(group) ?? [];
}

/** The kinds whose objects a plural names, of whatever group; Kubernetes' own before others. */
export function kindsOfPlural(plural: string): readonly Kind[] {
  return BY_PLURAL.get(plural) ?? [];
}

/** Whether objects of a kind live in no namespace. A kind that is not known is taken to live in one. */
export function isClusterScoped(group: string, kind: string): boolean {
  return knownKind(group, kind)?.isNamespaced === false;
}

/** Whether a resource, by its plural, lives in no namespace: a Role grants nothing of it, and no quota counts it. */
export function isClusterScopedResource(group: string, plural: string): boolean {
  // What permissions alone name: there are no objects of it.
  if (group === 'certificates.k8s.io' && plural === 'signers') return true;
  return kindsOfPlural(plural).some((kind) => kind.group === group && !kind.isNamespaced);
}

/** The resources of a group that are known and live in namespaces, by their plurals. */
export function namespacedResources(group: string): string[] {
  return kindsOfGroup(group)
    .filter(({ isNamespaced }) => isNamespaced)
    .map(({ plural }) => plural);
}

/** A resource as quotas and roles name it across groups: `services`, `deployments.apps`. */
export function qualifiedPlural(plural: string, group: string): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** What the objects of a kind are called as a resource: `services`, `deployments.apps`. */
export function resourceOf(group: string, kind: string): string {
  return qualifiedPlural(knownKind(group, kind)?.plural ?? pluralOf(kind), group);
}

/** The path to the pod spec in an object of a kind; kinds that are not known have it where most do, when at all. */
export function podSpecPath(group: string, kind: string): readonly string[] | undefined {
  const known = knownKind(group, kind);
  return known ? known.podSpec : IN_TEMPLATE;
}

/** Whether a minor version of Kubernetes serves a version of one of its own kinds; nothing where that is not known. */
export function isServed(group: string, version: string, kind: string, minor: number): boolean | undefined {
  const known = knownKind(group, kind);
  if (!known) return isKubernetesGroup(group) ? false : undefined;
  if (!known.versions) return undefined;
  if (!Object.hasOwn(known.versions, version)) return false;
  const { since = -Infinity, until = Infinity } = known.versions[version];
  return since <= minor && minor <= until;
}
