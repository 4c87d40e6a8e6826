import type { ClusterProfile } from '../core/cluster-profile';

/** Since when `resource.k8s.io/v1` is served: https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/ */
const STABLE = 34;

/** Why claims of devices cannot be made for a cluster. */
export function claimVersionProblem({ _minor, kubernetesVersion }: ClusterProfile): string | undefined {
  if (_minor >= STABLE) return undefined;
  return `claims of devices need Kubernetes 1.${STABLE}, from which on resource.k8s.io/v1 is stable, got ${kubernetesVersion}; declare a later kubernetesVersion in the cluster profile, or use the devices of a device plugin, for example Accelerator.nvidia(1)`;
}
