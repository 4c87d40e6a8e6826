import type { IConstruct } from 'constructs';
import type { Labels } from '../private/labels';
import { Connections, type OtherRelations } from './connections';
import { NamedRelations } from './named-relations';
import type { INetworkPeer } from './network-peer';

/**
 * What pods of these labels may be reached from and may reach, with what others want who know them by the name of their
 * namespace. Where policies of the namespace permit what is wanted of all its pods, that is left to them.
 */
export function connectionsOfPods(
  owner: INetworkPeer & IConstruct,
  namespaceName: string | undefined,
  podLabels: Labels,
  others: Pick<OtherRelations, 'around'>,
): Connections {
  const named = NamedRelations.of(owner);
  return new Connections(owner, namespaceName, {
    ...others,
    named: Connections.hasNamespacePolicy(owner)
      ? named.ofLabelled(namespaceName, podLabels)
      : named.ofPods(namespaceName, podLabels),
  });
}
