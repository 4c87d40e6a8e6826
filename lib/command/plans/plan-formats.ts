import { titleOf } from '../../manifests/object-ref';
import { stageText } from '../../manifests/release-annotations';
import { visible, visibleJson } from '../report/visible';
import { markdownFigures, textFigures } from './plan-figures';
import { markdown, markdownTable, textTable } from './plan-table';
import { isPresent, type ReleasedPlan } from './released-plan';

export const PLAN_FORMATS = ['text', 'markdown', 'json'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** Plans in a format. */
export function plansText(format: PlanFormat, plans: readonly ReleasedPlan[]): string {
  if (format === 'json') return `${visibleJson({ version: 1, releases: plans.map(asJson) })}\n`;
  if (plans.length === 0) return 'no release: no Service says that it belongs to a Canary or BlueGreen\n';
  return plans.map(format === 'markdown' ? asMarkdown : asText).join('\n');
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
