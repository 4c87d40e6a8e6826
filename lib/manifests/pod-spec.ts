import { isPlainObject, type JsonObject } from '../private/json';
import { podSpecPath } from './kinds';
import type { Manifest } from './manifest';

/** The pod spec in an object, when there is one. */
export function podSpecOf({ group, kind, json }: Manifest): JsonObject | undefined {
  const path = podSpecPath(group, kind);
  if (path === undefined) return undefined;
  let value: unknown = json;
  for (const key of path) value = isPlainObject(value) ? value[key] : undefined;
  return isPlainObject(value) ? value : undefined;
}
