import type { Problems } from '../private/problems';
import { Quantity } from '../private/quantity';
import type { ContainerResources } from './resources';
import type { ServerVolume } from './server-volume';

/**
 * Checks that what a container can write into memory fits into its memory limit: every page of such a volume counts
 * against the container that writes it, which is killed long before the volume is full
 * (https://kubernetes.io/docs/concepts/storage/volumes/#emptydir). Reading costs nothing.
 *
 * @param property what holds the volumes, for messages
 * @param resourcesProperty what holds the limit, for messages
 */
export function checkMemoryVolumes(
  problems: Problems,
  property: string,
  volumes: readonly ServerVolume[],
  resourcesProperty: string,
  resources: ContainerResources | undefined,
): void {
  const limitText = resources?.memoryLimit ?? resources?.memory;
  const limit = Quantity.tryParse(limitText);
  // By name: a volume that is mounted at two paths takes its memory once.
  const sizes = new Map<string, string>();
  for (const { name, _isReadOnly, _memorySize } of volumes)
    if (!_isReadOnly && _memorySize !== undefined) sizes.set(name, _memorySize);
  const quantities = [...sizes.values()].map((size) => Quantity.tryParse(size));
  // What is no quantity has been reported where it was given.
  if (!limit || quantities.length === 0 || !quantities.every((size) => size !== undefined)) return;
  const total = quantities.reduce((sum, size) => sum.plus(size));
  if (!total.exceeds(limit)) return;
  const each = [...sizes].map(([name, size]) => `${name} ${size}`).join(', ');
  problems.add(
    `${property} held in memory must fit into the memory limit of ${String(limitText)}, which they count against, got ${total.toBytes()} (${each}); raise ${resourcesProperty}.memoryLimit, lower the sizes, or mount read-only what is only read`,
  );
}
