import type { Problems } from '../private/problems';
import { podsFor } from './canary-sizes';
import type { SideModel } from './side-model';
import { sizedAs } from './side-size';

/*
 * By route a side may scale by load. How many pods it has at a moment is not in the files: anything from its minimum to
 * its maximum, and no fewer than its present share needs. Whatever that is, a side that is handed a larger share at once
 * has what it needs only where its minimum says so: its autoscaler looks later, and what it adds has to load first.
 *
 * So the most that a share may need is proved of both bounds: the maximum must reach it, or no waiting helps, and the
 * minimum must have it before the share moves. A share that falls needs no proof: pods go after the requests have gone.
 */

/** What the needs of sides that scale by load are worked out from. */
export interface ScaledWalk {
  readonly canary: Pick<SideModel, 'mostPods'>;
  readonly stable: Pick<SideModel, 'mostPods'>;
  /** Pods that all requests together need at most. */
  readonly minCapacity: number;
  /** Of a side by route: whether its autoscaler sees to its share, and its minimum is raised on the way. */
  readonly seesToItself: { readonly stable: boolean; readonly canary: boolean };
}

/**
 * Pods that all requests together need at most: what the release says, or what the stable side may have grown to.
 *
 * @param stableMost the most pods of the stable side's autoscaler; nothing without one
 * @param replicas pods of all requests where no autoscaler decides
 */
export function podsOfAllRequests(
  minCapacity: number | undefined,
  stableMost: number | undefined,
  replicas: number,
): number {
  return minCapacity ?? stableMost ?? replicas;
}

/** The fewest pods of the canary at a weight: its own number, or what its share needs where its minimum is raised for it. */
export function raisedCanary({ seesToItself, minCapacity }: ScaledWalk, fewest: number, weight: number): number {
  return seesToItself.canary ? Math.max(fewest, podsFor(weight, minCapacity)) : fewest;
}

/** The fewest pods of the stable side that is to take everything over again. */
export function raisedStable({ seesToItself, minCapacity }: ScaledWalk, fewest: number): number {
  return seesToItself.stable ? Math.max(fewest, minCapacity) : fewest;
}

/** How a side's raised minimum is written. */
export function raisedAs(side: 'stable' | 'canary', pods: number, walk: ScaledWalk): string {
  return `${side}: { ${sizedAs(pods, walk[side].mostPods)} }`;
}

/** Checks that the canary's autoscaler can have what all requests may need. That of the stable side has it already. */
export function checkMostOfCanary(problems: Problems, walk: ScaledWalk): void {
  const { canary, minCapacity, seesToItself } = walk;
  if (!seesToItself.canary || canary.mostPods === undefined || canary.mostPods >= minCapacity) return;
  problems.add(
    `canary.autoscaling.maxReplicas must be ${minCapacity} or more, got ${canary.mostPods}: promoted it takes over what ${minCapacity} stable pods may have served; raise it, or say minCapacity`,
  );
}

/** Checks that no minimum has to be raised on the way, where each stage is one apply. */
export function checkUnraised(problems: Problems, raised: readonly string[]): void {
  const last = raised.at(-1);
  if (last === undefined) return;
  problems.add(
    `transition: with StageTransition.DIRECT nothing raises the minimum of a side that scales by load; write ${last}, leave transition out, or say minCapacity`,
  );
}
