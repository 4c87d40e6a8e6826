import type { ReleaseStagePods } from '../manifests/release-side';
import { peakPods, fewestReadyOf } from '../model/rollout/apply';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { GROW_FOR_RETIRE, grownName, REPLACE_STABLE, stageAt } from './canary-stage-names';
import {
  type CanaryRules,
  type CanarySizes,
  grownSizes,
  podsFor,
  retiredSizes,
  rolledBackSizes,
  sizesAt,
} from './canary-sizes';
import { type Amount, NO_AMOUNT, sum, times, toLoad } from './pod-request';
import { type ReleaseLoad, type ReleaseStage, ReleaseStageKind } from './release-stage';
import {
  countsOf,
  describeSelector,
  requestOfPods,
  type SideChange,
  type SideModel,
  type SidePods,
  sideState,
  type SideState,
} from './side-model';
import {
  checkMostOfCanary,
  checkUnraised,
  raisedAs,
  raisedCanary,
  raisedStable,
  type ScaledWalk,
} from './scaled-share';
import { sizeProp } from './side-size';

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
interface Point extends CanarySizes {
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

/** All applies of a canary release, in order. Stages with too few ready pods are noted. */
export function planCanary(problems: Problems, walk: CanaryWalk): ReleaseStage[] {
  const points = pointsOf(problems, walk);
  checkPoints(problems, walk, points);
  checkMostOfCanary(problems, walk);
  return appliesOf(walk, points).map((apply) => stageOf(walk, apply));
}

/** How many pods the stages of a canary release come to. */
export function canaryStagePods(walk: CanaryWalk): ReleaseStagePods[] {
  return appliesOf(walk, pointsOf(new Problems(''), walk)).map(({ before, after }) => {
    // The Job is in the files as long as the canary has pods, and runs again once the finished one is gone.
    const tests = after.canary > 0 && walk.job ? 1 : 0;
    return {
      stageName: after.stageName,
      steady: [
        { deploymentName: stableModel(walk, after).deploymentName, pods: after.stable },
        { deploymentName: walk.canary.deploymentName, pods: after.canary },
      ],
      peak: countsOf(peakPodsOf(walk, before, after)),
      tests: { steady: tests, peak: tests },
    };
  });
}

/** One apply, from a point to the next. */
interface Apply {
  readonly before: Point;
  readonly after: Point;
  /** What the Job of the test requests, where the apply is what starts it. */
  readonly job: Amount;
}

function appliesOf(walk: CanaryWalk, points: readonly Point[]): Apply[] {
  const rest: Point = { ...rolledBackSizes(walk.rules), ...REST };
  const tested = points.findIndex(({ canary }) => canary > 0);
  return points.map((after, index) => ({
    before: points[index - 1] ?? rest,
    after,
    job: (index === tested && walk.job) || NO_AMOUNT,
  }));
}

function podsAt(walk: CanaryWalk, point: Point, [stable, canary]: readonly number[]): Amount {
  return sum(times(stableModel(walk, point).request, stable), times(walk.canary.request, canary));
}

function peakOf(walk: CanaryWalk, { before, after, job }: Apply): Amount {
  return sum(requestOfPods(peakPodsOf(walk, before, after)), job);
}

function peakPodsOf(walk: CanaryWalk, before: Point, after: Point): SidePods[][] {
  const { stable, canary } = changes(walk, before, after);
  return [...peakPods(...stable), ...peakPods(...canary)];
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
    const canary = raisedCanary(walk, sizes.canary, weight);
    const point: Point = { ...sizes, canary, ...described(weight, value), isReplaced: false };
    const grown = before && (raisedBetween(walk, before, point) ?? grownBetween(problems, walk, before, point, value));
    points.push(...(grown ? [grown] : []), point);
  }
  const all = [...points, ...ending(walk, points.at(-1))];
  if (walk.isGrownFirst) return all;
  checkUnraised(
    problems,
    all.flatMap(({ raises = [] }) => raises),
  );
  return all;
}

/** The apply before a stage that raises the minimum of a canary that scales by load to what its share may need. */
function raisedBetween(walk: CanaryWalk, before: Point, after: Point): Point | undefined {
  if (!walk.seesToItself.canary || after.canary <= before.canary) return undefined;
  const raised = raisedAs('canary', after.canary, walk);
  return {
    ...before,
    canary: after.canary,
    kind: ReleaseStageKind.GROW,
    stageName: grownName(after.stageName),
    change: raised,
    raises: [raised],
  };
}

/** How the old version goes: replaced behind the canary, which answers until the stable side can. */
function ending(walk: CanaryWalk, promoted: Point | undefined): Point[] {
  const { rules, canary, replacement } = walk;
  if (!promoted) return [];
  const sizes = retiredSizes(rules);
  const retired = { ...sizes, canary: promoted.canary, stable: raisedStable(walk, sizes.stable) };
  const raises = retired.stable > sizes.stable ? [raisedAs('stable', retired.stable, walk)] : [];
  const replaced: Point = {
    ...promoted,
    kind: ReleaseStageKind.REPLACE,
    stageName: REPLACE_STABLE,
    change: `stable: ${replacement}`,
    isReplaced: true,
  };
  const grown: Point = {
    ...retired,
    kind: ReleaseStageKind.GROW,
    stageName: GROW_FOR_RETIRE,
    change: ['stage: CanaryStage.retired()', ...raises].join(', '),
    isReplaced: true,
    raises,
  };
  const end: Point = {
    ...rolledBackSizes(rules),
    stable: retired.stable,
    kind: ReleaseStageKind.RETIRE,
    stageName: 'retire',
    change: `leave out canary and stage; when that is applied, delete Deployment '${canary.deploymentName}'`,
    isReplaced: true,
    isGone: true,
  };
  return [replaced, ...(retired.stable > replaced.stable ? [grown] : []), end];
}

