import { DIALECT_NAMES, DIALECTS } from '../dialects/registry';
import type { RoutePlan } from '../plan/route-plan';
import { type Capability, capabilityIn, type Column, type DeclaredGateway } from './capability';
import { type Feature, FEATURES } from './feature';

/** What each gateway makes of each feature. docs/routes.md shows it as a table. */
export function allColumns(): Column[] {
  return DIALECT_NAMES.flatMap((name) => DIALECTS[name].columns());
}

type Route = Pick<RoutePlan, 'renderer' | 'gateway'>;

function gatewayOf({ renderer, gateway }: Route): DeclaredGateway {
  const declared = DIALECTS[renderer].gatewayOf(gateway);
  if (!declared) throw new Error('a route is planned with facts about a gateway that it can be made for');
  return declared;
}

/** What the gateway of a route makes of a feature; nothing where it is absent, or came with a later version. */
export function capabilityOf(route: Route, feature: Feature): Capability | undefined {
  return capabilityIn(gatewayOf(route), feature);
}

/** How messages call the gateway of a route. */
export function nameOf(route: Route): string {
  return gatewayOf(route).column.name;
}

/** What to do instead, where the matrix alone does not say it. */
const HINTS: { readonly [F in Feature]?: string } = {
  requestTimeout: 'set the timeout in the server, or leave it out',
  backendRequestTimeout: 'set the timeout in the server, or leave it out',
  redirectToHttps: "redirect at the gateway's entry point for all hosts",
  weights: 'split by replicas behind one Service',
  inferencePool: 'lead the rule to the server itself',
  weightedPools: 'split by weight over the servers themselves, or by replicas behind one pool',
  mixedProtocols: 'give gRPC a host and a route of its own',
  tlsOptions: "set them in the gateway's own configuration",
};

/** Why a feature cannot be had, and what can. */
export function absence(route: Route, feature: Feature): string {
  const { column, version = '' } = gatewayOf(route);
  const other = column.features[feature] as Capability | undefined;
  if (other?.since !== undefined)
    return `needs version ${other.since} of ${column.name}, got ${version}; update it and say so in the gateway's facts`;
  const able = allColumns().filter(({ features }) => features[feature] as Capability | undefined);
  // The gateway may be one of them already, and nobody said so.
  const named = column.namedBy
    ? DIALECTS[route.renderer].columns().flatMap((each) => (able.includes(each) ? (each.programName ?? []) : []))
    : [];
  const alternatives = able.filter(({ programName = '' }) => !named.includes(programName)).map(({ via }) => via);
  const ways = [
    ...(named.length > 0
      ? [`say ${column.namedBy}: ${join(named)} in the gateway's facts where that is what runs`]
      : []),
    ...(HINTS[feature] === undefined ? [] : [HINTS[feature]]),
    ...(alternatives.length > 0 ? [`use ${join(alternatives)}`] : []),
  ];
  const own = column.byHand?.[feature];
  if (own !== undefined)
    return `nothing is made for ${FEATURES[feature]} by ${column.name}, where it takes ${own}; write that by hand and leave the option out${ways.length === 0 ? '' : `, or ${ways.join(', or ')}`}`;
  const otherwise = column.otherwise === undefined ? '' : `, which ${column.otherwise}`;
  return `${FEATURES[feature]} cannot be had from ${column.name}${otherwise}; ${ways.join(', or ')}`;
}

/** No sentence names more: docs/routes.md has them all. */
const MAX_ALTERNATIVES = 3;

function join(all: readonly string[]): string {
  const items =
    all.length > MAX_ALTERNATIVES ? [...all.slice(0, MAX_ALTERNATIVES), 'another one of docs/routes.md'] : all;
  return items.length === 1 ? items[0] : `${items.slice(0, -1).join(', ')} or ${items[items.length - 1]}`;
}
