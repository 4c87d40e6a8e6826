/** A binary heap: gives back what was pushed, the smallest first; equal ones in no order. */
export class MinHeap<T> {
  private readonly items: T[] = [];

  public constructor(private readonly rankOf: (item: T) => number) {}

  public push(item: T): void {
    const { items, rankOf } = this;
    let index = items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (rankOf(items[parent]) <= rankOf(item)) break;
      items[index] = items[parent];
      index = parent;
    }
    items[index] = item;
  }

  public pop(): T | undefined {
    const { items } = this;
    const first = items[0] as T | undefined;
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.sink(last);
    return first;
  }

  private sink(item: T): void {
    const { items, rankOf } = this;
    const { length } = items;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      if (child + 1 < length && rankOf(items[child + 1]) < rankOf(items[child])) child++;
      if (rankOf(items[child]) >= rankOf(item)) break;
      items[index] = items[child];
      index = child;
    }
    items[index] = item;
  }
}
