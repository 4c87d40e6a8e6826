/** What one gateway makes of one feature. What is not listed for a gateway is absent. */
export interface Capability {
  /** The dialect says it itself, or the same comes about through something else. */
  readonly support: 'supported' | 'equivalent';
  /** What it comes about through. */
  readonly through?: string;
  /** The version that brought it, where not all known versions have it. */
  readonly since?: string;
}

/** A gateway spoken to in one dialect: a column of the matrix. */
export interface Column {
  /** Key of the column: `traefik`, `ingress/traefik`, `gateway-api/cilium`. */
  readonly id: string;
  readonly title: string;
  /** How a route is made for it. */
  readonly via: string;
  /** Where the facts come from. */
  readonly source: string;
  readonly features: { readonly [feature: string]: Capability };
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
