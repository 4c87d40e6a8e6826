import type { ILimitRangeItem } from 'kubernetes-models/v1/LimitRangeItem';
import type { ILimitRangeSpec } from 'kubernetes-models/v1/LimitRangeSpec';
import { containersOf, type PlacedContainer, type WorkloadPods } from '../../pod-template';
import { addExact, compareExact, parseQuantity, quantity, type ExactQuantity } from '../../quantity-oracle';
import { specOf } from '../manifest';
import type { ManifestSet } from '../rules';

/** Amounts by the key a quota counts them under: `requests.cpu`, `limits.memory`, `requests.nvidia.com/gpu`. */
export type Amounts = ReadonlyMap<string, ExactQuantity>;

/** The item of a type in the LimitRanges of a namespace. */
export function limitsOf(set: ManifestSet, namespace: string, type: string): readonly ILimitRangeItem[] {
  return set
    .ofKind('LimitRange', '')
    .filter((range) => range.metadata.namespace === namespace)
    .flatMap((range) => specOf<ILimitRangeSpec>(range).limits ?? [])
    .filter((item) => item.type === type);
}

/** What a container asks for after the API server and the LimitRanges have filled in what it leaves open. */
export function amountsOf({ container }: PlacedContainer, defaults: readonly ILimitRangeItem[]): Amounts {
  const limits: Record<string, unknown> = { ...container.resources?.limits };
  const requests: Record<string, unknown> = { ...limits, ...container.resources?.requests };
  for (const item of defaults) {
    const limit = { ...item.max, ...item.default };
    const request = { ...item.min, ...limit, ...item.defaultRequest };
    for (const [name, value] of Object.entries(limit)) limits[name] ??= value;
    for (const [name, value] of Object.entries(request)) requests[name] ??= value;
  }
  const amounts = new Map<string, ExactQuantity>();
  for (const [field, values] of Object.entries({ requests, limits })) {
    for (const [name, value] of Object.entries(values)) {
      const amount = parseQuantity(value);
      if (amount) amounts.set(`${field}.${name}`, amount);
    }
  }
  return amounts;
}

/**
 * What one pod is charged: the larger of what runs together for good (containers and sidecars) and of what each init
 * container needs together with the sidecars that were started before it. What the pod says for all its containers takes
 * the place of that sum. The overhead of the pod's runtime comes on top, of limits only where there is one.
 */
export function chargeOf(pod: WorkloadPods, defaults: readonly ILimitRangeItem[]): Amounts {
  const charge = new Map([...sumOf(pod, defaults), ...podLevel(pod)]);
  for (const [name, value] of Object.entries(pod.spec.overhead ?? {})) {
    for (const key of [`requests.${name}`, `limits.${name}`]) {
      const before = charge.get(key);
      if (before) charge.set(key, addExact(before, quantity(value)));
      else if (key.startsWith('requests.')) charge.set(key, quantity(value));
    }
  }
  return charge;
}

function sumOf(pod: WorkloadPods, defaults: readonly ILimitRangeItem[]): Amounts {
  let running: Amounts = new Map();
  let highest: Amounts = new Map();
  for (const placed of containersOf(pod)) {
    const own = amountsOf(placed, defaults);
    if (placed.role === 'init') {
      highest = merged(highest, merged(running, own, addExact), larger);
    } else {
      running = merged(running, own, addExact);
    }
  }
  return merged(highest, running, larger);
}

/**
 * CPU, memory and huge pages as the pod itself states them. A request that it leaves out while it states some limit is
 * what its containers ask for, or else the pod's limit; LimitRanges have no part in that, since they come later.
 */
function podLevel(pod: WorkloadPods): Amounts {
  const { requests = {}, limits = {} } = pod.spec.resources ?? {};
  const stated = new Map<string, ExactQuantity>();
  const state = (field: string, values: Readonly<Record<string, unknown>>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (/^(cpu|memory|hugepages-.+)$/.test(name)) stated.set(`${field}.${name}`, quantity(value));
    }
  };
  if (Object.keys(limits).length > 0) {
    state('requests', limits);
    for (const [key, amount] of sumOf(pod, []))
      if (/^requests\.(cpu|memory|hugepages-.+)$/.test(key)) stated.set(key, amount);
  }
  state('requests', requests);
  state('limits', limits);
  return stated;
}

export function merged(
  left: Amounts,
  right: Amounts,
  join: (a: ExactQuantity, b: ExactQuantity) => ExactQuantity,
): Amounts {
  const result = new Map(left);
  for (const [key, amount] of right) {
    const other = result.get(key);
    result.set(key, other ? join(other, amount) : amount);
  }
  return result;
}

function larger(a: ExactQuantity, b: ExactQuantity): ExactQuantity {
  return compareExact(a, b) < 0 ? b : a;
}
