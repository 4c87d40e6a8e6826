import { devicesOf } from '../model/quota/pod-charge';
import { type JsonObject, objectAt } from '../private/json';
import { Problems } from '../private/problems';
import { Quantity } from '../private/quantity';
import { type ContainerResources, resourceRequirements } from '../server/resources';
import type { ServerPlan } from '../server/server-plan';
import type { ReleaseLoad } from './release-stage';

/** Pods and what they request, by resource; the pods themselves are counted like one. */
export type Amount = ReadonlyMap<string, Quantity>;

const PODS = 'pods';
export const NO_AMOUNT: Amount = new Map();
const ONE = Quantity.of(1);
const ONE_POD: Amount = new Map([[PODS, ONE]]);

/** What each replica of a server requests: a pod, or the pods of a group. */
export function replicaRequest(plan: ServerPlan): Amount {
  return plan.group ? times(podRequest(plan), plan.group.size) : podRequest(plan);
}

/**
 * What the scheduler reserves for a pod: the model's container beside the sidecars, or one of the init containers, which
 * run one after the other before these start, whichever is more.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
function podRequest(plan: ServerPlan): Amount {
  const { containers } = plan.extraContainers;
  const requests = (isSidecar: boolean): Amount[] =>
    containers
      .filter(({ restartPolicy }) => (restartPolicy === 'Always') === isSidecar)
      .map(({ resources }) => requestOf(resources));
  return sum(ONE_POD, highest(...requests(false), sum(...requests(true), requestOf(plan.resources), claimed(plan))));
}

/** Devices that each pod gets by a claim of its own. */
function claimed({ accelerator }: ServerPlan): Amount {
  if (!accelerator?.template) return NO_AMOUNT;
  return new Map([[devicesOf(accelerator.resource), Quantity.of(accelerator.count)]]);
}

/** What the pod of a test requests. */
export function jobRequest(resources: ContainerResources): Amount {
  return sum(ONE_POD, requestOf(resourceRequirements(new Problems(''), '', resources)));
}

/** The pod of a test, as far as it asks for something. */
export function testPod(resources: ContainerResources): JsonObject {
  return { containers: [{ resources: resourceRequirements(new Problems(''), '', resources) }] };
}

/** Amounts at the same time. */
export function sum(...amounts: readonly Amount[]): Amount {
  return combine(amounts, (a, b) => a.plus(b));
}

/** Amounts of which only one is there at a time: of each resource the highest. */
export function highest(...amounts: readonly Amount[]): Amount {
  return combine(amounts, (a, b) => (a.exceeds(b) ? a : b));
}

/** What a number of pods requests. */
export function times(request: Amount, pods: number): Amount {
  return new Map([...request].map(([resource, quantity]) => [resource, quantity.times(pods)]));
}

/** The amount in words. */
export function toLoad(amount: Amount): ReleaseLoad {
  const of = (resource: string): Quantity => amount.get(resource) ?? Quantity.parse('0');
  return {
    pods: of(PODS).toNumber(),
    cpu: of('cpu').toCpu(),
    memory: of('memory').toBytes(),
    // Extended resources, and nothing else that pods request here, have the domain of their vendor.
    accelerators: [...amount]
      .filter(([resource]) => resource.includes('/'))
      .reduce((total, [, quantity]) => total + quantity.toNumber(), 0),
  };
}

function requestOf(resources: unknown): Amount {
  const requests = Object.entries(objectAt({ resources }, 'resources', 'requests'));
  return new Map(requests.map(([resource, text]) => [resource, Quantity.parse(String(text))]));
}

function combine(amounts: readonly Amount[], join: (a: Quantity, b: Quantity) => Quantity): Amount {
  const joined = new Map<string, Quantity>();
  for (const amount of amounts) {
    for (const [resource, quantity] of amount) {
      const other = joined.get(resource);
      joined.set(resource, other ? join(other, quantity) : quantity);
    }
  }
  return joined;
}
