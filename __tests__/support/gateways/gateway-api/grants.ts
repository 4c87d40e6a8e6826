import { namespaceOf, type World } from '../world';

export interface Referrer {
  readonly kind: string;
  readonly namespace: string;
}

export interface Target {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

interface GrantSpec {
  readonly from?: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to?: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
}

/** A reference over namespaces needs a ReferenceGrant where it leads to. */
export function isGranted(world: World, from: Referrer, to: Target): boolean {
  if (from.namespace === to.namespace) return true;
  return world.ofKind('gateway.networking.k8s.io', 'ReferenceGrant').some((grant) => {
    const spec = (grant.spec ?? {}) as GrantSpec;
    const admits = (spec.from ?? []).some(
      ({ group, kind, namespace }) =>
        group === 'gateway.networking.k8s.io' && kind === from.kind && namespace === from.namespace,
    );
    const covers = (spec.to ?? []).some(
      ({ group, kind, name }) => group === to.group && kind === to.kind && (name === undefined || name === to.name),
    );
    return namespaceOf(grant) === to.namespace && admits && covers;
  });
}
