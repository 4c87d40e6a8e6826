import type { Construct } from 'constructs';
import { overriddenSpec } from '../core/api-object';
import { warn } from '../core/warnings';
import { fieldAt } from '../private/field-removal';
import type { JsonObject } from '../private/json';
import type { Place, PlanWarning } from './plan-warning';
import { workloadSpec } from './server-objects';
import { overridesOf } from './server-overrides';
import type { ServerPlan } from './server-plan';

/** Where the spec of pods is: of a Deployment or Rollout, and of the two kinds of pods of a group. */
const POD_SPECS = [
  ['template', 'spec'],
  ['leaderWorkerTemplate', 'leaderTemplate', 'spec'],
  ['leaderWorkerTemplate', 'workerTemplate', 'spec'],
];

/** Notes the warnings about a server; where overrides change what makes its pods, at synthesis those that are left. */
export function warnOf(server: Construct, plan: ServerPlan): void {
  const { warnings } = plan;
  if (!isOverridden(plan)) for (const { text } of warnings) warn(server, text);
  else if (warnings.length > 0) warn(server, () => leftOf(server, plan, warnings));
}

/** Those of the warnings that are still about what comes out. To be asked at synthesis. */
export function leftOf(server: Construct, plan: ServerPlan, warnings: readonly PlanWarning[]): string[] {
  const texts = (left: readonly PlanWarning[]): string[] => left.map(({ text }) => text);
  if (warnings.length === 0 || !isOverridden(plan)) return texts(warnings);
  const { props, workload, identity } = plan;
  const made = workloadSpec(server, plan);
  const outcome = overriddenSpec(made, overridesOf(props.overrides, workload.override));
  return texts(warnings.filter((warning) => isUntouched(warning, made, outcome, identity.containerName)));
}

function isOverridden({ props, workload }: ServerPlan): boolean {
  const { fields, removals } = overridesOf(props.overrides, workload.override);
  return fields !== undefined || removals.length > 0;
}

/**
 * Whether a warning is still about what comes out: overrides leave everything alone that it is about.
 *
 * @param made the spec of what makes the pods without the overrides
 * @param outcome the same with them
 */
function isUntouched({ about }: PlanWarning, made: JsonObject, outcome: JsonObject, containerName: string): boolean {
  const textAt = (spec: JsonObject, steps: readonly string[]): string | undefined =>
    JSON.stringify(fieldAt(spec, steps));
  return about
    .flatMap((place) => stepsTo(place, containerName))
    .every((steps) => textAt(made, steps) === textAt(outcome, steps));
}

function stepsTo([inside, ...steps]: Place, containerName: string): string[][] {
  if (inside === 'workload') return [steps];
  const own = inside === 'pod' ? steps : ['containers', containerName, ...steps];
  return POD_SPECS.map((pod) => [...pod, ...own]);
}
