/** One change of a recorded case. */
export interface Operation {
  readonly op: 'remove' | 'replace' | 'rename' | 'repeat' | 'reverse';
  readonly path: string;
  readonly value?: unknown;
  readonly to?: string;
}

/** A copy of a manifest with recorded changes made to it. */
export function applied(base: object, operations: readonly Operation[]): { [key: string]: unknown } {
  const object = JSON.parse(JSON.stringify(base)) as { [key: string]: unknown };
  for (const operation of operations) apply(object, operation);
  return object;
}

function apply(object: object, { op, path, value, to }: Operation): void {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop() ?? '';
  let parent: any = object;
  for (const step of steps) {
    parent = parent?.[step];
    // A second operation may concern what the first one took away.
    if (parent === undefined) return;
  }
  if (op === 'replace') parent[last] = value;
  else if (op === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else Reflect.deleteProperty(parent, last);
  } else if (op === 'reverse') parent[last]?.reverse();
  else if (op === 'repeat') parent[last].push(JSON.parse(JSON.stringify(parent[last][0])));
  else if (op === 'rename') {
    parent[to!] = parent[last];
    Reflect.deleteProperty(parent, last);
  }
}
