import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { countOrPercent, isZeroCount, notNegative, percentOf } from '../counts';
import { child, childOrEmpty, has, number, optionalText } from '../fields';
import { oneOf } from '../names';
import { servingTemplate } from '../pod/pod-spec';
import type { Refusals } from '../refusal';
import { ownSelector } from './selector';

const DEFAULT_DEADLINE = 600;

/** Deployments: counts, deadlines and the strategy of updates. */
export function deployment(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  ownSelector('/spec', spec, out);
  servingTemplate('/spec/template', childOrEmpty(spec, 'template'), out);
  for (const field of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']) {
    out.problem(`/spec/${field}`, notNegative(number(spec, field)));
  }
  const deadline = number(spec, 'progressDeadlineSeconds') ?? DEFAULT_DEADLINE;
  const minReady = number(spec, 'minReadySeconds') ?? 0;
  if (deadline <= minReady) {
    out.invalid('/spec/progressDeadlineSeconds', `must be above minReadySeconds ${minReady}, got ${deadline}`);
  }
  strategy('/spec/strategy', childOrEmpty(spec, 'strategy'), out);
}

function strategy(at: string, value: JsonObject, out: Refusals): void {
  const type = optionalText(value, 'type') ?? '';
  if (type !== '') out.problem(`${at}/type`, oneOf(type, ['Recreate', 'RollingUpdate']));
  if (type === 'Recreate' && has(value, 'rollingUpdate')) {
    out.invalid(`${at}/rollingUpdate`, `is for the type 'RollingUpdate', not ${show(type)}`, 'leave it out');
  }
  const rolling = child(value, 'rollingUpdate');
  if (rolling && type !== 'Recreate') rollingCounts(`${at}/rollingUpdate`, rolling, '25%', out);
}

/** Pods above and below the number asked for, while they are replaced; not both can be none. */
function rollingCounts(at: string, rolling: JsonObject, standard: unknown, out: Refusals): void {
  const surge = rolling.maxSurge ?? standard;
  const unavailable = rolling.maxUnavailable ?? standard;
  out.problem(`${at}/maxUnavailable`, countOrPercent(unavailable) ?? atMostAll(unavailable));
  out.problem(`${at}/maxSurge`, countOrPercent(surge));
  if (isZeroCount(surge) && isZeroCount(unavailable)) {
    out.invalid(
      `${at}/maxUnavailable`,
      `must not come to 0 pods when maxSurge does, got ${show(unavailable)} beside ${show(surge)}: no pod could be replaced`,
    );
  }
}

/** A share may not be more than the whole. */
export function atMostAll(value: unknown): string | undefined {
  return (percentOf(value) ?? 0) > 100 ? `must be at most 100%, got ${show(value)}` : undefined;
}
