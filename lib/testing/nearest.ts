import { fullKind, kindsOf } from './kind';
import type { Manifest } from './manifest';
import { describe } from './manifest';

const LISTED = 10;

/** Sorts a copy: what reads most like the wanted text comes first, the rest keeps its order. */
export function nearestFirst<T>(wanted: string, items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, distance: editDistance(wanted, textOf(item)) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ item }) => item);
}

/** Lists manifests for a message, one a line. */
export function listing(manifests: readonly Manifest[]): string {
  const lines = manifests.slice(0, LISTED).map((manifest) => `\n  ${describe(manifest)}`);
  if (manifests.length > LISTED) lines.push(`\n  ... and ${manifests.length - LISTED} more`);
  return lines.join('');
}

/** Says which kinds there are, nearest to the wanted one first. */
export function kindsMessage(wanted: string, manifests: readonly Manifest[]): string {
  if (manifests.length === 0) return `there is no ${wanted}: the set of manifests is empty`;
  const kinds = nearestFirst(wanted, kindsOf(manifests), (kind) =>
    wanted.includes('/') ? kind : kind.slice(kind.lastIndexOf('/') + 1),
  );
  const counted = kinds.map((kind) => `${kind} (${manifests.filter((one) => fullKind(one) === kind).length})`);
  return `there is no ${wanted}; nearest first, there are: ${counted.join(', ')}`;
}

/** Number of letters to insert, remove or replace to get from one text to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[to.length];
}
