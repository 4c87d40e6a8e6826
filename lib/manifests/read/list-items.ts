import { isPlainObject, type JsonObject } from '../../private/json';

/** The objects of a list as kubectl takes it apart: `kind: List`, or one of a kind such as `DeploymentList`. */
export function itemsOf(value: JsonObject): unknown[] | undefined {
  const { apiVersion, kind, items } = value;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || !kind.endsWith('List')) return undefined;
  // Go reads null as a list of nothing; without `items` it is an object of that kind.
  if (items === null) return [];
  if (!Array.isArray(items)) return undefined;
  const itemKind = kind.slice(0, -'List'.length);
  if (itemKind === '') return items as unknown[];
  // What a list of one kind holds may leave out what the list says.
  return items.map((item: unknown) => (isPlainObject(item) ? { apiVersion, kind: itemKind, ...item } : item));
}
