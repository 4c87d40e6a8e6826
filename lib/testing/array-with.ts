import { compare } from './compare';
import { cost, sizeOf } from './cost';
import { Matcher } from './matcher';
import type { Mismatch } from './mismatch';
import { itemPath } from './mismatch';

/** Each expected item matches some item of the list, in order. */
export class ArrayWith extends Matcher {
  public readonly size: number;

  public constructor(private readonly items: readonly unknown[]) {
    super();
    this.size = sizeOf(items);
  }

  public toString(): string {
    return `Match.arrayWith(${JSON.stringify(this.items)})`;
  }

  public compare(actual: unknown, path: string): Mismatch[] {
    if (!Array.isArray(actual)) return [{ path, expected: this, actual }];
    let from = 0;
    for (const item of this.items) {
      // Taking the first match leaves the most for the items that follow.
      const at = actual.findIndex((found, index) => index >= from && compare(item, found).length === 0);
      if (at < 0) return explain(item, actual, from, path);
      from = at + 1;
    }
    return [];
  }
}

/** Says why an expected item was not found from an index on: it stands too early, or the nearest item differs. */
function explain(expected: unknown, items: unknown[], from: number, path: string): Mismatch[] {
  const early = items.findIndex((found) => compare(expected, found).length === 0);
  if (early >= 0) {
    const note = `found at [${early}], but Match.arrayWith expects it after [${from - 1}]: the order counts`;
    return [{ path, expected, actual: items[early], note }];
  }
  if (items.length === 0) return [{ path, expected: [expected], actual: items }];
  const costs = items.map((found) => cost(compare(expected, found)));
  const nearest = costs.indexOf(Math.min(...costs));
  const note = `no item matches what Match.arrayWith expects; [${nearest}] is the nearest`;
  return compare(expected, items[nearest], itemPath(path, nearest)).map((mismatch) => ({ note, ...mismatch }));
}
