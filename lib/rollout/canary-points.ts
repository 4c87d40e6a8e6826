import { fewestReadyOf } from '../model/rollout/apply';
import type { Problems } from '../private/problems';
import { type CanaryWalk, changes, type Point, readyOf } from './canary-point';
import { GROW_FOR_RETIRE, grownName, REPLACE_STABLE, stageAt } from './canary-stage-names';
import { type CanarySizes, grownSizes, podsFor, retiredSizes, rolledBackSizes, sizesAt } from './canary-sizes';
import { ReleaseStageKind } from './release-stage';
import { checkUnraised, raisedAs, raisedCanary, raisedStable } from './scaled-share';
import { sizeProp } from './side-size';

/** Everything that is applied one after the other: each stage, and before it what adds its pods. */
export function pointsOf(problems: Problems, walk: CanaryWalk): Point[] {
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
  checkEnd(problems, walk, all);
  if (walk.isGrownFirst) return all;
  checkUnraised(
    problems,
    all.flatMap(({ raises = [] }) => raises),
  );
  return all;
}

/** Checks that the stable side can take everything over again; what is too few before is noted already. */
function checkEnd(problems: Problems, walk: CanaryWalk, points: readonly Point[]): void {
  const [before, end] = points.slice(-2);
  // Without any pods there is nothing to roll back to, which is noted besides.
  if (!problems.isEmpty || !end?.isGone || end.stable === 0) return;
  const shortage = shortageBetween(walk, before, end);
  if (shortage) problems.add(shortageText(end, shortage));
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

function shortageText(after: Point, { text, remedy, possible }: Shortage): string {
  return `${after.stageName}: ${pods(after)} pods leave ${text}; ${remedy}, or lower minCapacity to ${possible}`;
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

function pods({ stable, canary }: CanarySizes): string {
  return `${stable} + ${canary}`;
}
