import { kindsOfPlural, kindsOfGroup, knownGroups, namespacedResources } from '../../manifests/kinds';
import { atFirstUse } from '../../private/first-use';

/** What can be asked of a subresource; any other verb in a rule grants nothing. */
const SUBRESOURCE_VERBS: { readonly [subresource: string]: readonly string[] } = {
  attach: ['create', 'get'],
  binding: ['create'],
  ephemeralcontainers: ['get', 'patch', 'update'],
  eviction: ['create'],
  exec: ['create', 'get'],
  log: ['get'],
  portforward: ['create', 'get'],
  proxy: ['create', 'delete', 'get', 'patch', 'update'],
  resize: ['get', 'patch', 'update'],
  scale: ['get', 'patch', 'update'],
  status: ['get', 'patch', 'update'],
  token: ['create'],
};

/** What kubectl calls resources for short, which RBAC does not know, and what they are called in full. */
const shortNames = atFirstUse(
  () =>
    new Map(
      knownGroups()
        .flatMap(kindsOfGroup)
        .flatMap(({ shortName, plural }) => (shortName === undefined ? [] : [[shortName, plural] as const])),
    ),
);

/** The resources that are known of a group and live in a namespace; `namespaces` is judged by the one it names. */
export function resourcesOf(group: string): readonly string[] {
  return [...namespacedResources(group), ...(group === '' ? ['namespaces'] : [])];
}

/** The known groups that have a resource in a namespace. */
export function groupsWith(resource: string): string[] {
  return knownGroups().filter((group) => resourcesOf(group).includes(resource));
}

/** The subresources of a Kubernetes resource. */
export function subresourcesOf(resource: string): readonly string[] {
  const [known] = kindsOfPlural(resource);
  // Every object may be the owner of another that blocks its deletion, which asks for `finalizers`.
  return [...(known?.subresources ?? ['status']), 'finalizers'];
}

/** The verbs that mean something for a subresource; `undefined` when that is not known. */
export function verbsOfSubresource(subresource: string): readonly string[] | undefined {
  return Object.hasOwn(SUBRESOURCE_VERBS, subresource) ? SUBRESOURCE_VERBS[subresource] : undefined;
}

/** What kubectl understands by an abbreviation. */
export function longNameOf(resource: string): string {
  return shortNames().get(resource) ?? resource;
}
