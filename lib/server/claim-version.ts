import type { ClusterProfile } from '../core/cluster-profile';

/** Since when `resource.k8s.io/v1` is served: https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/ */
const STABLE = 34;

/** Why claims of devices cannot be made for a cluster. */
export function claimVersionProblem({ _minor, kubernetesVersion }: ClusterProfile): string | undefined {
  if (_minor >= STABLE) return undefined;
  return `claims of devices need Kubernetes 1.${STABLE} (resource.k8s.io/v1), got ${kubernetesVersion}; declare a later kubernetesVersion in the cluster profile, or use a device plugin, for example Accelerator.nvidia(1)`;
}
