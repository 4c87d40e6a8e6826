import type { ManifestSet } from '../../manifests/manifest-set';

/** Kinds besides NetworkPolicy that let connections through, or keep them out, by API group. */
const KINDS: readonly (readonly [kind: string, group: string])[] = [
  ['AdminNetworkPolicy', 'policy.networking.k8s.io'],
  ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io'],
  ['ClusterNetworkPolicy', 'policy.networking.k8s.io'],
  ['CiliumNetworkPolicy', 'cilium.io'],
  ['CiliumClusterwideNetworkPolicy', 'cilium.io'],
  ['NetworkPolicy', 'crd.projectcalico.org'],
  ['NetworkPolicy', 'projectcalico.org'],
  ['GlobalNetworkPolicy', 'crd.projectcalico.org'],
  ['GlobalNetworkPolicy', 'projectcalico.org'],
];

/** Namespaces in which more than NetworkPolicies decides; an empty name stands for all of them. */
export function namespacesWithOtherPolicies(set: ManifestSet): ReadonlySet<string> {
  return new Set(
    KINDS.flatMap(([kind, group]) => set.ofKind(kind, group)).map(({ namespaceName }) => namespaceName ?? ''),
  );
}
