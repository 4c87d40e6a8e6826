import { titleOf } from '../../manifests/object-ref';
import { stageText } from '../../manifests/release-annotations';
import { visible, visibleJson } from '../report/visible';
import { markdownFigures, textFigures } from './plan-figures';
import { markdown, markdownTable, textTable } from './plan-table';
import { isPresent, type ReleasedPlan } from './released-plan';
import { type RolloutPlan, rolloutJson, rolloutMarkdown, rolloutText } from './rollout-plan';

export const PLAN_FORMATS = ['text', 'markdown', 'json'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** What manifests hold of releases: those by applies, and those that a controller carries out. */
export interface Plans {
  readonly releases: readonly ReleasedPlan[];
  readonly rollouts: readonly RolloutPlan[];
}

const NONE =
  'no release: no Service says that it belongs to a Canary or BlueGreen, and there is no Rollout of Argo Rollouts\n';

/** Plans in a format. */
export function plansText(format: PlanFormat, { releases, rollouts }: Plans): string {
  if (format === 'json') {
    const data = { version: 1, releases: releases.map(asJson), rollouts: rollouts.map(rolloutJson) };
    return `${visibleJson(data)}\n`;
  }
  if (releases.length + rollouts.length === 0) return NONE;
  const isMarkdown = format === 'markdown';
  return [
    ...releases.map(isMarkdown ? asMarkdown : asText),
    ...rollouts.map(isMarkdown ? rolloutMarkdown : rolloutText),
  ].join('\n');
}

function asText(plan: ReleasedPlan): string {
  const { stages } = plan;
  return `${visible(headOf(plan))}\n${textTableOf(stages, plan)}${textFigures(plan.watch)}`;
}

function textTableOf(stages: ReleasedPlan['stages'], plan: ReleasedPlan): string {
  return stages.length === 0 ? '' : textTable(stages, (index) => isPresent(plan, index));
}

function asMarkdown(plan: ReleasedPlan): string {
  const { stages } = plan;
  return `## ${markdown(headOf(plan))}\n${stages.length === 0 ? '' : `\n${markdownTable(stages)}`}${markdownFigures(plan.watch)}`;
}

function headOf(plan: ReleasedPlan): string {
  return `${titleOf(plan)}${plan.stage ? `: stage ${stageText(plan.stage)}` : ''}`;
}

/** Without what is not there: `namespace`, `stage`, `rollback`, `queries`. */
function asJson({ kind, name, namespaceName, stage, stages, watch }: ReleasedPlan): object {
  return {
    kind,
    name,
    ...(namespaceName !== undefined && { namespace: namespaceName }),
    ...(stage && { stage: { name: stage.name, ...stage.position } }),
    stages,
    ...(watch.figures.length > 0 && { queries: watch.figures.map(asQuery) }),
    ...(watch.missing.length > 0 && { missingQueries: watch.missing }),
  };
}

function asQuery({ queryName, ...figure }: ReleasedPlan['watch']['figures'][number]): object {
  return { name: queryName, ...figure };
}
