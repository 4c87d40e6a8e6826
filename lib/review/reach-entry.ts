import { type Direction, isOpenAlready, type Opening, type OpenPorts } from '../model/network/openings';
import type { PodGroup } from '../model/selection/pod-groups';
import type { ReachChange } from './data/permissions';

/** One connection of some pods that opens or closes. */
export interface ReachEntry {
  readonly kind: ReachChange['kind'];
  readonly direction: Direction;
  /** Who is at the other end. */
  readonly peer: string;
  readonly ports: OpenPorts;
  readonly group: PodGroup;
  readonly isNew: boolean;
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
