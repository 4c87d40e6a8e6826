import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { checkBytes, checkCpu, checkWithin, Quantity } from '../private/quantity';
import { show } from '../private/show';
import { Accelerator } from './accelerator';

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
   * Limit of CPU; a container above it is slowed down.
   *
   * @default - as requested by `cpu`
   */
  readonly cpuLimit?: string;

  /**
   * Limit of memory; a container above it is killed.
   *
   * @default - as requested by `memory`
   */
  readonly memoryLimit?: string;

  /**
   * Local disk for the container's logs and writable files outside volumes, as a Kubernetes quantity. The sizes of
   * the server's own emptyDirs on disk are added to it.
   *
   * @default '1Gi'
   */
  readonly ephemeralStorage?: string;
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

/** Requests and limits of a container, checked. */
export function resourceRequirements(
  problems: Problems,
  property: string,
  resources: ServerResources | undefined,
  diskVolumes: readonly string[] = [],
): JsonObject {
  if (typeof resources !== 'object' || (resources as unknown) === null) {
    problems.add(`${property} must be given: { cpu, memory } as Kubernetes quantities, got ${show(resources)}`);
    return {};
  }
  const { cpu, memory, cpuLimit, memoryLimit, ephemeralStorage, accelerator } = resources;
  problems.addUnder(property, [
    (cpu as unknown) === undefined ? `cpu must be given, for example '500m'` : checkCpu('cpu', cpu),
    (memory as unknown) === undefined ? `memory must be given, for example '1Gi'` : checkBytes('memory', memory),
    checkCpu('cpuLimit', cpuLimit) ?? checkWithin('cpuLimit', cpu, cpuLimit),
    checkBytes('memoryLimit', memoryLimit) ?? checkWithin('memoryLimit', memory, memoryLimit),
    checkBytes('ephemeralStorage', ephemeralStorage),
  ]);
  checkAccelerator(problems, property, accelerator);
  const disk = totalDisk(ephemeralStorage ?? '1Gi', diskVolumes);
  const limits: JsonObject = { cpu: cpuLimit ?? cpu, 'ephemeral-storage': disk, memory: memoryLimit ?? memory };
  const requests: JsonObject = { cpu, 'ephemeral-storage': disk, memory };
  if (accelerator instanceof Accelerator)
    limits[accelerator.resource] = requests[accelerator.resource] = String(accelerator.count);
  return { limits, requests };
}

function checkAccelerator(problems: Problems, property: string, accelerator: unknown): void {
  if (accelerator === undefined) return;
  if (accelerator instanceof Accelerator) problems.addUnder(`${property}.accelerator`, accelerator._problems());
  else
    problems.add(`${property}.accelerator must be made by Accelerator.nvidia(n) or its like, got ${show(accelerator)}`);
}

function totalDisk(own: string, volumes: readonly string[]): string {
  if (volumes.length === 0) return own;
  const sizes = [own, ...volumes].map((size) => Quantity.tryParse(size));
  // A size that is not a quantity has been reported where it was given.
  return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum.plus(size)).toBytes() : own;
}
