import type { Feature } from './feature';

/** What one gateway makes of one feature. What is not listed for a gateway is absent. */
export interface Capability {
  /** The dialect says it itself, or the same comes about through something else. */
  readonly support: 'supported' | 'equivalent';
  /** What it comes about through. */
  readonly through?: string;
  /** The version that brought it, where not all known versions have it. */
  readonly since?: string;
}

/** A gateway spoken to in one routing API: a column of the matrix. */
export interface Column {
  /** Key of the column: `traefik`, `ingress/traefik`, `gateway-api/cilium`. */
  readonly id: string;
  readonly title: string;
  /** How messages call it. */
  readonly name: string;
  /** How a route is made for it. */
  readonly via: string;
  /** The value by which the gateway's facts name the program; nothing where there is only one. */
  readonly programName?: string;
  /** The option that would name the program, where this stands for any. */
  readonly namedBy?: string;
  /** Where the facts come from. */
  readonly source: string;
  readonly features: { readonly [feature: string]: Capability };
  /** Features that the gateway has and no route is made with: the objects that they are written in by hand. */
  readonly byHand?: { readonly [feature: string]: string };
  /** What the gateway does where a feature is asked for that it lacks, for messages. */
  readonly otherwise?: string;
}

/** A gateway as it was declared. */
export interface DeclaredGateway {
  readonly column: Column;
  /** Its version, where one was declared. */
  readonly version?: string;
}

export const SUPPORTED: Capability = { support: 'supported' };

/** The same comes about through something else. */
export function through(what: string): Capability {
  return { support: 'equivalent', through: what };
}

/** There is none before a version. */
export function since(version: string): Capability {
  return { support: 'supported', since: version };
}

/** What a gateway makes of a feature; nothing where it is absent, or came with a later version than the declared one. */
export function capabilityIn({ column, version }: DeclaredGateway, feature: Feature): Capability | undefined {
  const capability = column.features[feature] as Capability | undefined;
  return capability?.since !== undefined && version !== undefined && isBefore(version, capability.since)
    ? undefined
    : capability;
}

function isBefore(version: string, first: string): boolean {
  const [a, b] = [version.replace(/^v/, ''), first].map((text) => text.split('.').map(Number));
  return a[0] - b[0] < 0 || (a[0] === b[0] && a[1] < b[1]);
}

/** The column with a key; the first one where there is none. */
export function columnWith(columns: readonly Column[], id: string): Column {
  return columns.find((column) => column.id === id) ?? columns[0];
}
