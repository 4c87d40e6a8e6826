import {
  isClusterScopedResource,
  isKubernetesGroup,
  kindsOfPlural,
  knownGroups,
  namespacedResources,
  qualifiedPlural,
} from '../../manifests/kinds';
import { atFirstUse } from '../../private/first-use';
import { nearestFirst } from '../../private/nearest';
import { show } from '../../private/show';
import { isTypo } from '../../private/typo';

/** Resources in namespaces that quotas ignore, since none are kept (`ignoredResources` in pkg/quota/v1/install/registry.go of kubernetes/kubernetes). */
const IGNORED: readonly string[] = [
  'bindings',
  'events',
  'events.events.k8s.io',
  'localsubjectaccessreviews.authorization.k8s.io',
  // Made by the metrics server, not by requests that could be counted.
  'pods.metrics.k8s.io',
];
const counted = atFirstUse(
  () =>
    new Set(
      knownGroups()
        .flatMap((group) => namespacedResources(group).map((plural) => qualifiedPlural(plural, group)))
        .filter((resource) => !IGNORED.includes(resource)),
    ),
);
/** A version, which people write between plural and group as kubectl takes it. */
const VERSION = /^v\d+((alpha|beta)\d+)?(\.|$)/;

/** What to write in place of `count/<name>`, when the API server takes the key and never counts it. */
export function countInstead(name: string): string | undefined {
  if (counted().has(name)) return undefined;
  const plain = plainForm(name);
  const nothing = whyNothing(plain);
  if (nothing !== undefined) return `remove it: ${nothing}`;
  if (plain !== name) return `use '${counted().has(plain) ? countKey(plain) : (meantBy(plain) ?? countKey(plain))}'`;
  const meant = meantBy(plain);
  return meant && `use '${meant}'`;
}

/** The key that was likely meant by one without a group, of which there are few. */
export function insteadOf(key: string, bare: readonly string[]): string {
  if (/^(requests\.|limits\.)?gpus?$/.test(key)) return `'requests.nvidia.com/gpu'`;
  if (/^(limits\.)?storage$/.test(key)) return `'requests.storage'`;
  if (key.startsWith('limits.hugepages-')) return `'${key.slice('limits.'.length)}'`;
  const found = countKeyOf(key);
  if (found !== undefined) return `'${found}'`;
  const [nearest] = nearestFirst(key, bare, (known) => known);
  return `${show(nearest)} if that is meant, or 'requests.<domain>/<name>' for an extended resource`;
}

/** The known groups that have a resource in a namespace, by its plural. */
function groupsOfPlural(plural: string): string[] {
  return kindsOfPlural(plural)
    .filter(({ isNamespaced }) => isNamespaced)
    .map(({ group }) => group);
}

/** The key that counts a resource by its plural; nothing where none is known. */
function countKeyOf(plural: string): string | undefined {
  const resource = groupsOfPlural(plural).map((group) => qualifiedPlural(plural, group))[0];
  return resource !== undefined && counted().has(resource) ? countKey(resource) : undefined;
}

function countKey(resource: string): string {
  return `count/${resource}`;
}

/** Lower case, without a name for the core group, and without a version where what is left is known. */
function plainForm(name: string): string {
  const [plural, group] = split(name.toLowerCase().replace(/\.core$/, ''));
  const versionless = qualifiedPlural(plural, group.replace(VERSION, ''));
  return counted().has(versionless) ? versionless : qualifiedPlural(plural, group);
}

function split(name: string): [plural: string, group: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

function whyNothing(name: string): string | undefined {
  const [plural, group] = split(name);
  if (isClusterScopedResource(group, plural)) return `'${name}' live in no namespace`;
  return IGNORED.includes(name) ? `no quota counts '${name}'` : undefined;
}

/** The key that was likely meant; nothing where the resource may well exist. */
function meantBy(name: string): string | undefined {
  const [plural, group] = split(name);
  if (counted().has(name)) return undefined;
  const typo = namespacedResources(group).find((known) => isTypo(plural, known));
  // Custom resources have a group with a dot: the API server takes no definition of one without.
  const isClosed = isKubernetesGroup(group) || !group.includes('.');
  if (!isClosed) {
    if (typo !== undefined) return countKey(qualifiedPlural(typo, group));
    if (knownGroups().includes(group)) return undefined;
    const home = groupsOfPlural(plural).find((known) => isSlipOf(group, known));
    return home === undefined ? undefined : countKey(qualifiedPlural(plural, home));
  }
  const elsewhere = countKeyOf(plural);
  if (elsewhere !== undefined) return elsewhere;
  if (typo !== undefined && group !== '') return countKey(qualifiedPlural(typo, group));
  const [nearest] = nearestFirst(plural, [...counted()], (resource) => split(resource)[0]);
  return `count/<plural>.<group>', for example '${countKey(nearest)}`;
}

/** Whether a group is likely meant for a known one that has the resource, for no other group is known to have it. */
function isSlipOf(group: string, known: string): boolean {
  if (known.includes('.') && isTypo(group, known)) return true;
  // Groups of Kubernetes' own projects are under x-k8s.io; k8s.io itself takes definitions by approval only.
  return isKubernetesGroup(known) && group.endsWith('.k8s.io');
}
