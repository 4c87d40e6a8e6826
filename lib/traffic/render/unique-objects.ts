import type { RenderedObject } from './rendered-object';

/** Each object once: rules share those that come from the route's defaults. */
export function uniqueById(objects: readonly RenderedObject[]): RenderedObject[] {
  return [...new Map(objects.map((object) => [object.id, object])).values()];
}
