import { LABEL } from '../private/labels';
import type { Problems } from '../private/problems';
import {
  type CanaryRules,
  type CanarySizes,
  grownSizes,
  podsFor,
  retiredSizes,
  rolledBackSizes,
  sizesAt,
} from './canary-sizes';
import { type Amount, sum, times, toLoad } from './pod-request';
import { type ReleaseLoad, type ReleaseStage, ReleaseStageKind } from './release-stage';
import { type SideModel, sideState } from './side-model';
import { type SideState, type SideTransition, transitionOf } from './transition';

/** What a canary is walked with. */
export interface CanaryWalk {
  readonly name: string;
  readonly rules: CanaryRules;
  /** The shares between nothing and everything, each with how the stage is written. */
  readonly steps: readonly { readonly weight: number; readonly value: string }[];
  readonly stable: SideModel;
  readonly canary: SideModel;
  readonly isGrownFirst: boolean;
  /** Ready pods that all requests need; nothing where an autoscaler sees to it. */
  readonly minCapacity: number | undefined;
  /** What the Job of the test requests; nothing without one. */
  readonly job: Amount | undefined;
}

/** A point between two applies. */
interface Point extends CanarySizes {
  readonly kind: ReleaseStageKind;
  readonly stageName: string;
  readonly change: string;
  /** Whether the stable side runs the new version. */
  readonly isReplaced: boolean;
  /** Whether the canary's Deployment is gone from the files, and deleted. */
  readonly isGone?: boolean;
}

/** All applies of a canary release, in order. Troughs that are too low are noted. */
export function planCanary(problems: Problems, walk: CanaryWalk): ReleaseStage[] {
  const points = pointsOf(problems, walk);
  checkPoints(problems, walk, points);
  const rest: Point = { ...rolledBackSizes(walk.rules), ...REST };
  let hasRunJob = false;
  return points.map((point, index) => {
    const before = points[index - 1] ?? rest;
    const runsJob = walk.job !== undefined && !hasRunJob && point.canary > 0;
    hasRunJob ||= runsJob;
    return stageOf(walk, before, point, runsJob ? walk.job : undefined);
  });
}

/** Checks that every stage can be rolled back and that both sides can roll there; of each mistake the first. */
function checkPoints(problems: Problems, walk: CanaryWalk, points: readonly Point[]): void {
  const stuck = points.find(({ stable, isReplaced }) => !isReplaced && stable === 0);
  if (stuck) {
    problems.add(
      `${stuck.stageName}: no stable pod is left, so that one change cannot roll it back; give stable.replicas a number of 1 or more`,
    );
  }
  for (const side of ['stable', 'canary'] as const) {
    const point = points.find(({ [side]: count }) => count > 0 && !walk[side].canRoll(count));
    if (!point) continue;
    const count = `${point[side]} ${point[side] === 1 ? 'pod' : 'pods'}`;
    problems.add(
      `${point.stageName}: the ${side} side cannot roll with ${count}, of which maxSurge and maxUnavailable both come to 0; raise one of them in its rollout`,
    );
  }
}

const REST = { kind: ReleaseStageKind.RETIRE, stageName: 'rest', change: '', isReplaced: false };

function pointsOf(problems: Problems, walk: CanaryWalk): Point[] {
  const { rules } = walk;
  const wanted = [
    { weight: 0, value: 'CanaryStage.weight(0)' },
    ...walk.steps,
    { weight: 100, value: 'CanaryStage.promoted()' },
  ];
  const points: Point[] = [];
  for (const { weight, value } of wanted) {
    const sizes = sizesAt(problems, 'steps', rules, weight);
    if (!sizes) continue;
    const before = points.at(-1);
    const point: Point = { ...sizes, ...described(weight, value), isReplaced: false };
    const grown = before && grownBetween(problems, walk, before, point, value);
    points.push(...(grown ? [grown] : []), point);
  }
  return [...points, ...ending(walk, points.at(-1))];
}

