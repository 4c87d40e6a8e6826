import type { JsonObject } from '../../private/json';

const NONE: readonly never[] = Object.freeze([]);

/**
 * What carries a label, by namespace, key and value. Maps in maps, since the texts of labels are there already and one
 * that is put together of three would be made anew for each label of each object.
 */
export class ByLabel<T> {
  private readonly items = new Map<string, Map<string, Map<string, T[]>>>();

  public add(namespaceName: string | undefined, key: string, value: unknown, item: T): void {
    const byValue = within(within(this.items, namespaceName ?? ''), key);
    const text = textOf(value);
    const list = byValue.get(text);
    if (list) list.push(item);
    else byValue.set(text, [item]);
  }

  public addAll(namespaceName: string | undefined, labels: JsonObject, item: T): void {
    for (const key of Object.keys(labels)) this.add(namespaceName, key, labels[key], item);
  }

  public carriers(namespaceName: string | undefined, key: string, value: unknown): readonly T[] {
    return (
      this.items
        .get(namespaceName ?? '')
        ?.get(key)
        ?.get(textOf(value)) ?? NONE
    );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

function within<Key, Value>(maps: Map<string, Map<Key, Value>>, key: string): Map<Key, Value> {
  let map = maps.get(key);
  if (!map) maps.set(key, (map = new Map<Key, Value>()));
  return map;
}
