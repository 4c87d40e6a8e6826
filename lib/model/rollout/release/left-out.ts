import type { PlannedStage } from '../../../manifests/release-plan';
import type { DeploymentChange } from './changes';
import type { ReleaseState } from './state';

/** Stages of a release's plan that one apply leaves out, by name. */
export function stagesLeftOut(
  changes: readonly DeploymentChange[],
  was: ReleaseState | undefined,
  now: ReleaseState | undefined,
): string[] {
  // Of one that says no stage, nobody knows how far it has come.
  if (!was?.stage || !now?.stage || was.kind !== now.kind) return [];
  return now.kind === 'Canary' ? leftOutOfCanary(changes, was, now) : leftOutOfBlueGreen(changes, was, now);
}

function leftOutOfCanary(changes: readonly DeploymentChange[], was: ReleaseState, now: ReleaseState): string[] {
  // A release that begins has its plan after the apply, one that ends before it.
  const plan = was.plan ?? now.plan;
  if (!plan || onlyAddsPods(changes)) return [];
  const from = was.stage?.position?.index ?? 0;
  const to = isEnding(changes, was, now) ? plan.length : (now.stage?.position?.index ?? 0);
  // A canary that begins anew, with other versions, has come no further than the plan it begins with.
  return plan
    .slice(from, Math.max(from, to - 1))
    .filter(isFelt(plan))
    .map(({ stageName }) => stageName);
}

/** The canary is gone, and the stable side runs another version: it is over, not rolled back. */
function isEnding(changes: readonly DeploymentChange[], was: ReleaseState, now: ReleaseState): boolean {
  if (!was.plan || now.deployments.some(({ role }) => role === 'canary')) return false;
  const isReplaced = changes.some(({ before, isReplaced: replaced }) => before?.role === 'stable' && replaced);
  return isReplaced || STANDING_IN.includes(was.stage?.name ?? '');
}

/** Stages at which the stable side runs the new version already. */
const STANDING_IN: readonly string[] = ['replace stable', 'grow for retire'];

function onlyAddsPods(changes: readonly DeploymentChange[]): boolean {
  return changes.every(
    ({ before, after, isReplaced }) =>
      !isReplaced && (after?.pods ?? 0) >= (before?.pods ?? 0) && (after?.weight ?? 0) === (before?.weight ?? 0),
  );
}

/** Whether a stage changes anything of the pods or the shares: one without a canary pod does not. */
function isFelt(plan: readonly PlannedStage[]): (stage: PlannedStage) => boolean {
  return (stage) => plan.indexOf(stage) > 0 || stage.sides[1].replicas > 0;
}

function leftOutOfBlueGreen(changes: readonly DeploymentChange[], was: ReleaseState, now: ReleaseState): string[] {
  const [from, to] = [activeOf(was), activeOf(now)];
  if (from === undefined || to === undefined || from === to) return [];
  const target = changes.find(({ after }) => after?.role === to);
  const left = changes.find(({ before }) => before?.role === from);
  const wanted = was.plan?.find(({ stageName }) => stageName === `flip to ${to}`)?.sides[1].replicas;
  const had = target?.before?.pods ?? 0;
  const isFresh = target?.isReplaced === true || had === 0;
  return [
    ...(isFresh ? [`deploy ${to}`, `verify ${to}`] : []),
    ...(!isFresh && wanted !== undefined && had < wanted ? [`grow ${to}`] : []),
    // What goes is what a rollback would need, and what proxies that learn late still send requests to.
    ...((left?.after?.pods ?? 0) < (left?.before?.pods ?? 0) ? [`retire ${from} by itself`] : []),
  ];
}

/** The colour that takes the requests. */
export function activeOf({ deployments }: ReleaseState): string | undefined {
  return deployments.find(({ weight }) => weight === 100)?.role;
}

/** What leaving stages out comes to, as the end of a sentence. */
export function leftOutText(stages: readonly string[], changes: readonly DeploymentChange[]): string {
  return `in one apply, which leaves out '${stages.join("', '")}': ${changes.map(podsText).join(', ')}`;
}

/** Ready pods of a Deployment while the others change: those that come are still loading. */
function podsText(change: DeploymentChange): string {
  const [from, to] = [change.before?.pods ?? 0, change.after?.pods ?? 0];
  const ready = `${change.fewestReady} ${change.fewestReady === 1 ? 'is' : 'are'} ready meanwhile`;
  const name = (change.after ?? change.before)?.manifest.name ?? '';
  return `Deployment '${name}' ${from === to ? `keeps ${from}` : `goes from ${from} to ${to}`} pods, of which ${ready}`;
}