/** How the old version goes: replaced behind the canary, which answers until the stable side can. */
function ending({ rules, canary }: CanaryWalk, promoted: Point | undefined): Point[] {
  if (!promoted) return [];
  const retired = retiredSizes(rules);
  const replaced: Point = {
    ...promoted,
    kind: ReleaseStageKind.REPLACE,
    stageName: 'replace stable',
    change: 'stable: the version of canary',
    isReplaced: true,
  };
  const grown: Point = {
    ...retired,
    kind: ReleaseStageKind.GROW,
    stageName: 'grow for retire',
    change: 'stage: CanaryStage.retired()',
    isReplaced: true,
  };
  const end: Point = {
    ...rolledBackSizes(rules),
    kind: ReleaseStageKind.RETIRE,
    stageName: 'retire',
    change: `leave out canary and stage; when that is applied, delete Deployment '${canary.deploymentName}'`,
    isReplaced: true,
    isGone: true,
  };
  return [replaced, ...(retired.stable > replaced.stable ? [grown] : []), end];
}

function described(weight: number, value: string): Pick<Point, 'kind' | 'stageName' | 'change'> {
  const change = `stage: ${value}`;
  if (weight === 0) return { kind: ReleaseStageKind.DEPLOY, stageName: 'deploy', change };
  if (weight === 100) return { kind: ReleaseStageKind.PROMOTE, stageName: 'promote', change };
  return { kind: ReleaseStageKind.STEP, stageName: `step ${weight} %`, change };
}

/** The apply before a stage that adds its pods first, where one apply leaves too few and growing is wanted. */
function grownBetween(
  problems: Problems,
  walk: CanaryWalk,
  before: Point,
  after: Point,
  value: string,
): Point | undefined {
  const shortage = shortageBetween(walk, before, after);
  if (shortage === undefined) return undefined;
  const sizes = grownSizes(walk.rules, before, after);
  // Where there is nothing to add, no second apply helps: the steady state itself is too small.
  const canGrow = sizes.stable !== before.stable || sizes.canary !== before.canary;
  const grown: Point = {
    ...sizes,
    kind: ReleaseStageKind.GROW,
    stageName: `grow for ${after.stageName}`,
    change: `stage: ${value}.firstOfTwo()`,
    isReplaced: false,
  };
  if (
    canGrow &&
    shortageBetween(walk, before, grown) === undefined &&
    shortageBetween(walk, grown, after) === undefined
  ) {
    if (walk.isGrownFirst) return grown;
    problems.add(
      `${after.stageName}: from ${pods(before)} to ${pods(after)} in one apply leaves ${shortage.text} while new ones load; walk it in two applies, ${value}.firstOfTwo() with ${pods(grown)} and then ${value}, or lower minCapacity to ${shortage.possible}`,
    );
    return undefined;
  }
  problems.add(
    `${after.stageName}: ${pods(after)} pods leave ${shortage.text}; give that side more replicas, or lower minCapacity to ${shortage.possible}`,
  );
  return undefined;
}

interface Shortage {
  readonly text: string;
  /** The minCapacity that would do. */
  readonly possible: number;
}

/** Whether fewer pods are ready on the way than the requests need: all together, or by route on a side. */
function shortageBetween(walk: CanaryWalk, before: Point, after: Point): Shortage | undefined {
  const { minCapacity, rules } = walk;
  if (minCapacity === undefined) return undefined;
  const { stable, canary } = changes(walk, before, after);
  if (!rules.isByRoute) {
    const ready = readyOf(walk, before, after).reduce((sum, count) => sum + count, 0);
    if (ready >= minCapacity) return undefined;
    return { text: `${ready} ready pods of the ${minCapacity} that all requests need`, possible: ready };
  }
  const sides = [
    { title: 'stable', share: 100 - after.weight, ready: stable.trough },
    { title: 'canary', share: after.weight, ready: canary.trough },
  ];
  const short = sides.find(({ share, ready }) => ready < podsFor(share, minCapacity));
  if (!short) return undefined;
  const { title, share, ready } = short;
  return {
    text: `the ${title} side with ${ready} ready of the ${podsFor(share, minCapacity)} pods that ${share} % of the requests need`,
    possible: Math.floor((ready * 100) / share),
  };
}

