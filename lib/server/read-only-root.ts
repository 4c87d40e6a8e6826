import { vendorOfClass } from '../cluster/device-names';
import { MANAGED_BY } from '../private/labels';
import { Accelerator } from './accelerator';
import type { ServerPlan } from './server-plan';

/** On a Deployment whose container may write to its root filesystem though nobody asked for it: why. */
const ANNOTATION = `${MANAGED_BY}/writable-root-filesystem`;

/**
 * Whether the server's container could not be created with a read-only root filesystem: the hooks of NVIDIA write to
 * it, after an old `crun` has made it read-only (https://github.com/containers/crun/issues/1924). Only the container
 * with the device has those hooks.
 */
export function needsWritableRoot({ profile, props }: Pick<ServerPlan, 'profile' | 'props'>): boolean {
  const accelerator = props.resources?.accelerator;
  return profile._gpuNodesRunOldCrun && accelerator instanceof Accelerator && isOfNvidia(accelerator.resource);
}

/**
 * Whether a device comes with NVIDIA's hooks: from its device plugins, or from its DRA driver, which asks for it by CDI
 * (https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu).
 */
function isOfNvidia(resourceOrClass: string): boolean {
  return resourceOrClass.startsWith('nvidia.com/') || vendorOfClass(resourceOrClass)?.driver === 'gpu.nvidia.com';
}

/** What is relaxed for the cluster's sake is said where it is read: on the object, not on its pods. */
export function writableRootAnnotations(plan: ServerPlan): { [key: string]: string } | undefined {
  if (!needsWritableRoot(plan) || plan.security._hasWritableRoot) return undefined;
  return {
    [ANNOTATION]:
      'the cluster profile says gpuNodesRunOldCrun: a container with an NVIDIA GPU is not created with a read-only root (containers/crun#1924)',
  };
}
