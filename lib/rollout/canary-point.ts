import { fewestReadyOf } from '../model/rollout/apply';
import type { CanaryRules, CanarySizes } from './canary-sizes';
import type { Amount } from './pod-request';
import type { ReleaseStageKind } from './release-stage';
import type { ScaledWalk } from './scaled-share';
import { type SideChange, type SideModel, sideState, type SideState } from './side-model';

/** What a canary is planned with. */
export interface CanaryWalk extends ScaledWalk {
  readonly name: string;
  readonly rules: CanaryRules;
  /** The shares between nothing and everything, each with how the stage is written. */
  readonly steps: readonly { readonly weight: number; readonly value: string }[];
  readonly stable: SideModel;
  readonly canary: SideModel;
  readonly isGrownFirst: boolean;
  /** How the stable side is written once it takes the new version. */
  readonly replacement: string;
  /** What the Job of the test requests; nothing without one. */
  readonly job: Amount | undefined;
}

/** A point between two applies. */
export interface Point extends CanarySizes {
  readonly kind: ReleaseStageKind;
  readonly stageName: string;
  readonly change: string;
  /** Whether the stable side runs the new version. */
  readonly isReplaced: boolean;
  /** Whether the canary's Deployment is gone from the files, and deleted. */
  readonly isGone?: boolean;
  /** How the minimum of a side is raised on the way there. */
  readonly raises?: readonly string[];
}

/** Ready pods of both sides that take requests on the way: those that the Service selects, or that have a share. */
export function readyOf(walk: CanaryWalk, before: Point, after: Point): [number, number] {
  const change = changes(walk, before, after);
  const [stable, canary] = [fewestReadyOf(...change.stable), fewestReadyOf(...change.canary)];
  if (walk.rules.isByRoute) return [after.weight < 100 ? stable : 0, after.weight > 0 ? canary : 0];
  // The Deployment is deleted when the Service selects the stable pods again.
  if (after.isGone) return [stable, 0];
  // Proxies learn late of a new selector: what either of both selects counts.
  return before.isPromoted || after.isPromoted ? [0, canary] : [stable, canary];
}

/** Each side before and after. */
export function changes(walk: CanaryWalk, before: Point, after: Point): { [side in 'stable' | 'canary']: SideChange } {
  const stateOf = (point: Point): SideState =>
    sideState(stableModel(walk, point), point.stable, point.isReplaced ? 'new' : 'old');
  return {
    stable: [stateOf(before), stateOf(after)],
    canary: [sideState(walk.canary, before.canary, 'new'), sideState(walk.canary, after.canary, 'new')],
  };
}

/** What the stable side runs: in the end what the canary ran, with the autoscaler that it has. */
export function stableModel({ stable, canary }: CanaryWalk, { isReplaced }: Point): SideModel {
  return isReplaced ? { ...canary, mostPods: stable.mostPods } : stable;
}
