import type { RouteMatch } from './route-match';

/** How precise a match is: what is compared first stands first. */
function ranks({ path, form, methods, headers, queryParams }: RouteMatch, pinned: boolean): number[] {
  return [
    path.length,
    form === 'exact' ? 1 : 0,
    methods.length > 0 ? 1 : 0,
    headers.length + (pinned ? 1 : 0),
    queryParams.length,
  ];
}

/**
 * Orders matches as the Gateway API does (https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule): the longest
 * path, an exact one before a prefix, methods, most headers, most query parameters. An exact path only competes with
 * prefixes that are at most as long.
 */
export function byPrecedence(a: RouteMatch, aPinned: boolean, b: RouteMatch, bPinned: boolean): number {
  const [first, second] = [ranks(a, aPinned), ranks(b, bPinned)];
  const index = first.findIndex((rank, position) => rank !== second[position]);
  return index < 0 ? 0 : second[index] - first[index];
}

/** Room for what comes after, at every place: 16 query parameters, 17 headers, one method, one form, 1024 letters. */
const UNITS = [200_000, 80_000, 40_000, 2_000, 100];
/** What kind of host a match is for: the more precise one comes first, whatever the paths. */
export type HostKind = 'named' | 'wildcard' | 'any';

/**
 * More than any path on a host of the other kind. A route of every host comes after all others, those whose priority
 * Traefik works out too: negative ones are
 * (https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority) supported.
 */
const HOSTS: { readonly [kind in HostKind]: number } = { named: 1_000_000_000, wildcard: 0, any: -1_000_000_000 };

/** Below every match of every host. */
export const LAST_OF_ALL = -2_000_000_000;

/**
 * The same order as a number, since Traefik goes by the length of the rule's text where none is given. A host that is
 * named wins over a wildcard, as it does for an Ingress and on a Gateway.
 */
export function priorityOf(match: RouteMatch, pinned: boolean, host: HostKind): number {
  const precise = ranks(match, pinned).reduce((sum, rank, index) => sum + rank * UNITS[index], 0);
  return precise + HOSTS[host];
}

/** Alternatives of equal precision keep the order in which they were declared: each gives way to those before it. */
export const MAX_TIES = UNITS[UNITS.length - 1] - 1;
