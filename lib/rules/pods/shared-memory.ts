import { inPods } from '../in-pods';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const sharedMemory: Rule = {
  id: 'shared-memory',
  title: 'containers with several accelerators have shared memory to speak through',
  severity: 'warning',
  reason:
    'Processes that drive several accelerators together exchange through /dev/shm, of which a container has 64 MiB unless a volume held in memory is mounted there: servers hang or stop with a bus error once a model is split over the devices. Processes that have nothing to say to each other need none. Looked at are GPUs of NVIDIA and AMD, whose libraries (NCCL, RCCL) do so; parts of a device are not split further, and one process drives the chips of a TPU.',
  sources: [
    'https://docs.nvidia.com/deeplearning/nccl/user-guide/docs/troubleshooting.html#shared-memory',
    'https://docs.vllm.ai/en/latest/deployment/k8s.html',
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { nvidia.com/gpu: 4 } } }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/llama:1.0.0
      resources: { limits: { nvidia.com/gpu: 4 } }
      volumeMounts: [{ name: shm, mountPath: /dev/shm }]
  volumes: [{ name: shm, emptyDir: { medium: Memory, sizeLimit: 8Gi } }]`,
  },
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
