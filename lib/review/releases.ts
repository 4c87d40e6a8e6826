import { stageText } from '../manifests/release-annotations';
import { titleOf } from '../manifests/object-ref';
import type { PlannedStage } from '../manifests/release-plan';
import type { ReleaseChange, ReleaseSideChange } from './data/traffic';
import { activeOf, stagesLeftOut } from './left-out';
import type { Pairs } from './pairs';
import { type DeploymentChange, deploymentChanges, fewestReadyOf, mostPodsOf } from './release-pods';
import { type ReleaseState, releasesOf } from './release-state';
import type { Side } from './side';

/** Releases that are walked on or back, begin or end. */
export function releaseChanges(pairs: Pairs, before: Side, after: Side): ReleaseChange[] {
  const [was, now] = [releasesOf(before), releasesOf(after)];
  return [...new Set([...was.keys(), ...now.keys()])]
    .flatMap((key) => {
      const [old, fresh] = [was.get(key), now.get(key)];
      const changes = deploymentChanges(pairs, { before, after }, old, fresh);
      return isWalked(changes, old, fresh) ? [releaseChange(pairs, changes, old, fresh)] : [];
    })
    .sort((a, b) => Number(b.skips) - Number(a.skips));
}

/** Whether a stage, a number of pods, a share or a version is another. */
function isWalked(
  changes: readonly DeploymentChange[],
  was: ReleaseState | undefined,
  now: ReleaseState | undefined,
): boolean {
  const isOther = changes.some(
    ({ before, after, isReplaced }) =>
      isReplaced || before?.pods !== after?.pods || (before?.weight ?? 0) !== (after?.weight ?? 0),
  );
  // One that says its stage for the first time was there before.
  return isOther || (was?.stage !== undefined && now?.stage !== undefined && was.stage.name !== now.stage.name);
}

function releaseChange(
  pairs: Pairs,
  changes: readonly DeploymentChange[],
  was: ReleaseState | undefined,
  now: ReleaseState | undefined,
): ReleaseChange {
  const state = (now ?? was) as ReleaseState;
  const leftOut = stagesLeftOut(changes, was, now);
  const next = now && nextOf(changes, was, now);
  const { name, kind, namespaceName } = state;
  const isSameKind = was?.kind === now?.kind;
  return {
    name,
    ...(namespaceName !== undefined && { namespaceName }),
    kind,
    ...(was?.stage && (isSameKind || !now) && { before: stageText(was.stage) }),
    ...(now?.stage && { after: stageText(now.stage) }),
    sides: changes.map(sideChange),
    ...(isSameKind && { fewestReady: fewestReadyOf(changes, [was, now]) }),
    mostPods: mostPodsOf(changes, pairs, state),
    message: messageOf(changes, was, now, leftOut),
    ...(next !== undefined && { next }),
    skips: leftOut.length > 0,
  };
}

function sideChange({ before, after }: DeploymentChange): ReleaseSideChange {
  return {
    deploymentName: nameOf({ before, after }),
    pods: { before: before?.pods ?? 0, after: after?.pods ?? 0 },
    weight: { before: before?.weight ?? 0, after: after?.weight ?? 0 },
  };
}

function nameOf({ before, after }: Pick<DeploymentChange, 'before' | 'after'>): string {
  return (after ?? before)?.manifest.name ?? '';
}

function messageOf(
  changes: readonly DeploymentChange[],
  was: ReleaseState | undefined,
  now: ReleaseState | undefined,
  leftOut: readonly string[],
): string {
  const title = titleOf((now ?? was) as ReleaseState);
  if (!now) return `${title} ends: its Deployments are in the manifests no more`;
  const stages = stagesText(was, now);
  const shares = sharesText(changes);
  const text = `${title}: ${[stages, shares].filter((part) => part !== '').join(', ')}`;
  if (leftOut.length === 0) return text;
  const steps = changes.map((change) => podsText(change)).join(', ');
  return `${text} in one apply, which leaves out '${leftOut.join("', '")}': ${steps}`;
}

function stagesText(was: ReleaseState | undefined, now: ReleaseState): string {
  const after = now.stage && stageText(now.stage);
  if (was?.kind !== now.kind) {
    const place = was ? ` in the place of a ${was.kind}` : '';
    return `begins${place}${after === undefined ? '' : ` at stage ${after}`}`;
  }
  const before = was.stage && stageText(was.stage);
  if (after === undefined || before === undefined) return after === undefined ? '' : `stage ${after}`;
  return before === after ? `stage ${after}` : `stage ${before} to ${after}`;
}

/** The share of the new version, or who takes the requests. */
function sharesText(changes: readonly DeploymentChange[]): string {
  const moved = changes.filter(({ before, after }) => (before?.weight ?? 0) !== (after?.weight ?? 0));
  return moved
    .map((change) => `${nameOf(change)} from ${change.before?.weight ?? 0} % to ${change.after?.weight ?? 0} %`)
    .join(', ');
}

/** Ready pods of a Deployment while the others change: those that come are still loading. */
function podsText(change: DeploymentChange): string {
  const [from, to] = [change.before?.pods ?? 0, change.after?.pods ?? 0];
  const ready = `${change.fewestReady} ${change.fewestReady === 1 ? 'is' : 'are'} ready meanwhile`;
  return `Deployment '${nameOf(change)}' ${from === to ? `keeps ${from}` : `goes from ${from} to ${to}`} pods, of which ${ready}`;
}

/** What has to have happened before the next apply, and what that one is. */
function nextOf(
  changes: readonly DeploymentChange[],
  was: ReleaseState | undefined,
  now: ReleaseState,
): string | undefined {
  const removed = changes.filter(({ after }) => after === undefined).map((change) => `Deployment '${nameOf(change)}'`);
  const wait = `wait until ${waitsFor(now)}`;
  if (removed.length > 0) return `${wait}, then delete ${removed.join(' and ')}`;
  const stage = nextStage(was, now);
  return stage && `${wait}, then write ${stage.change}`;
}

function waitsFor({ deployments }: ReleaseState): string {
  const serving = deployments.filter(({ pods }) => pods > 0);
  const counts = serving.map(
    ({ manifest, pods }) => `${pods} ${pods === 1 ? 'pod' : 'pods'} of Deployment '${manifest.name}'`,
  );
  const isOne = serving.length === 1 && serving[0].pods === 1;
  return `${counts.join(' and ')} ${isOne ? 'is' : 'are'} ready`;
}

function nextStage(was: ReleaseState | undefined, now: ReleaseState): PlannedStage | undefined {
  const { plan, stage } = now;
  if (!plan) return undefined;
  if (now.kind === 'Canary') return stage?.position && plan.at(stage.position.index);
  const [from, to] = [was && activeOf(was), activeOf(now)];
  // After the flip what is left is the end of the plan before it.
  if (was?.plan && from !== to) return was.plan.find(({ stageName }) => stageName === `retire ${from ?? ''}`);
  const idle = now.deployments.find(({ role }) => role !== to);
  const wanted = plan.find(({ stageName }) => stageName.startsWith('flip to '))?.sides[1].replicas ?? 0;
  if (!idle || idle.pods === 0) return undefined;
  return plan.find(({ stageName }) => stageName.startsWith(idle.pods < wanted ? 'grow ' : 'flip to '));
}
