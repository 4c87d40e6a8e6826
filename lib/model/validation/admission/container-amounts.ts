import { isPlainObject, type JsonObject } from '../../../private/json';
import { child, childOrEmpty, children, has, text } from '../fields';
import { amountIn } from '../pod/resources';

/** Amounts by name of resource, in billionths. */
export type Amounts = ReadonlyMap<string, bigint>;

/** What a container asks for and what it may take at most. */
export interface ContainerAmounts {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** The amounts of a container, with a request where only a limit is written, as the server fills it in. */
export function containerAmounts(container: JsonObject): ContainerAmounts {
  const resources = childOrEmpty(container, 'resources');
  const limits = amountsOf(childOrEmpty(resources, 'limits'));
  return { limits, requests: new Map([...limits, ...amountsOf(childOrEmpty(resources, 'requests'))]) };
}

/** A map of quantities, read. */
export function amountsOf(map: JsonObject): Amounts {
  const amounts = new Map<string, bigint>();
  for (const name of Object.keys(map)) {
    const amount = amountIn(map, name);
    if (amount !== undefined) amounts.set(name, amount);
  }
  return amounts;
}

/** Containers in the order in which they start, with their pointers below that of the spec. */
export function startOrder(spec: JsonObject): { at: string; container: JsonObject; isInit: boolean }[] {
  const init = children(spec, 'initContainers').map((container, index) => ({
    at: `/initContainers/${index}`,
    container,
    isInit: text(container, 'restartPolicy') !== 'Always',
  }));
  const main = children(spec, 'containers').map((container, index) => ({
    at: `/containers/${index}`,
    container,
    isInit: false,
  }));
  return [...init, ...main];
}

/**
 * What one pod takes: the larger of what runs together for good and of what each init container needs beside the
 * sidecars that started before it; what the pod says for all of its containers takes the place of that sum, and the
 * overhead of its runtime comes on top.
 */
export function podAmounts(spec: JsonObject): ContainerAmounts {
  const sum = { requests: sumOf(spec, 'requests'), limits: sumOf(spec, 'limits') };
  const own = child(spec, 'resources');
  if (own) {
    const limits = amountsOf(childOrEmpty(own, 'limits'));
    const requests = new Map([
      ...[...limits].filter(([name]) => !sum.requests.has(name)),
      ...amountsOf(childOrEmpty(own, 'requests')),
    ]);
    for (const [name, amount] of requests) sum.requests.set(name, amount);
    for (const [name, amount] of limits) sum.limits.set(name, amount);
  }
  for (const [name, amount] of amountsOf(childOrEmpty(spec, 'overhead'))) {
    sum.requests.set(name, (sum.requests.get(name) ?? 0n) + amount);
    const limit = sum.limits.get(name);
    if (limit !== undefined) sum.limits.set(name, limit + amount);
  }
  return sum;
}

function sumOf(spec: JsonObject, field: keyof ContainerAmounts): Map<string, bigint> {
  const running = new Map<string, bigint>();
  const highest = new Map<string, bigint>();
  for (const { container, isInit } of startOrder(spec)) {
    for (const [name, amount] of containerAmounts(container)[field]) {
      const together = (running.get(name) ?? 0n) + amount;
      if (!isInit) running.set(name, together);
      else if (together > (highest.get(name) ?? -1n)) highest.set(name, together);
    }
  }
  for (const [name, amount] of running) if (amount > (highest.get(name) ?? -1n)) highest.set(name, amount);
  return highest;
}

/** Whether a pod says how much it takes as a whole. */
export function isSizedAsPod(spec: JsonObject): boolean {
  const resources = child(spec, 'resources');
  return resources !== undefined && (has(resources, 'requests') || has(resources, 'limits'));
}

/** A map of quantities with what is missing in it taken from others, the first one first. */
export function withMissing(map: unknown, ...others: readonly unknown[]): JsonObject {
  const maps = [map, ...others].filter(isPlainObject);
  // Entries, not assignments: a key may be '__proto__'.
  return Object.fromEntries(maps.reverse().flatMap((each) => Object.entries(each)));
}
