import { inPods } from '../in-pods';
import { isPartOfDevice } from '../../cluster/device-names';
import { type ContainerAccelerators, acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const modelSplitOverParts: Rule = {
  id: 'model-split-over-parts',
  title: 'no model is split over slices of GPUs or over shared ones',
  severity: 'error',
  reason:
    'Processes that split a model exchange with each other all the time, from device to device. Slices by MIG cannot, and replicas of a shared GPU are the same GPU again: the server ends at start or hangs in its first exchange. Asking for several shared GPUs gives no larger share (a warning), and device plugins may refuse it for good. Looked at are the flags of vLLM, SGLang, TensorRT-LLM, TGI, LMDeploy and KServe, in arguments and commands; what a shell works out is not.',
  sources: [
    'https://docs.nvidia.com/datacenter/tesla/mig-user-guide/',
    'https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus',
    'https://docs.vllm.ai/en/latest/serving/parallelism_scaling.html',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/vllm:1.0.0
      args: [--model=llama, --tensor-parallel-size=2]
      resources: { limits: { nvidia.com/mig-3g.40gb: 2 } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/vllm:1.0.0
      args: [--model=llama]
      resources: { limits: { nvidia.com/mig-7g.80gb: 1 } }`,
  },
  check: (set) =>
    inPods(set, ({ manifest, namespaceName, podSpec, at }) => {
      const parts = acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName)).filter(({ resource }) =>
        isPartOfDevice(resource),
      );
      return parts.flatMap((part) => {
        const { container, resource, count } = part;
        const split = splitOf(container);
        if (split !== undefined)
          return [
            {
              manifest,
              at: `${at}/containers`,
              message: `container ${show(container.name)} splits its model over several devices (${split}) and has ${count} ${resource}, which cannot exchange with each other`,
              fix: 'ask for one larger slice, or for whole devices; or leave the flag out',
            },
          ];
        return isShareOfMany(part)
          ? [
              {
                manifest,
                at: `${at}/containers`,
                severity: 'warning' as const,
                message: `container ${show(container.name)} asks for ${count} ${resource}, which gives no larger share of a GPU than 1, and is refused where the device plugin has failRequestsGreaterThanOne`,
                fix: `ask for 1`,
              },
            ]
          : [];
      });
    }),
};

/** Flags that say over how many devices a model is split. */
const FLAG =
  /^(--?(tensor-parallel-size|tensor_parallel_size|tp-size|tp_size|tp|num-shard|pipeline-parallel-size|pp-size|pp_size|pp)|-tp|-pp)(=(.*))?$/;

/** The flag of a container that splits its model, with its number above 1. */
function splitOf({ command, args }: JsonObject): string | undefined {
  const words = [command, args]
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .flatMap((word) => (typeof word === 'string' ? word.split(/\s+/) : []));
  for (const [index, word] of words.entries()) {
    const [, flag, , , value = words[index + 1]] = FLAG.exec(word) ?? [];
    if (flag !== undefined && /^\d{1,4}$/.test(value) && Number(value) > 1) return `${flag} ${value}`;
  }
  return undefined;
}

function isShareOfMany({ resource, count }: ContainerAccelerators): boolean {
  return count > 1 && resource.endsWith('.shared');
}
