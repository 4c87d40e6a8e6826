import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { type ArgoPlannedStep, argoPlannedSteps } from '../../model/rollout/argo/planned-steps';
import { isArgoRollout } from '../../model/rollout/argo/strategy';
import { byCodeUnit, objectAt } from '../../private/json';
import { argoReleaseText } from '../../review/argo-release-text';
import { visible } from '../report/visible';
import { markdown, markdownRows, textRows } from './plan-table';

/** How Argo Rollouts releases the next version of a Rollout. */
export interface RolloutPlan {
  readonly manifest: Manifest;
  /** In words: `a canary in 3 steps, ...`. */
  readonly summary: string;
  /** Of a canary; none where it rolls, or changes over at once. */
  readonly steps: readonly ArgoPlannedStep[];
}

const COLUMNS = ['step', 'the controller', 'pods', 'weight'];

/** The Rollouts among manifests, by namespace and name. */
export function rolloutPlans(manifests: readonly Manifest[]): RolloutPlan[] {
  return manifests
    .filter(isArgoRollout)
    .map((manifest) => ({
      manifest,
      summary: argoReleaseText(manifest) ?? 'pods are replaced as those of a Deployment, without steps',
      steps: argoPlannedSteps(objectAt(manifest.json, 'spec')),
    }))
    .sort((a, b) => byCodeUnit(keyOf(a), keyOf(b)));
}

/** A Rollout for a terminal. */
export function rolloutText(plan: RolloutPlan): string {
  const table = plan.steps.length === 0 ? '' : textRows(COLUMNS, rowsOf(plan.steps), () => false);
  return `${visible(headOf(plan))}\n${table}${visible(whereItStands(plan))}\n`;
}

/** The same in Markdown. */
export function rolloutMarkdown(plan: RolloutPlan): string {
  const rows = rowsOf(plan.steps).map((row) => row.map(markdown));
  const table = rows.length === 0 ? '' : `\n${markdownRows(COLUMNS, rows)}`;
  return `## ${markdown(headOf(plan))}\n${table}\n${markdown(whereItStands(plan))}\n`;
}

/** The same as data. */
export function rolloutJson({ manifest, summary, steps }: RolloutPlan): object {
  const { name, namespaceName } = manifest;
  return { name, ...(namespaceName !== undefined && { namespace: namespaceName }), summary, steps };
}

function rowsOf(steps: readonly ArgoPlannedStep[]): string[][] {
  return steps.map(({ does, weight, pods }, index) => [
    index === steps.length - 1 ? 'end' : `${index + 1}`,
    does,
    pods ? `${pods.former} + ${pods.fresh}` : 'of an autoscaler',
    String(weight),
  ]);
}

function headOf({ manifest, summary }: RolloutPlan): string {
  return `${titleOf(manifest)}: ${summary}`;
}

/** Manifests do not say where a controller is. */
function whereItStands({ manifest: { name, namespaceName } }: RolloutPlan): string {
  const namespace = namespaceName === undefined ? '' : ` -n ${namespaceName}`;
  return `Argo Rollouts takes the steps; where it stands: kubectl argo rollouts get rollout ${name}${namespace}`;
}

function keyOf({ manifest: { name, namespaceName } }: RolloutPlan): string {
  return `${namespaceName ?? ''}/${name}`;
}
