import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Quantity } from '../../private/quantity';
import { type Amounts, amountsIn } from './amounts';

/** One item of a LimitRange, with the defaults that the API server derives from its bounds. */
export interface LimitItem {
  /** The LimitRange, for messages. */
  readonly rangeName: string;
  /** What the item is about: one container, or all containers of a pod together. */
  readonly type: 'Container' | 'Pod';
  readonly min: Amounts;
  readonly max: Amounts;
  /** The largest limit as a multiple of the request. */
  readonly ratio: Amounts;
  readonly limit: Amounts;
  readonly request: Amounts;
}

/**
 * The items for containers and pods of a LimitRange. Where they are left out, the default limit of a container is the
 * maximum, and the default request the default limit or else the minimum (`SetDefaults_LimitRangeItem` in
 * pkg/apis/core/v1/defaults.go of kubernetes/kubernetes). A pod has no defaults.
 */
export function limitItems(limitRange: JsonObject): LimitItem[] {
  const rangeName = String(objectAt(limitRange, 'metadata').name);
  return objectsIn(objectAt(limitRange, 'spec').limits).flatMap((item) => {
    const { type } = item;
    if (type !== 'Container' && type !== 'Pod') return [];
    const [min, max, ratio] = [amountsIn(item.min), amountsIn(item.max), amountsIn(item.maxLimitRequestRatio)];
    const bounds = { rangeName, type, min, max, ratio } as const;
    if (type === 'Pod') return [{ ...bounds, limit: new Map(), request: new Map() }];
    const limit = new Map([...max, ...amountsIn(item.default)]);
    return [{ ...bounds, limit, request: new Map([...min, ...limit, ...amountsIn(item.defaultRequest)]) }];
  });
}

/** What a container asks for. */
export interface ContainerAmounts {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** What a container asks for by itself: a limit without a request is a request as well. */
export function ownAmounts(container: JsonObject): ContainerAmounts {
  const limits = amountsIn(objectAt(container, 'resources', 'limits'));
  const requests = amountsIn(objectAt(container, 'resources', 'requests'));
  for (const [resource, amount] of limits) if (!requests.has(resource)) requests.set(resource, amount);
  return { requests, limits };
}

/** What a container asks for once the LimitRanges of its namespace have filled in what it leaves open. */
export function defaultedAmounts(own: ContainerAmounts, items: readonly LimitItem[]): ContainerAmounts {
  if (items.length === 0) return own;
  const [requests, limits] = [new Map(own.requests), new Map(own.limits)];
  for (const { limit, request } of items) {
    fill(limits, limit);
    fill(requests, request);
  }
  return { requests, limits };
}

function fill(amounts: Map<string, Quantity>, defaults: Amounts): void {
  for (const [resource, amount] of defaults) if (!amounts.has(resource)) amounts.set(resource, amount);
}
