import { objectAt } from '../private/json';
import { Problems } from '../private/problems';
import { Quantity } from '../private/quantity';
import { type ContainerResources, resourceRequirements } from '../server/resources';
import type { ServerPlan } from '../server/server-plan';
import type { ReleaseLoad } from './release-stage';

const CPU = 'cpu';
const MEMORY = 'memory';

/** What one pod requests, by resource. */
export type PodRequest = ReadonlyMap<string, Quantity>;

/**
 * What the scheduler reserves for a pod: the containers that run side by side, or an init container beside the sidecars
 * that have started before it, whichever is more.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podRequest(plan: ServerPlan): PodRequest {
  let sidecars: PodRequest = new Map();
  let most: PodRequest = new Map();
  for (const container of plan.extraContainers.containers) {
    const request = requestOf(container.resources);
    if (container.restartPolicy === 'Always') sidecars = plus(sidecars, request);
    else most = max(most, plus(sidecars, request));
  }
  return max(most, plus(sidecars, requestOf(plan.resources)));
}

/** What numbers of pods of two kinds reserve together. */
export function loadOf(sides: readonly { readonly pods: number; readonly request: PodRequest }[]): ReleaseLoad {
  const totals = sides.reduce<PodRequest>((sum, { pods, request }) => plus(sum, times(request, pods)), new Map());
  const zero = Quantity.parse('0');
  return {
    pods: sides.reduce((sum, { pods }) => sum + pods, 0),
    cpu: (totals.get(CPU) ?? zero).toCpu(),
    memory: (totals.get(MEMORY) ?? zero).toBytes(),
    accelerators: [...totals]
      .filter(([resource]) => resource.includes('/'))
      .reduce((sum, [, quantity]) => sum + quantity.toNumber(), 0),
  };
}

function requestOf(resources: unknown): PodRequest {
  const requests = Object.entries(objectAt({ resources }, 'resources', 'requests'));
  return new Map(requests.map(([resource, text]) => [resource, Quantity.parse(String(text))]));
}

function plus(a: PodRequest, b: PodRequest): PodRequest {
  return combine(a, b, (x, y) => x.plus(y));
}

function max(a: PodRequest, b: PodRequest): PodRequest {
  return combine(a, b, (x, y) => (x.exceeds(y) ? x : y));
}

function combine(a: PodRequest, b: PodRequest, join: (x: Quantity, y: Quantity) => Quantity): PodRequest {
  const joined = new Map(a);
  for (const [resource, quantity] of b) {
    const other = joined.get(resource);
    joined.set(resource, other ? join(other, quantity) : quantity);
  }
  return joined;
}

function times(request: PodRequest, count: number): PodRequest {
  return new Map([...request].map(([resource, quantity]) => [resource, quantity.times(count)]));
}

/** What the pod of a test requests. */
export function jobRequest(resources: ContainerResources): PodRequest {
  return requestOf(resourceRequirements(new Problems(''), '', resources));
}