function stageOf(walk: CanaryWalk, before: Point, after: Point, job: Amount | undefined): ReleaseStage {
  const { stable, canary, rules } = walk;
  const loads = ([s, c]: readonly number[]): ReleaseLoad =>
    toLoad(sum(times(stableModel(walk, after).request, s), times(canary.request, c)));
  const change = changes(walk, before, after);
  const selector = selectorOf(walk, after);
  const selectorChange = describeSelector(selectorOf(walk, before), selector);
  const { image } = stableModel(walk, after);
  return {
    stageName: after.stageName,
    kind: after.kind,
    change: after.change,
    sides: [
      { deploymentName: stable.deploymentName, image, replicas: after.stable, weight: 100 - after.weight },
      { deploymentName: canary.deploymentName, image: canary.image, replicas: after.canary, weight: after.weight },
    ],
    serviceSelector: selector,
    ...(selectorChange !== undefined && { selectorChange }),
    steady: loads([after.stable, after.canary]),
    peak: toLoad(sum(change.stable.peak, change.canary.peak, job ?? new Map())),
    trough: loads(readyOf(walk, before, after)),
    ...(!after.isReplaced && { rollback: loads([Math.min(after.stable, rolledBackSizes(rules).stable), 0]) }),
  };
}

/** Ready pods of both sides that take requests on the way: those that the Service selects, or that have a share. */
function readyOf(walk: CanaryWalk, before: Point, after: Point): [number, number] {
  const { stable, canary } = changes(walk, before, after);
  if (walk.rules.isByRoute) return [after.weight < 100 ? stable.trough : 0, after.weight > 0 ? canary.trough : 0];
  // The Deployment is deleted when the Service selects the stable pods again.
  if (after.isGone) return [stable.trough, 0];
  // Proxies learn late of a new selector: what either of both selects counts.
  return before.isPromoted || after.isPromoted ? [0, canary.trough] : [stable.trough, canary.trough];
}

function changes(walk: CanaryWalk, before: Point, after: Point): { stable: SideTransition; canary: SideTransition } {
  const stateOf = (point: Point): SideState =>
    sideState(stableModel(walk, point), point.stable, point.isReplaced ? 'new' : 'old');
  return {
    stable: transitionOf(stateOf(before), stateOf(after)),
    canary: transitionOf(sideState(walk.canary, before.canary, 'new'), sideState(walk.canary, after.canary, 'new')),
  };
}

/** What the stable side runs: in the end what the canary ran. */
function stableModel({ stable, canary }: CanaryWalk, { isReplaced }: Point): SideModel {
  return isReplaced ? canary : stable;
}

function selectorOf({ name, rules, stable, canary }: CanaryWalk, { isPromoted }: Point): { [label: string]: string } {
  if (rules.isByRoute) return { [LABEL.INSTANCE]: stable.deploymentName, [LABEL.NAME]: name };
  return isPromoted ? { [LABEL.INSTANCE]: canary.deploymentName, [LABEL.NAME]: name } : { [LABEL.NAME]: name };
}

/** A change of the Service's selector, as a sentence. */
export function describeSelector(
  before: { [label: string]: string },
  after: { [label: string]: string },
): string | undefined {
  const [was, is] = [before[LABEL.INSTANCE], after[LABEL.INSTANCE]];
  if (was === is) return undefined;
  if (is === undefined) return `the Service selects both sides again`;
  return was === undefined ? `the Service selects '${is}' alone` : `the Service selects '${is}' in place of '${was}'`;
}

function pods({ stable, canary }: CanarySizes): string {
  return `${stable} + ${canary}`;
}
