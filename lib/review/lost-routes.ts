import { refOf } from '../manifests/manifest';
import { keyOf, titleOf } from '../manifests/object-ref';
import type { Claim } from '../model/routing/claim';
import { claims } from '../model/routing/claims';
import { append } from '../private/append';
import { objectAt, objectsIn } from '../private/json';
import type { Loss } from './data/losses';
import type { ChangedPair, Pairs } from './pairs';
import type { Side } from './side';

/** Requests that a route took where it stays, and that no route takes there any more. */
export function lostRoutes({ changed }: Pairs, before: Side, after: Side): Loss[] {
  const routes = new Map(changed.map((pair) => [keyOf(pair.after), pair]));
  const now = new Map<string, Claim[]>();
  for (const claim of claims(after.set)) append(now, placeOf(claim), claim);
  const lost = claims(before.set)
    .filter(({ route }) => routes.has(keyOf(route)))
    .filter((claim) => !coveringPlaces(claim).some((place) => now.get(place)?.some((each) => takes(each, claim))));
  return [...told(lost), ...changed.filter(({ verdict }) => verdict.refused.length === 0).flatMap(lostListeners)];
}

/** How many requests of a route are named. */
const MOST_NAMED = 5;

/** A sentence for each route and gateway. */
function told(lost: readonly Claim[]): Loss[] {
  const byPlace = new Map<string, Claim[]>();
  const gateways = new Set(lost.map(({ route, gateway }) => `${keyOf(route)}\n${gateway}`));
  for (const claim of lost) {
    // Where a route loses a whole Gateway, each of its listeners need not be told.
    const whole = wholeGateway(claim.gateway);
    if (whole !== claim.gateway && gateways.has(`${keyOf(claim.route)}\n${whole}`)) continue;
    append(byPlace, `${keyOf(claim.route)}\n${claim.gateway}`, claim);
  }
  return [...byPlace.values()].map((list) => {
    const [{ route, gateway }] = list;
    const requests = [...new Set(list.map(({ host, text }) => requestsText(host, text)))];
    const rest = requests.length - MOST_NAMED;
    const more = rest > 0 ? ` and ${rest} more` : '';
    const message = `${titleOf(route)} takes requests for ${requests.slice(0, MOST_NAMED).join(', ')}${more} on ${gateway.trim()} no more`;
    return { object: refOf(route), message, isOutage: false };
  });
}

/** A Gateway with all of its listeners, of one of them. */
function wholeGateway(gateway: string): string {
  return gateway.startsWith('Gateway ') ? `${gateway.split(' ').slice(0, 2).join(' ')} ` : gateway;
}

function requestsText(host: string, text: string): string {
  if (text.includes(host) || host === '*') return text;
  return text.startsWith('/') ? `${host}${text}` : `${host}, ${text}`;
}

function placeOf({ gateway, host }: Pick<Claim, 'gateway' | 'host'>): string {
  return `${gateway}\n${host}`;
}

/** Where requests are taken as well: by every listener of a Gateway, for every host, for those of a wildcard. */
function coveringPlaces({ gateway, host }: Claim): string[] {
  const gateways = [...new Set([gateway, wholeGateway(gateway)])];
  const parts = host.split('.');
  const wildcards = parts.slice(1).map((_, index) => `*.${parts.slice(index + 1).join('.')}`);
  return gateways.flatMap((each) => [host, '*', ...wildcards].map((name) => placeOf({ gateway: each, host: name })));
}

/** Whether a claim takes everything that another one of its path took. */
function takes(claim: Claim, lost: Claim): boolean {
  if (claim.conditions === lost.conditions) return true;
  const [given, wanted] = [claim, lost].map(({ conditions }) => readConditions(conditions));
  const isPath = given.path === wanted.path || given.path === wanted.path.replace(/^Exact /, PREFIX(given.path));
  return isPath && given.others.every((each) => wanted.others.includes(each));
}

const PREFIX = (path: string): string => (path.startsWith('PathPrefix ') ? 'PathPrefix ' : 'Prefix ');

/** The path, and what is asked besides: of the Gateway API as JSON behind it, of Traefik joined by `&&`. */
function readConditions(conditions: string): { readonly path: string; readonly others: readonly string[] } {
  const [, path, json] = /^(.*?) (\[.*\])$/.exec(conditions) ?? [];
  if (json !== undefined) return { path, others: othersIn(JSON.parse(json)) };
  if (!conditions.includes('`')) return { path: conditions, others: [] };
  return { path: '', others: conditions.split('&&').map((each) => each.trim()) };
}

function othersIn(parts: unknown): string[] {
  return (Array.isArray(parts) ? parts : []).flatMap((part: unknown, index) =>
    (Array.isArray(part) ? part : part === null ? [] : [part]).map((each) => `${index} ${String(each)}`),
  );
}

/** Listeners of a Gateway that go while it stays. */
function lostListeners({ before, after }: ChangedPair): Loss[] {
  if (after.kind !== 'Gateway' || after.group !== 'gateway.networking.k8s.io') return [];
  const [old, now] = [before, after].map(({ json }) => objectsIn(objectAt(json, 'spec').listeners));
  return old
    .filter((was) => !now.some((each) => each.port === was.port && (each.hostname ?? '') === (was.hostname ?? '')))
    .map(({ name, port }) => ({
      object: refOf(after),
      message: `${titleOf(after)} has its listener '${String(name)}' on port ${String(port)} no more`,
      isOutage: false,
    }));
}
