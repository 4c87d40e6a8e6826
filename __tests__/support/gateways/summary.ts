import { percentOf, showFraction } from './fraction';
import { addedUp, type End, type Flow, type Leaf, type Passing } from './passing';
import type { Answer, Pass, Seen } from './types';

/** Puts a flow into words. */
export function summarise(rule: string, flow: Flow, extraNotes: readonly string[] = []): Answer {
  const { leaves } = flow;
  const first = leaves[0];
  if (!first) throw new Error(`${rule}: a flow without leaves`);
  const notes = unique([...extraNotes, ...[...leaves, ...flow.mirrors].flatMap(({ passing }) => passing.notes)]);
  const alone = leaves.every(({ end }) => same(end, first.end));
  if (alone && first.end.kind === 'redirect') {
    return { outcome: 'redirect', rule, notes, status: first.end.status, location: first.end.location };
  }
  if (leaves.every(({ end }) => end.kind === 'reply' && nameOf(end) === nameOf(first.end))) {
    const { status, reason } = first.end as End & { kind: 'reply' };
    return { outcome: 'reply', rule, notes, status, reason };
  }
  const [seen, conflicts] = seenBy(leaves);
  const shares = addedUp(leaves.map(({ end, share }) => [nameOf(end), share] as const));
  const mirrors = addedUp(flow.mirrors.map(({ end, share }) => [nameOf(end), share] as const));
  return {
    outcome: 'forward',
    rule,
    notes: [...notes, ...conflicts],
    backends: sorted([...shares].map(([name, share]) => [name, showFraction(share)])),
    seen,
    mirrors: sorted(
      [...mirrors].filter(([, share]) => share.num > 0n).map(([name, share]) => [name, percentOf(share)]),
    ),
    passes: passesOf(leaves),
  };
}

export function nothingMatched(reason: string, notes: readonly string[] = []): Answer {
  return { outcome: 'reply', rule: '', notes: unique(notes), status: 404, reason };
}

function seenBy(leaves: readonly Leaf[]): [Record<string, Seen>, string[]] {
  const found = new Map<string, Seen>();
  const conflicts: string[] = [];
  for (const { end, passing } of leaves) {
    if (end.kind !== 'backend') continue;
    const seen = seenAs(passing, end.protocol);
    const before = found.get(end.backend);
    if (before && !same(before, seen)) conflicts.push(`${end.backend} gets requests of more than one form`);
    else found.set(end.backend, seen);
  }
  return [sorted([...found]), unique(conflicts)];
}

function seenAs({ request, host, path, query, headers, stamped, response }: Passing, protocol: Seen['protocol']): Seen {
  const changed = [...headers].filter(([name, values]) => !same(values, request.headers.get(name)));
  return {
    protocol,
    host,
    path: `${path}${query}`,
    added: sorted(changed.map(([name, values]) => [name, values.join(',')])),
    removed: [...request.headers.keys()].filter((name) => !headers.has(name)).sort(),
    stamped,
    response: sorted(Object.entries(response)),
  };
}

function passesOf(leaves: readonly Leaf[]): Pass[] {
  const all = leaves.flatMap(({ passing }) => passing.passes);
  return all.filter((pass, index) => all.findIndex((other) => same(other, pass)) === index);
}

function nameOf(end: End): string {
  if (end.kind === 'backend') return end.backend;
  return end.kind === 'reply' ? `status ${end.status}` : `redirect ${end.status} ${end.location}`;
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
