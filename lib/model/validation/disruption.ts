import type { JsonObject } from '../../private/json';
import { countOrPercent } from './counts';
import { child, childOrEmpty, has, optionalText } from './fields';
import { labelSelector } from './label-syntax';
import { oneOf } from './names';
import type { Refusals } from './refusal';
import { atMostAll } from './workloads/deployment';

/** PodDisruptionBudgets. */
export function disruptionBudget(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  if (has(spec, 'minAvailable') && has(spec, 'maxUnavailable')) {
    out.invalid('/spec', 'must have one of minAvailable and maxUnavailable, not both');
  }
  for (const field of ['minAvailable', 'maxUnavailable']) {
    out.problem(`/spec/${field}`, countOrPercent(spec[field]) ?? atMostAll(spec[field]));
  }
  labelSelector('/spec/selector', child(spec, 'selector'), out);
  const policy = optionalText(spec, 'unhealthyPodEvictionPolicy');
  if (policy !== undefined)
    out.problem('/spec/unhealthyPodEvictionPolicy', oneOf(policy, ['AlwaysAllow', 'IfHealthyBudget']));
}
