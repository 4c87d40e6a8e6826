import { type JsonObject, unlessEmpty } from '../../private/json';
import type { Labels } from '../../private/labels';

/** Metadata of one of a server's objects. The namespace comes from the chart, the order of keys from synthesis. */
export function metadata(name: string, labels: Labels, ...annotations: readonly (Labels | undefined)[]): JsonObject {
  const given = annotations.filter((some) => some !== undefined);
  return { name, labels, annotations: given.length === 0 ? undefined : unlessEmpty(Object.assign({}, ...given)) };
}
