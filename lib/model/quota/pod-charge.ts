import { isPlainObject, type JsonObject, objectsIn } from '../../private/json';
import type { Quantity } from '../../private/quantity';
import { type Amounts, addOne, addTo, amountsIn, largerOf } from './amounts';
import { type ContainerAmounts, defaultedAmounts, type LimitItem, ownAmounts } from './limit-range';

/** The resources for which a pod may say one value for all of its containers. */
const POD_LEVEL = /^(cpu|memory|hugepages-.*)$/;
/** The resources whose limits are counted. */
const COUNTED_LIMITS = /^(cpu|memory|ephemeral-storage)$/;
const DEVICE_CLASS = 'deviceclass.resource.kubernetes.io/';

/** The containers of a pod in the order in which they start, and whether they stay. */
export function containersOf(podSpec: JsonObject): { readonly container: JsonObject; readonly stays: boolean }[] {
  return [
    ...objectsIn(podSpec.initContainers).map((container) => ({
      container,
      stays: container.restartPolicy === 'Always',
    })),
    ...objectsIn(podSpec.containers).map((container) => ({ container, stays: true })),
  ];
}

/**
 * What a ResourceQuota charges for one pod: for each resource the larger of what runs together for good (containers
 * and sidecars) and of what each init container needs together with the sidecars started before it; what the pod says
 * for all of its containers goes before that; the overhead of its RuntimeClass comes on top (`PodRequests` and
 * `PodLimits` in k8s.io/component-helpers/resource, `podComputeUsageHelper` in pkg/quota/v1/evaluator/core/pods.go of
 * kubernetes/kubernetes).
 *
 * @param podSpec spec of the pod
 * @param items what the LimitRanges of the namespace say of containers
 * @param overhead overhead of the pod's RuntimeClass where the pod does not say it
 */
export function podCharge(podSpec: JsonObject, items: readonly LimitItem[], overhead?: Amounts): Map<string, Quantity> {
  const { requests, limits } = podAmounts(podSpec, items);
  const extra = isPlainObject(podSpec.overhead) ? amountsIn(podSpec.overhead) : overhead;
  for (const [resource, amount] of extra ?? []) {
    addOne(requests, resource, amount);
    // An overhead is no limit of its own.
    if (limits.has(resource)) addOne(limits, resource, amount);
  }
  return chargeOf(requests, limits);
}

/** What a pod asks for without its overhead, which is what LimitRanges look at. */
export function podAmounts(
  podSpec: JsonObject,
  items: readonly LimitItem[],
): { readonly requests: Map<string, Quantity>; readonly limits: Map<string, Quantity> } {
  const containers = containersOf(podSpec);
  const own = containers.map(({ container }) => ownAmounts(container));
  const stays = containers.map((container) => container.stays);
  const defaulted = own.map((amounts) => defaultedAmounts(amounts, items));
  const requests = aggregate(defaulted, stays, 'requests');
  const limits = aggregate(defaulted, stays, 'limits');
  if (isPlainObject(podSpec.resources))
    applyPodLevel(podSpec.resources, { requests, limits }, aggregate(own, stays, 'requests'));
  return { requests, limits };
}

function aggregate(
  amounts: readonly ContainerAmounts[],
  stays: readonly boolean[],
  field: keyof ContainerAmounts,
): Map<string, Quantity> {
  const running = new Map<string, Quantity>();
  let highest: Amounts = new Map();
  amounts.forEach((each, index) => {
    if (stays[index]) {
      addTo(running, each[field]);
      return;
    }
    const starting = new Map(running);
    addTo(starting, each[field]);
    highest = largerOf(highest, starting);
  });
  return highest.size === 0 ? running : largerOf(highest, running);
}

/** A pod's own request defaults to that of its containers before LimitRanges had their say, then to its own limit. */
function applyPodLevel(
  resources: JsonObject,
  { requests, limits }: { requests: Map<string, Quantity>; limits: Map<string, Quantity> },
  asked: Amounts,
): void {
  const podLimits = amountsIn(resources.limits);
  const podRequests = amountsIn(resources.requests);
  if (podLimits.size > 0) {
    for (const [resource, amount] of [...asked, ...podLimits]) {
      if (!podRequests.has(resource)) podRequests.set(resource, amount);
    }
  }
  for (const [resource, amount] of podRequests) if (POD_LEVEL.test(resource)) requests.set(resource, amount);
  for (const [resource, amount] of podLimits) if (POD_LEVEL.test(resource)) limits.set(resource, amount);
}

function chargeOf(requests: Amounts, limits: Amounts): Map<string, Quantity> {
  const charge = new Map<string, Quantity>();
  for (const [resource, amount] of requests) {
    charge.set(`requests.${resource}`, amount);
    // The scheduler makes a claim for it, which is counted by its class as well.
    if (resource.startsWith(DEVICE_CLASS)) charge.set(devicesOf(resource.slice(DEVICE_CLASS.length)), amount);
  }
  for (const [resource, amount] of limits) if (COUNTED_LIMITS.test(resource)) charge.set(`limits.${resource}`, amount);
  return charge;
}

/** The key under which devices of a class are counted by claim. */
export function devicesOf(deviceClass: string): string {
  return `${deviceClass}.deviceclass.resource.k8s.io/devices`;
}

/** The key under which devices of a class are counted by request. */
export function deviceRequestsOf(deviceClass: string): string {
  return `requests.${DEVICE_CLASS}${deviceClass}`;
}
