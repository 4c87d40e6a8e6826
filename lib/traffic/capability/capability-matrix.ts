import type { RoutePlan } from '../plan/route-plan';
import type { Capability, Column } from './capability';
import { type Feature, FEATURES } from './feature';
import { GATEWAY_API_COLUMNS } from './gateway-api-columns';
import { INGRESS_COLUMNS, TRAEFIK_COLUMN } from './traefik-columns';

/** What each gateway makes of each feature. docs/routes.md shows it as a table. */
export const COLUMNS: readonly Column[] = [...INGRESS_COLUMNS, TRAEFIK_COLUMN, ...GATEWAY_API_COLUMNS];

/** The column of the gateway that a route is for. */
export function columnOf({ renderer, gateway }: Pick<RoutePlan, 'renderer' | 'gateway'>): Column {
  const id =
    renderer === 'traefik'
      ? 'traefik'
      : renderer === 'ingress'
        ? `ingress/${gateway._ingress?.controller ?? 'other'}`
        : `gateway-api/${gateway._gatewayApi?.implementation ?? 'other'}`;
  return COLUMNS.find((column) => column.id === id) ?? TRAEFIK_COLUMN;
}

/** The version that was declared, where one was. */
function versionOf({ renderer, gateway }: Pick<RoutePlan, 'renderer' | 'gateway'>): string | undefined {
  return renderer === 'gatewayApi' ? gateway._gatewayApi?.version : undefined;
}

/** What the gateway of a route makes of a feature; nothing where it is absent, or came with a later version. */
export function capabilityOf(route: Pick<RoutePlan, 'renderer' | 'gateway'>, feature: Feature): Capability | undefined {
  const capability = columnOf(route).features[feature] as Capability | undefined;
  const version = versionOf(route);
  return capability?.since !== undefined && version !== undefined && isBefore(version, capability.since)
    ? undefined
    : capability;
}

function isBefore(version: string, first: string): boolean {
  const [a, b] = [version.replace(/^v/, ''), first].map((text) => text.split('.').map(Number));
  return a[0] - b[0] < 0 || (a[0] === b[0] && a[1] < b[1]);
}

/** What to do instead, where the matrix alone does not say it. */
const HINTS: { readonly [F in Feature]?: string } = {
  requestTimeout: 'set the timeout in the server, or leave it out',
  backendRequestTimeout: 'set the timeout in the server, or leave it out',
  redirectToHttps: "redirect at the gateway's entry point for all hosts",
  weights: 'split by replicas behind one Service',
  tlsOptions: "set them in the gateway's own configuration",
};

/** Why a feature cannot be had, and what can. */
export function absence(route: Pick<RoutePlan, 'renderer' | 'gateway'>, feature: Feature): string {
  const column = columnOf(route);
  const other = column.features[feature] as Capability | undefined;
  if (other?.since !== undefined)
    return `needs version ${other.since} of ${nameOf(column)}, got ${versionOf(route) ?? ''}; update it and say so in the gateway's facts`;
  const alternatives = COLUMNS.filter(({ features }) => features[feature] as Capability | undefined).map(
    ({ via }) => via,
  );
  const ways = [
    ...(HINTS[feature] === undefined ? [] : [HINTS[feature]]),
    ...(alternatives.length > 0 ? [`use ${join(alternatives)}`] : []),
  ];
  return `${FEATURES[feature]} cannot be had from ${nameOf(column)}${column.id.startsWith('gateway-api') ? ', which accepts and ignores it or refuses the route' : ''}; ${ways.join(', or ')}`;
}

function nameOf({ title }: Column): string {
  return title.startsWith('Gateway API') || title.startsWith('Ingress') ? `the ${title}` : title;
}

/** No sentence names more: docs/routes.md has them all. */
const MAX_ALTERNATIVES = 3;

function join(all: readonly string[]): string {
  const items =
    all.length > MAX_ALTERNATIVES ? [...all.slice(0, MAX_ALTERNATIVES), 'another one of docs/routes.md'] : all;
  return items.length === 1 ? items[0] : `${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
