import {
  type Direction,
  isOpenAlready,
  named,
  type Opening,
  type OpenPeer,
  type OpenPorts,
} from '../model/network/openings';
import { implies } from '../model/network/requirements';
import type { PodGroup } from '../model/selection/pod-groups';
import type { ReachChange } from './data/permissions';
import { isInternet } from './reach-text';

/** One connection of some pods that opens or closes. */
export interface ReachEntry {
  readonly kind: ReachChange['kind'];
  readonly direction: Direction;
  /** Who is at the other end. */
  readonly peer: string;
  readonly ports: OpenPorts;
  readonly group: PodGroup;
  readonly isNew: boolean;
  /** Whether it opens pods that were there before to somebody from outside of their namespace. */
  readonly isWide: boolean;
}

/** Whether somebody is not of the namespace of pods. Addresses count where they let in, and as a way out where they are all there are. */
export function isOutside(peer: OpenPeer, namespaceName: string | undefined, direction: Direction): boolean {
  if (peer.kind === 'pods') return !implies(peer.namespaces, named(namespaceName ?? ''));
  return peer.kind === 'everyone' || direction === 'ingress' || isInternet(peer.block.cidr);
}

/** The openings that others do not hold, each once. */
export function missing(openings: readonly Opening[], others: readonly Opening[]): Opening[] {
  const found = openings.filter((opening) => !isOpenAlready(opening, others));
  return found.filter(
    (opening, index) =>
      !found.some(
        (other, place) => isOpenAlready(opening, [other]) && (place < index || !isOpenAlready(other, [opening])),
      ),
  );
}
