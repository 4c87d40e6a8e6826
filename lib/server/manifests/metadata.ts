import { type JsonObject, sortedMap, unlessEmpty } from '../../private/json';
import type { Labels } from '../../private/labels';

/** Metadata of one of a server's objects. The namespace comes from the chart. */
export function metadata(name: string, labels: Labels, ...annotations: readonly (Labels | undefined)[]): JsonObject {
  return {
    name,
    labels: sortedMap(labels),
    annotations: unlessEmpty(sortedMap(Object.assign({}, ...annotations) as Labels)),
  };
}
