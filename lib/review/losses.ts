import type { Loss } from './data/losses';
import type { Delivery } from './data/review';
import { neededByPods } from './lost-needs';
import { lostPorts } from './lost-ports';
import { lostRoutes } from './lost-routes';
import type { Outcome } from './outcome';
import type { Pairs } from './pairs';
import type { Side } from './side';

/** What clients or pods rely on and find no more, outages first. */
export function lossesOf(pairs: Pairs, before: Side, after: Outcome, delivery: Delivery): Loss[] {
  return [
    ...lostPorts(pairs, before, after),
    ...lostRoutes(pairs, before, after.inCluster),
    ...neededByPods(pairs, after.inCluster, delivery),
  ].sort((a, b) => Number(b.isOutage) - Number(a.isOutage));
}
