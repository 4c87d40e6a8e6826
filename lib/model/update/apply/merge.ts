import { isPlainObject, type JsonObject } from '../../../private/json';
import { isUnset, ownField } from '../fields/fields';
import type { ObjectKind } from '../fields/kind';
import { byKey, keyOf, mergeKeysOf, type Place } from '../fields/merge-keys';

/** How a change is merged into what is live. */
export interface Merge {
  /** The kind; of custom resources, whose types are not known, lists are replaced. */
  readonly kind: ObjectKind;
  /** Whether as by client-side `kubectl apply`. */
  readonly isClientSide: boolean;
}

/** Values that belong together: a selector is replaced, never merged. */
const ATOMIC: ReadonlySet<string> = new Set(['selector', 'labelSelector', 'podSelector', 'namespaceSelector']);

const ROOT: Place = { field: '', parent: '' };

/**
 * What is live after the new version is applied by the one who applied the old one: what the old version gave and the
 * new one does not is removed, with all that was filled in below it; what was filled in beside stays.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function mergeApplied(live: JsonObject, before: JsonObject, after: JsonObject, merge: Merge): JsonObject {
  return mergeObject(live, before, after, ROOT, merge);
}

function mergeObject(live: JsonObject, before: unknown, after: JsonObject, place: Place, merge: Merge): JsonObject {
  const kept = keepsOthers(place, merge)
    ? Object.entries(live).filter(([field]) => !Object.hasOwn(after, field) && isUnset(ownField(before, field)))
    : [];
  const merged: [string, unknown][] = [];
  for (const [field, value] of Object.entries(after)) {
    if (isUnset(value)) continue;
    const inner = { field, parent: place.field };
    const result = mergeValue(ownField(live, field), ownField(before, field), value, inner, merge);
    if (!(isEmptied(value, ownField(before, field), inner, merge) && isEmpty(result))) merged.push([field, result]);
  }
  return Object.fromEntries([...merged, ...kept]);
}

/**
 * Server-side, an object from which everything given is taken away goes itself, though the new version says `{}`: but not
 * the one that it is in.
 */
function isEmptied(after: unknown, before: unknown, { field }: Place, { isClientSide }: Merge): boolean {
  return !isClientSide && !ATOMIC.has(field) && isEmpty(after) && isPlainObject(before) && !isEmpty(before);
}

function isEmpty(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).length === 0;
}

/** Client-side apply replaces a strategy and a volume: of what is live only the fields of the new version stay. */
function keepsOthers({ field, parent }: Place, { kind, isClientSide }: Merge): boolean {
  if (!isClientSide) return true;
  return !(kind.qualified === 'Deployment.apps' && field === 'strategy' && parent === 'spec') && field !== 'volumes';
}

function mergeValue(live: unknown, before: unknown, after: unknown, place: Place, merge: Merge): unknown {
  if (Array.isArray(after)) return mergeList(live, before, after, place, merge);
  if (!isPlainObject(after) || !isPlainObject(live) || ATOMIC.has(place.field)) return after;
  return mergeObject(live, before, after, place, merge);
}

/** Items are paired by what identifies them, and stand in the order of the new version. */
function mergeList(live: unknown, before: unknown, after: readonly unknown[], place: Place, merge: Merge): unknown {
  const keys = merge.kind.isBuiltIn ? mergeKeysOf(merge.kind.qualified, place) : undefined;
  if (keys === undefined || !Array.isArray(live)) return after;
  const [liveItems, beforeItems]: readonly unknown[][] = [live, Array.isArray(before) ? before : []];
  const [liveKeys, beforeKeys, afterKeys] = [liveItems, beforeItems, after].map((list) => byKey(list, keys));
  if (liveKeys === undefined || beforeKeys === undefined || afterKeys === undefined) return after;
  const merged = after.map((item) => {
    const key = keyOf(item, keys) ?? '';
    const [liveItem, beforeItem] = [itemAt(liveItems, liveKeys.get(key)), itemAt(beforeItems, beforeKeys.get(key))];
    if (!isPlainObject(liveItem) || !isPlainObject(item)) return item;
    return mergeObject(liveItem, beforeItem, item, place, merge);
  });
  const others = [...liveKeys].filter(([key]) => !beforeKeys.has(key) && !afterKeys.has(key));
  return [...merged, ...others.map(([, index]) => liveItems[index])];
}

function itemAt(list: readonly unknown[], index: number | undefined): unknown {
  return index === undefined ? undefined : list[index];
}
