import { LABEL } from '../private/labels';
import { type Amount, sum, times, toLoad } from './pod-request';
import { type ReleaseLoad, type ReleaseStage, ReleaseStageKind } from './release-stage';
import { describeSelector } from './canary-plan';
import { type SideModel, sideState } from './side-model';
import { transitionOf } from './transition';

/** One colour, as far as the plan is concerned. */
export interface ColourModel extends SideModel {
  /** `blue`, as the prop is written. */
  readonly colour: string;
  readonly replicas: number;
}

/** What a blue/green release is walked with. */
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
  const points = pointsOf(walk);
  const rest: Point = { ...points[0], idle: 0 };
  return points.map((point, index) => stageOf(walk, points[index - 1] ?? rest, point));
}

function pointsOf({ active, idle, minCapacity, job }: BlueGreenWalk): Point[] {
  // A colour kept at hand without pods comes up as large as the one that it is to follow.
  const deployed = idle.replicas > 0 ? idle.replicas : active.replicas;
  const full = Math.max(deployed, minCapacity);
  const [a, b] = [active, idle].map(({ colour }) => colour);
  const both = { active: active.replicas, idle: deployed, isFlipped: false };
  const deploy = `${b}: { image: '${idle.image}', replicas: ${deployed} }`;
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
            change: `${b}: { replicas: ${full} }`,
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
      change: `${a}: { replicas: 0 }`,
      active: 0,
      idle: full,
      isFlipped: true,
    },
  ];
}

function stageOf(walk: BlueGreenWalk, before: Point, after: Point): ReleaseStage {
  const { active, idle, name, job } = walk;
  const loads = (a: number, b: number): ReleaseLoad => toLoad(sum(times(active.request, a), times(idle.request, b)));
  const change = {
    active: transitionOf(sideState(active, before.active, 'old'), sideState(active, after.active, 'old')),
    idle: transitionOf(sideState(idle, before.idle, 'new'), sideState(idle, after.idle, 'new')),
  };
  const selectorOf = ({ isFlipped }: Point): { [label: string]: string } => ({
    [LABEL.INSTANCE]: (isFlipped ? idle : active).deploymentName,
    [LABEL.NAME]: name,
  });
  const selectorChange = describeSelector(selectorOf(before), selectorOf(after));
  // Proxies learn late of a new selector: the smaller of both colours counts while it moves.
  const ready = [
    ...(before.isFlipped && after.isFlipped ? [] : [loads(change.active.trough, 0)]),
    ...(after.isFlipped ? [loads(0, change.idle.trough)] : []),
  ].reduce((least, load) => (load.pods < least.pods ? load : least));
  return {
    stageName: after.stageName,
    kind: after.kind,
    change: after.change,
    sides: [active, idle].map((side) => ({
      deploymentName: side.deploymentName,
      image: side.image,
      replicas: side === active ? after.active : after.idle,
      weight: (side === idle) === after.isFlipped ? 100 : 0,
    })),
    serviceSelector: selectorOf(after),
    ...(selectorChange !== undefined && { selectorChange }),
    steady: loads(after.active, after.idle),
    peak: toLoad(sum(change.active.peak, change.idle.peak, (after.runsJob && job) || new Map())),
    trough: ready,
    ...(after.kind !== ReleaseStageKind.RETIRE && { rollback: loads(after.active, 0) }),
  };
}
