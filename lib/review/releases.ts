import { stageText } from '../manifests/release-annotations';
import { titleOf } from '../manifests/object-ref';
import type { PlannedStage } from '../manifests/release-plan';
import { type DeploymentChange, deploymentChanges, fewestReadyOf } from '../model/rollout/release/changes';
import { activeOf, leftOutText, stagesLeftOut } from '../model/rollout/release/left-out';
import { type ReleaseDeployment, type ReleaseState, releasesOf } from '../model/rollout/release/state';
import type { ReleaseChange, ReleaseSideChange } from './data/traffic';
import type { Pairs } from './pairs';
import { mostPodsOf } from './release-pods';
import type { Side } from './side';

/** Releases that advance or are rolled back, begin or end. */
export function releaseChanges(pairs: Pairs, before: Side, after: Side): ReleaseChange[] {
  const [was, now] = [releasesOf(before.set), releasesOf(after.set)];
  const restarted = new Set(pairs.changed.filter(({ verdict }) => verdict.restarts).map((pair) => pair.after));
  const sets = { before: before.set, after: after.set };
  return [...new Set([...was.keys(), ...now.keys()])]
    .flatMap((key) => {
      const [old, fresh] = [was.get(key), now.get(key)];
      const changes = deploymentChanges((_, each) => restarted.has(each), sets, old, fresh);
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
    ({ before, after, isReplaced }) => isReplaced || before?.pods !== after?.pods || before?.weight !== after?.weight,
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
    weight: { ...weightAt('before', before), ...weightAt('after', after) },
  };
}

/** The share of a side that is not there is none; one that nobody knows is left out. */
function weightAt<Time extends string>(time: Time, side: ReleaseDeployment | undefined): { [key in Time]?: number } {
  const weight = side ? side.weight : 0;
  return (weight === undefined ? {} : { [time]: weight }) as { [key in Time]?: number };
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
  const known =
    now.sharesBy === 'plan' ? `${text}, as its plan has it: no route of these manifests splits its requests` : text;
  return leftOut.length === 0 ? known : `${known} ${leftOutText(leftOut, changes)}`;
}

function shareText(weight: number | undefined): string {
  return weight === undefined ? 'an unknown share' : `${weight} %`;
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
  const moved = changes
    .map((change) => ({ name: nameOf(change), ...sideChange(change).weight }))
    .filter(({ before, after }) => before !== after);
  return moved.map(({ name, before, after }) => `${name} from ${shareText(before)} to ${shareText(after)}`).join(', ');
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