function described(weight: number, value: string): Pick<Point, 'kind' | 'stageName' | 'change'> {
  const kind =
    weight === 0 ? ReleaseStageKind.DEPLOY : weight === 100 ? ReleaseStageKind.PROMOTE : ReleaseStageKind.STEP;
  return { kind, stageName: stageAt(weight), change: `stage: ${value}` };
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
    stageName: grownName(after.stageName),
    change: `stage: ${value}.firstOfTwo()`,
    isReplaced: false,
  };
  const left = shortageBetween(walk, before, grown) ?? shortageBetween(walk, grown, after);
  if (canGrow && left === undefined) {
    if (walk.isGrownFirst) return grown;
    problems.add(
      `${after.stageName}: from ${pods(before)} to ${pods(after)} in one apply leaves ${shortage.text} while new ones load; take two applies, ${value}.firstOfTwo() with ${pods(grown)} and then ${value}, or lower minCapacity to ${shortage.possible}`,
    );
    return undefined;
  }
  const { text, remedy, possible } = left ?? shortage;
  problems.add(`${after.stageName}: ${pods(after)} pods leave ${text}; ${remedy}, or lower minCapacity to ${possible}`);
  return undefined;
}

const MORE_PODS = 'give that side more replicas';

interface Shortage {
  readonly text: string;
  /** The minCapacity that would do. */
  readonly possible: number;
  /** How more pods are had. */
  readonly remedy: string;
}

/** Whether fewer pods are ready on the way than the requests need: all together, or by route on a side. */
function shortageBetween(walk: CanaryWalk, before: Point, after: Point): Shortage | undefined {
  const { minCapacity, rules, seesToItself } = walk;
  if (!rules.isByRoute) {
    const ready = readyOf(walk, before, after).reduce((sum, count) => sum + count, 0);
    if (ready >= minCapacity) return undefined;
    return {
      text: `${ready} ready pods of the ${minCapacity} that all requests need`,
      possible: ready,
      remedy: MORE_PODS,
    };
  }
  const { stable, canary } = changes(walk, before, after);
  const sides = [
    { title: 'stable', share: 100 - after.weight, ready: fewestReadyOf(...stable) },
    { title: 'canary', share: after.weight, ready: fewestReadyOf(...canary) },
  ] as const;
  const short = sides.find(({ title, share, ready }) => !seesToItself[title] && ready < podsFor(share, minCapacity));
  if (!short) return undefined;
  const { title, share, ready } = short;
  return {
    text: `the ${title} side with ${ready} ready of the ${podsFor(share, minCapacity)} pods that ${share} % of the requests need`,
    possible: Math.floor((ready * 100) / share),
    remedy: walk[title].mostPods === undefined ? MORE_PODS : `raise ${sizeProp(title, true)}`,
  };
}

function stageOf(walk: CanaryWalk, apply: Apply): ReleaseStage {
  const { before, after } = apply;
  const { stable, canary, rules } = walk;
  const loads = (sizes: readonly number[]): ReleaseLoad => toLoad(podsAt(walk, after, sizes));
  const selector = selectorOf(walk, after);
  const selectorChange = describeSelector(selectorOf(walk, before), selector);
  const { image } = stableModel(walk, after);
  const lowestCapacity = loads(readyOf(walk, before, after));
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
    peak: toLoad(peakOf(walk, apply)),
    lowestCapacity,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name
    trough: lowestCapacity,
    ...(!after.isReplaced && { rollback: loads([Math.min(after.stable, rolledBackSizes(rules).stable), 0]) }),
  };
}

/** Ready pods of both sides that take requests on the way: those that the Service selects, or that have a share. */
function readyOf(walk: CanaryWalk, before: Point, after: Point): [number, number] {
  const change = changes(walk, before, after);
  const [stable, canary] = [fewestReadyOf(...change.stable), fewestReadyOf(...change.canary)];
  if (walk.rules.isByRoute) return [after.weight < 100 ? stable : 0, after.weight > 0 ? canary : 0];
  // The Deployment is deleted when the Service selects the stable pods again.
  if (after.isGone) return [stable, 0];
  // Proxies learn late of a new selector: what either of both selects counts.
  return before.isPromoted || after.isPromoted ? [0, canary] : [stable, canary];
}

/** Each side before and after. */
function changes(walk: CanaryWalk, before: Point, after: Point): { [side in 'stable' | 'canary']: SideChange } {
  const stateOf = (point: Point): SideState =>
    sideState(stableModel(walk, point), point.stable, point.isReplaced ? 'new' : 'old');
  return {
    stable: [stateOf(before), stateOf(after)],
    canary: [sideState(walk.canary, before.canary, 'new'), sideState(walk.canary, after.canary, 'new')],
  };
}

/** What the stable side runs: in the end what the canary ran, with the autoscaler that it has. */
function stableModel({ stable, canary }: CanaryWalk, { isReplaced }: Point): SideModel {
  return isReplaced ? { ...canary, mostPods: stable.mostPods } : stable;
}

function selectorOf({ name, rules, stable, canary }: CanaryWalk, { isPromoted }: Point): { [label: string]: string } {
  if (rules.isByRoute) return { [LABEL.INSTANCE]: stable.deploymentName, [LABEL.NAME]: name };
  return isPromoted ? { [LABEL.INSTANCE]: canary.deploymentName, [LABEL.NAME]: name } : { [LABEL.NAME]: name };
}

function pods({ stable, canary }: CanarySizes): string {
  return `${stable} + ${canary}`;
}
