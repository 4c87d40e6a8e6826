import type { RenderedObject } from './rendered-object';

/** Each object once: rules share those that come from the route's defaults. */
export function uniqueObjects(objects: readonly RenderedObject[]): RenderedObject[] {
  return [...byKey(objects).values()].map(([first]) => first);
}

/** Objects of one name of which only the first would be made, though the others say something else. */
export function clashProblems(objects: readonly RenderedObject[]): string[] {
  return [...byKey(objects).values()].flatMap(([first, ...others]) =>
    others.some((other) => other.name !== first.name || JSON.stringify(other.spec()) !== JSON.stringify(first.spec()))
      ? [`makes the object '${first.name}' for several rules that want it different; set the option name of the rules`]
      : [],
  );
}

function byKey(objects: readonly RenderedObject[]): Map<string, RenderedObject[]> {
  const groups = new Map<string, RenderedObject[]>();
  for (const object of objects) {
    // A colon is in no id of ours, and what comes before it is a path.
    const key = `${object.scope?.node.path ?? ''}:${object.id}`;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return groups;
}
