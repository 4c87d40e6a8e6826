/** Sorts a copy: what reads most like the wanted text comes first, the rest keeps its order. */
export function nearestFirst<T>(wanted: string, items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, distance: editDistance(wanted, textOf(item)) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ item }) => item);
}

/** What reads most like the wanted text, when it reads much like it; never the one that is left out. */
export function nearestWithin(
  wanted: string,
  items: readonly string[],
  except?: string,
  limit = Math.max(2, Math.floor(wanted.length / 3)),
): string | undefined {
  const [nearest] = nearestFirst(
    wanted,
    items.filter((item) => item !== except),
    (item) => item,
  );
  return nearest !== undefined && editDistance(wanted, nearest) <= limit ? nearest : undefined;
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
