import { atFirstUse } from '../private/first-use';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { checkBytes, checkCpu, checkWithin, Quantity } from '../private/quantity';
import { show } from '../private/show';
import type { Accelerator } from './accelerator';
import { type AcceleratorPlan, POD_CLAIM } from './accelerator-plan';

/**
 * CPU and memory of a container. Requests are what the scheduler reserves, limits what the kernel enforces; equal by
 * default, which gives the pod the quality of service `Guaranteed`.
 */
export interface ContainerResources {
  /** CPU as a Kubernetes quantity: `500m` is half a core, `2` is two. */
  readonly cpu: string;

  /** Memory as a Kubernetes quantity: `512Mi`, `2Gi`. */
  readonly memory: string;

  /**
   * Limit of CPU; a container above it is slowed down. `'none'` writes no limit: the container takes what the node has
   * left, and never less than it requests. Not where a quota counts `limits.cpu`, or a LimitRange gives a limit to
   * those without one.
   *
   * @default - as requested by `cpu`
   */
  readonly cpuLimit?: string;

  /**
   * Limit of memory; a container above it is killed. There is always one: memory cannot be taken back from a container
   * as CPU can, so that one without a limit grows until the kernel kills it or its neighbours.
   *
   * @default - as requested by `memory`
   */
  readonly memoryLimit?: string;

  /**
   * Local disk for the container's logs and writable files outside volumes, as a Kubernetes quantity. The sizes of
   * the server's own emptyDirs on disk are added to it. `'none'` writes neither a request nor a limit: emptyDirs keep
   * sizes of their own.
   *
   * @default '1Gi'
   */
  readonly ephemeralStorage?: string;

  /**
   * Limit of local disk, to which the same sizes are added; a pod above it is evicted. `'none'` writes no limit.
   *
   * @default - as requested by `ephemeralStorage`
   */
  readonly ephemeralStorageLimit?: string;
}

/** What each pod of a server reserves. */
export interface ServerResources extends ContainerResources {
  /**
   * Accelerators per pod.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;
}

/** What stands for no value at all. */
const NONE = 'none';
/** Local disk where nothing is said of it. */
const DISK = '1Gi';
/** How no limit is written elsewhere. */
const NO_LIMIT_ELSEWHERE = /^(none|no|0|-1|unlimited|infinity|inf|max)?$/i;

/** Whether a container has no limit of CPU. */
export function hasNoCpuLimit(resources: ContainerResources | undefined): boolean {
  return resources?.cpuLimit === NONE;
}

function orNone(property: string, value: unknown, check: typeof checkCpu): string | undefined {
  if (value === NONE) return undefined;
  const problem = check(property, value);
  const hint = NO_LIMIT_ELSEWHERE.test(String(value)) ? `; write '${NONE}' for none` : '';
  return problem && `${problem}${hint}`;
}

/** The least memory with which anything starts. */
const leastMemory = atFirstUse(() => Quantity.parse('1Mi'));

function checkMemory(property: string, value: unknown): string | undefined {
  const problem = checkBytes(property, value);
  const quantity = Quantity.tryParse(value);
  if (problem !== undefined || !quantity || !leastMemory().exceeds(quantity)) return problem;
  const digits = String(value).replace(/[^\d.].*$/, '');
  return `${property} must be at least '1Mi', with less nothing starts, got ${show(value)}; write '${digits}Mi' for mebibytes`;
}

function checkMemoryLimit(value: unknown): string | undefined {
  const problem = checkMemory('memoryLimit', value);
  return problem !== undefined && NO_LIMIT_ELSEWHERE.test(String(value))
    ? `memoryLimit must be an amount, since memory is not given back as CPU is, got ${show(value)}; write the most that the container may ever take`
    : problem;
}

/** Requests, limits and claims of a container, checked. */
export function resourceRequirements(
  problems: Problems,
  property: string,
  resources: ContainerResources | undefined,
  diskVolumes: readonly string[] = [],
  accelerator?: AcceleratorPlan,
): JsonObject {
  if (typeof resources !== 'object' || (resources as unknown) === null) {
    problems.add(`${property} must be given: { cpu, memory } as Kubernetes quantities, got ${show(resources)}`);
    return {};
  }
  const { cpu, memory, cpuLimit, memoryLimit, ephemeralStorage, ephemeralStorageLimit } = resources;
  problems.addUnder(property, [
    (cpu as unknown) === undefined ? `cpu must be given, for example '500m'` : checkCpu('cpu', cpu),
    (memory as unknown) === undefined ? `memory must be given, for example '1Gi'` : checkMemory('memory', memory),
    orNone('cpuLimit', cpuLimit, checkCpu) ?? checkWithin('cpuLimit', cpu, cpuLimit),
    checkMemoryLimit(memoryLimit) ?? checkWithin('memoryLimit', memory, memoryLimit),
    orNone('ephemeralStorage', ephemeralStorage, checkBytes),
    orNone('ephemeralStorageLimit', ephemeralStorageLimit, checkBytes) ??
      checkWithin('ephemeralStorageLimit', ephemeralStorage ?? DISK, ephemeralStorageLimit),
  ]);
  const requests: JsonObject = {
    cpu,
    'ephemeral-storage': totalDisk(ephemeralStorage ?? DISK, diskVolumes),
    memory,
  };
  const limits: JsonObject = {
    cpu: cpuLimit === NONE ? undefined : (cpuLimit ?? cpu),
    'ephemeral-storage': totalDisk(ephemeralStorageLimit ?? ephemeralStorage ?? DISK, diskVolumes),
    memory: memoryLimit ?? memory,
  };
  if (accelerator?.isResource)
    limits[accelerator.resource] = requests[accelerator.resource] = String(accelerator.count);
  return accelerator?.podClaim ? { claims: [{ name: POD_CLAIM }], limits, requests } : { limits, requests };
}

function totalDisk(own: string, volumes: readonly string[]): string | undefined {
  if (own === NONE) return undefined;
  if (volumes.length === 0) return own;
  const sizes = [own, ...volumes].map((size) => Quantity.tryParse(size));
  // A size that is not a quantity has been reported where it was given.
  return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum.plus(size)).toBytes() : own;
}
