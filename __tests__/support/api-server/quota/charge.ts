import type { ILimitRangeItem } from 'kubernetes-models/v1/LimitRangeItem';
import type { ILimitRangeSpec } from 'kubernetes-models/v1/LimitRangeSpec';
import { containersOf, type PlacedContainer, type WorkloadPods } from '../../pod-template';
import { addExact, compareExact, parseQuantity, type ExactQuantity } from '../../quantity-oracle';
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
 * container needs together with the sidecars that were started before it.
 */
export function chargeOf(pod: WorkloadPods, defaults: readonly ILimitRangeItem[]): Amounts {
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
