import type { ReleaseStagePods } from '../manifests/release-side';
import { peakPods } from '../model/rollout/apply';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { type CanaryWalk, changes, type Point, readyOf, stableModel } from './canary-point';
import { pointsOf } from './canary-points';
import { podsFor, rolledBackSizes } from './canary-sizes';
import { type Amount, NO_AMOUNT, sum, times, toLoad } from './pod-request';
import { type ReleaseLoad, type ReleaseSide, type ReleaseStage, ReleaseStageKind } from './release-stage';
import { checkMostOfCanary } from './scaled-share';
import { countsOf, describeSelector, requestOfPods, type SidePods } from './side-model';

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
      { deploymentName: stable.deploymentName, image, replicas: after.stable, ...shareOf(walk, 100 - after.weight) },
      {
        deploymentName: canary.deploymentName,
        image: canary.image,
        replicas: after.canary,
        ...shareOf(walk, after.weight),
      },
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

/** A share, and what it may need: by replicas any pod takes any request. */
function shareOf({ rules, minCapacity }: CanaryWalk, weight: number): Pick<ReleaseSide, 'weight' | 'neededReplicas'> {
  return { weight, ...(rules.isByRoute && { neededReplicas: podsFor(weight, minCapacity) }) };
}

function selectorOf({ name, rules, stable, canary }: CanaryWalk, { isPromoted }: Point): { [label: string]: string } {
  if (rules.isByRoute) return { [LABEL.INSTANCE]: stable.deploymentName, [LABEL.NAME]: name };
  return isPromoted ? { [LABEL.INSTANCE]: canary.deploymentName, [LABEL.NAME]: name } : { [LABEL.NAME]: name };
}
