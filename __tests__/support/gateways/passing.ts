import { fraction, ONE, plus, times, type Fraction } from './fraction';
import type { ParsedRequest } from './http';
import type { Pass, Seen } from './types';

/** A request on its way through an implementation: what it has become so far. Never changed, only replaced. */
export interface Passing {
  readonly request: ParsedRequest;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly stamped: Readonly<Record<string, string>>;
  readonly response: Readonly<Record<string, string>>;
  readonly passes: readonly Pass[];
  readonly notes: readonly string[];
}

/** Where a part of the requests ends. */
export type End =
  | { readonly kind: 'backend'; readonly backend: string; readonly protocol: Seen['protocol'] }
  | { readonly kind: 'reply'; readonly status: number; readonly reason: string }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string };

export interface Leaf {
  readonly share: Fraction;
  readonly end: End;
  readonly passing: Passing;
}

/** Where requests end, and where copies of them go. */
export interface Flow {
  readonly leaves: readonly Leaf[];
  readonly mirrors: readonly Leaf[];
}

/** Anything a request can be handed to. */
export type Handler = (passing: Passing) => Flow;

export function startPassing(request: ParsedRequest): Passing {
  const { path, query, headers } = request;
  const host = request.hostHeader;
  return { request, host, path, query, headers, stamped: {}, response: {}, passes: [], notes: [] };
}

export function flowTo(end: End, passing: Passing): Flow {
  return { leaves: [{ share: ONE, end, passing }], mirrors: [] };
}

export function replyWith(status: number, reason: string): Handler {
  return (passing) => flowTo({ kind: 'reply', status, reason }, passing);
}

/** Several flows by weight; those without a positive weight are never chosen. `undefined` when none is left. */
export function weighted(flows: readonly { readonly weight: number; readonly flow: Flow }[]): Flow | undefined {
  const chosen = flows.filter(({ weight }) => weight > 0);
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  const scaled = chosen.map(({ weight, flow }) => scale(flow, fraction(weight, total)));
  return { leaves: scaled.flatMap((flow) => flow.leaves), mirrors: scaled.flatMap((flow) => flow.mirrors) };
}

export function scale(flow: Flow, factor: Fraction): Flow {
  const scaled = (leaf: Leaf): Leaf => ({ ...leaf, share: times(leaf.share, factor) });
  return { leaves: flow.leaves.map(scaled), mirrors: flow.mirrors.map(scaled) };
}

/** The shares of equal keys, added. */
export function addedUp(entries: Iterable<readonly [string, Fraction]>): Map<string, Fraction> {
  const sums = new Map<string, Fraction>();
  for (const [key, share] of entries) {
    const before = sums.get(key);
    sums.set(key, before ? plus(before, share) : share);
  }
  return sums;
}

export function withPass(passing: Passing, pass: Pass): Passing {
  return { ...passing, passes: [...passing.passes, pass] };
}

export function withNote(passing: Passing, note: string): Passing {
  return { ...passing, notes: [...passing.notes, note] };
}

export function withHeader(passing: Passing, name: string, values: readonly string[] | undefined): Passing {
  const headers = new Map(passing.headers);
  if (values === undefined) headers.delete(name.toLowerCase());
  else headers.set(name.toLowerCase(), values);
  return { ...passing, headers };
}
