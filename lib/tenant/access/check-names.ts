import { isClusterScopedResource, isKubernetesGroup, knownGroups } from '../../manifests/kinds';
import { nearestFirst } from '../../private/nearest';
import { show } from '../../private/show';
import { isTypo } from '../../private/typo';
import { groupsWith, longNameOf, resourcesOf, subresourcesOf } from './known-resources';
import type { PolicyRule } from './policy-rule';

/** Groups of custom resources have a dot: the API server takes no definition of one without. */
const CUSTOM_GROUP = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;
const RESOURCE = /^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/;

/** Checks groups and resources, which the API server does not: a misspelt one grants nothing. */
export function checkNames(at: string, { apiGroups, resources }: PolicyRule): (string | undefined)[] {
  const wrong = [
    ...apiGroups.map((group) => checkGroup(`${at}.apiGroups`, group)),
    ...resources.map((resource) => checkWildcard(`${at}.resources`, resource)),
  ].filter((problem) => problem !== undefined);
  // Whether a resource is in its group can be said of what is a group and a resource.
  if (wrong.length > 0 || apiGroups.length === 0) return wrong;
  const misplaced = resources
    .map((resource) => checkResource(`${at}.resources`, resource, apiGroups))
    .filter((problem) => problem !== undefined);
  if (misplaced.length > 0 || resources.length === 0) return misplaced;
  return apiGroups.map((group) => checkUsed(at, group, resources));
}

function checkWildcard(property: string, resource: string): string | undefined {
  return resource.includes('*')
    ? `${property} must not hold wildcards, got ${show(resource)}; name each resource and subresource`
    : undefined;
}

function checkGroup(property: string, group: string): string | undefined {
  if (knownGroups().includes(group)) return undefined;
  if (group.includes('*')) return `${property} must not hold wildcards, got ${show(group)}; name each group`;
  const versionless = group.replace(/(^|\/)v\d+((alpha|beta)\d+)?$/, '');
  const plain = versionless === 'core' ? '' : versionless;
  const typo = knownGroups().find((known) => known !== '' && isMeant(group, known));
  if (plain === group && typo === undefined && CUSTOM_GROUP.test(group) && group.length <= 253) return undefined;
  const [nearest] = knownGroups().includes(plain)
    ? [plain]
    : nearestFirst(plain.toLowerCase(), knownGroups(), (known) => known);
  const rule = "must be '' or a DNS name without a version";
  return CUSTOM_GROUP.test(plain) && plain !== group
    ? `${property} ${rule}, got ${show(group)}; use '${plain}'`
    : `${property} ${rule}, got ${show(group)}; did you mean '${nearest}'?`;
}

function checkResource(property: string, resource: string, groups: readonly string[]): string | undefined {
  const [name, subresource] = resource.split('/');
  if (groups.some((group) => resourcesOf(group).includes(name))) {
    return RESOURCE.test(resource) ? checkSubresource(property, resource, groups) : notLowerCase(property, resource);
  }
  if (groups.some((group) => isClusterScopedResource(group, name))) {
    return `${property} must live in a namespace, for a Role grants nothing of others, got ${show(resource)}; take it out`;
  }
  const elsewhere = groupsWith(name);
  if (elsewhere.length > 0 && groups.every(isKubernetesGroup)) {
    return `${property} must be in one of the apiGroups ${show(groups)}, got ${show(resource)}, which is in '${elsewhere[0]}'`;
  }
  const known = groups.flatMap(resourcesOf);
  const meant = nearest(name, known);
  const isOpen = groups.some((group) => !isKubernetesGroup(group)) && RESOURCE.test(resource);
  if (isOpen && (meant === undefined || !isMeant(name, meant))) return undefined;
  if (meant === undefined) return notLowerCase(property, resource);
  const guess = subresource === undefined ? meant : `${meant}/${subresource}`;
  return `${property} must be a lower-case plural of the apiGroups ${show(groups)}, got ${show(resource)}; did you mean '${guess}'?`;
}

function notLowerCase(property: string, resource: string): string {
  return `${property} must be lower-case plurals such as 'models' or 'models/status', got ${show(resource)}`;
}

function checkSubresource(property: string, resource: string, groups: readonly string[]): string | undefined {
  const [name, subresource] = resource.split('/');
  const known = subresourcesOf(name);
  const isKnown = groups.every((group) => isKubernetesGroup(group) || !resourcesOf(group).includes(name));
  if (subresource === undefined || known.includes(subresource) || !isKnown) return undefined;
  const [meant] = nearestFirst(subresource, known, (text) => text);
  return `${property} must name a subresource of '${name}' (${known.join(', ')}), got ${show(resource)}; did you mean '${name}/${meant}'?`;
}

/** A group of a rule with none of its resources in it is a slip: most often the group of another rule. */
function checkUsed(at: string, group: string, resources: readonly string[]): string | undefined {
  return !isKubernetesGroup(group) || resources.some((resource) => resourcesOf(group).includes(resource.split('/')[0]))
    ? undefined
    : `${at}.apiGroups must not hold ${show(group)}, which has none of the resources ${show(resources)}; take it out`;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const long = longNameOf(name.toLowerCase());
  return known.includes(long) ? long : nearestFirst(long, known, (text) => text)[0];
}

/** Whether a name reads like a known one, written as a kind, in the singular or with a letter wrong. */
function isMeant(name: string, known: string): boolean {
  const lower = name.toLowerCase();
  return lower === known || longNameOf(lower) === known || isTypo(lower, known);
}
