import { inPods } from '../in-pods';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const sharedMemory: Rule = {
  id: 'shared-memory',
  title: 'containers with several accelerators have shared memory to speak through',
  severity: 'warning',
  check: (set) =>
    inPods(set, ({ manifest, namespaceName, podSpec, at }) =>
      podSpec.hostIPC === true
        ? []
        : acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName))
            .filter(
              ({ container, resource, count }) =>
                count > 1 && SPLIT.has(resource) && !hasSharedMemory(podSpec, container),
            )
            .map(({ container, resource, count }) => ({
              manifest,
              at: `${at}/volumes`,
              message: `container ${show(container.name)} has ${count} ${resource} and no volume held in memory at /dev/shm, where 64Mi is what there is`,
              fix: "mount an emptyDir with medium 'Memory' and a sizeLimit at /dev/shm; it counts as memory of the container",
            })),
    ),
};

/** Devices over which models are split by a process for each. */
const SPLIT: ReadonlySet<string> = new Set(['nvidia.com/gpu', 'amd.com/gpu', 'gpu.nvidia.com', 'gpu.amd.com']);

/** Whether something is mounted at /dev/shm: an emptyDir on disk is slow there, and not held for shared memory. */
function hasSharedMemory({ volumes }: JsonObject, { volumeMounts }: JsonObject): boolean {
  return objectsIn(volumeMounts)
    .filter(({ mountPath }) => typeof mountPath === 'string' && mountPath.replace(/\/+$/, '') === '/dev/shm')
    .some(({ name }) => {
      const volume = objectsIn(volumes).find((each) => each.name === name);
      // A volume that is not there is another rule's, and one that is none of the node's own may be anything.
      return !volume || volume.emptyDir === undefined || objectAt(volume, 'emptyDir').medium === 'Memory';
    });
}
