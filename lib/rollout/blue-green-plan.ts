import type { ReleaseStagePods } from '../manifests/release-side';
import { peakPods, fewestReadyOf } from '../model/rollout/apply';
import { LABEL } from '../private/labels';
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
} from './side-model';
import { sizedAs } from './side-size';

/** One colour, as far as the plan is concerned. */
export interface ColourModel extends SideModel {
  /** `blue`, as the prop is written. */
  readonly colour: string;
  readonly replicas: number;
}

/** What a blue/green release is planned with. */
export interface BlueGreenWalk {
  readonly name: string;
  readonly active: ColourModel;
  readonly idle: ColourModel;
  readonly minCapacity: number;
  readonly job: Amount | undefined;
}

interface Point {
  readonly kind: ReleaseStageKind;
  readonly stageName: string;
  readonly change: string;
  /** Pods of the colour that is active now, and of the other. */
  readonly active: number;
  readonly idle: number;
  readonly isFlipped: boolean;
  readonly runsJob?: boolean;
}

/** All applies of a blue/green release, in order: from the active colour alone to the other one alone. */
export function planBlueGreen(walk: BlueGreenWalk): ReleaseStage[] {
  return appliesOf(walk).map((apply) => stageOf(walk, apply));
}

/** How many pods the stages of a blue/green release come to. */
export function blueGreenStagePods(walk: BlueGreenWalk): ReleaseStagePods[] {
  // The Jobs stay in the files, and run again once the finished ones are gone: there must be room for one.
  const tests = walk.job ? 1 : 0;
  return appliesOf(walk).map((apply) => ({
    stageName: apply.after.stageName,
    steady: [
      { deploymentName: walk.active.deploymentName, pods: apply.after.active },
      { deploymentName: walk.idle.deploymentName, pods: apply.after.idle },
    ],
    peak: countsOf(peakPodsOf(walk, apply)),
    tests: { steady: tests, peak: tests },
  }));
}

/** One apply, from a point to the next. */
interface Apply {
  readonly before: Point;
  readonly after: Point;
}

/** The colour that is not active is taken to have no pods at first: those of a version before it were retired. */
function appliesOf(walk: BlueGreenWalk): Apply[] {
  const points = pointsOf(walk);
  return points.map((after, index) => ({ before: points[index - 1] ?? { ...after, idle: 0 }, after }));
}

function podsAt({ active, idle }: BlueGreenWalk, a: number, b: number): Amount {
  return sum(times(active.request, a), times(idle.request, b));
}

/** Each colour before and after. */
function changes(
  { active, idle }: BlueGreenWalk,
  { before, after }: Apply,
): { [side in 'active' | 'idle']: SideChange } {
  return {
    active: [sideState(active, before.active, 'old'), sideState(active, after.active, 'old')],
    idle: [sideState(idle, before.idle, 'new'), sideState(idle, after.idle, 'new')],
  };
}

function peakOf(walk: BlueGreenWalk, apply: Apply): Amount {
  return sum(requestOfPods(peakPodsOf(walk, apply)), (apply.after.runsJob && walk.job) || NO_AMOUNT);
}

function peakPodsOf(walk: BlueGreenWalk, apply: Apply): SidePods[][] {
  const { active, idle } = changes(walk, apply);
  return [...peakPods(...active), ...peakPods(...idle)];
}

function pointsOf({ active, idle, minCapacity, job }: BlueGreenWalk): Point[] {
  // A colour kept at hand without pods comes up as large as the one that it is to follow.
  const deployed = idle.replicas > 0 ? idle.replicas : active.replicas;
  const full = Math.max(deployed, minCapacity);
  const [a, b] = [active, idle].map(({ colour }) => colour);
  const both = { active: active.replicas, idle: deployed, isFlipped: false };
  // An autoscaler decides the number of pods; one that is written with the version is in the way of a number.
  const deploy = `${b}: { image: '${idle.image}'${idle.mostPods === undefined ? `, replicas: ${deployed}` : ''} }`;
  return [
    { kind: ReleaseStageKind.DEPLOY, stageName: `deploy ${b}`, change: deploy, ...both, runsJob: job !== undefined },
    {
      kind: ReleaseStageKind.VERIFY,
      stageName: `verify ${b}`,
      change: job ? 'wait for the Job of the test' : 'test it through the preview Service',
      ...both,
    },
    ...(full > deployed
      ? [
          {
            kind: ReleaseStageKind.GROW,
            stageName: `grow ${b}`,
            change: `${b}: { ${sizedAs(full, idle.mostPods)} }`,
            ...both,
            idle: full,
          },
        ]
      : []),
    {
      kind: ReleaseStageKind.FLIP,
      stageName: `flip to ${b}`,
      change: `active: Colour.${b.toUpperCase()}`,
      ...both,
      idle: full,
      isFlipped: true,
    },
    {
      kind: ReleaseStageKind.RETIRE,
      stageName: `retire ${a}`,
      change: `${a}: { replicas: 0 }${active.mostPods === undefined ? '' : ', without autoscaling'}`,
      active: 0,
      idle: full,
      isFlipped: true,
    },
  ];
}

function stageOf(walk: BlueGreenWalk, apply: Apply): ReleaseStage {
  const { active, idle, name } = walk;
  const { before, after } = apply;
  const loads = (a: number, b: number): ReleaseLoad => toLoad(podsAt(walk, a, b));
  const change = changes(walk, apply);
  const selectorOf = ({ isFlipped }: Point): { [label: string]: string } => ({
    [LABEL.INSTANCE]: (isFlipped ? idle : active).deploymentName,
    [LABEL.NAME]: name,
  });
  const selectorChange = describeSelector(selectorOf(before), selectorOf(after));
  // Proxies learn late of a new selector: the smaller of both colours counts while it moves.
  const ready = [
    ...(before.isFlipped && after.isFlipped ? [] : [loads(fewestReadyOf(...change.active), 0)]),
    ...(after.isFlipped ? [loads(0, fewestReadyOf(...change.idle))] : []),
  ].reduce((least, load) => (load.pods < least.pods ? load : least));
  return {
    stageName: after.stageName,
    kind: after.kind,
    change: after.change,
    sides: [active, idle].map((side) => ({
      deploymentName: side.deploymentName,
      image: side.image,
      replicas: side === active ? after.active : after.idle,
      ...((side === idle) === after.isFlipped
        ? { weight: 100, neededReplicas: walk.minCapacity }
        : { weight: 0, neededReplicas: 0 }),
    })),
    serviceSelector: selectorOf(after),
    ...(selectorChange !== undefined && { selectorChange }),
    steady: loads(after.active, after.idle),
    peak: toLoad(peakOf(walk, apply)),
    lowestCapacity: ready,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name
    trough: ready,
    ...(after.kind !== ReleaseStageKind.RETIRE && { rollback: loads(after.active, 0) }),
  };
}
