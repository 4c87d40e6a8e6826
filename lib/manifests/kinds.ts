import { atFirstUse } from '../private/first-use';
import { customKinds } from './kinds/custom-kinds';
import { IN_TEMPLATE, type Kind, type KindRow, type KindRows, pluralOf } from './kinds/kind';
import { kubernetesKinds } from './kinds/kubernetes-kinds';

/** Every kind that is known, Kubernetes' own before others. */
interface KnownKinds {
  readonly byGroup: ReadonlyMap<string, readonly Kind[]>;
  readonly byKind: ReadonlyMap<string, ReadonlyMap<string, Kind>>;
  readonly byPlural: ReadonlyMap<string, readonly Kind[]>;
}

const known = atFirstUse((): KnownKinds => {
  const byGroup = new Map<string, readonly Kind[]>([...read(kubernetesKinds()), ...read(customKinds())]);
  const byKind = new Map<string, Map<string, Kind>>();
  const byPlural = new Map<string, Kind[]>();
  for (const kind of [...byGroup.values()].flat()) {
    const ofGroup = byKind.get(kind.group) ?? new Map<string, Kind>();
    byKind.set(kind.group, ofGroup.set(kind.kind, kind));
    byPlural.set(kind.plural, [...(byPlural.get(kind.plural) ?? []), kind]);
  }
  return { byGroup, byKind, byPlural };
});

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
export const knownGroups = atFirstUse((): readonly string[] => [...known().byGroup.keys()]);

/** Whether all kinds of a group are known: no custom resource can be in it. */
export function isKubernetesGroup(group: string): boolean {
  return Object.hasOwn(kubernetesKinds(), group);
}

/** What is known of a kind. */
export function knownKind(group: string, kind: string): Kind | undefined {
  return known().byKind.get(group)?.get(kind);
}

/** The kinds that are known of a group. */
export function kindsOfGroup(group: string): readonly Kind[] {
  return known().byGroup.get(group) ?? [];
}

/** The kinds whose objects a plural names, of whatever group; Kubernetes' own before others. */
export function kindsOfPlural(plural: string): readonly Kind[] {
  return known().byPlural.get(plural) ?? [];
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
  const found = knownKind(group, kind);
  return found ? found.podSpec : IN_TEMPLATE;
}

/** The minor versions of Kubernetes that serve a version of one of its own kinds; nothing where that is not known. */
export function servedSpan(
  group: string,
  version: string,
  kind: string,
): { readonly since?: number; readonly until?: number } | undefined {
  const { versions } = knownKind(group, kind) ?? {};
  return versions && Object.hasOwn(versions, version) ? versions[version] : undefined;
}

/** Whether a minor version of Kubernetes serves a version of one of its own kinds; nothing where that is not known. */
export function isServed(group: string, version: string, kind: string, minor: number): boolean | undefined {
  const found = knownKind(group, kind);
  if (!found) return isKubernetesGroup(group) ? false : undefined;
  if (!found.versions) return undefined;
  const span = servedSpan(group, version, kind);
  if (!span) return false;
  const { since = -Infinity, until = Infinity } = span;
  return since <= minor && minor <= until;
}
