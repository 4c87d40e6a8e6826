import type { JsonObject } from '../../../private/json';
import { countOrPercent, isZeroCount, notNegative } from '../counts';
import { child, childOrEmpty, number, optionalText } from '../fields';
import { oneOf } from '../names';
import { servingTemplate } from '../pod/pod-spec';
import type { Refusals } from '../refusal';
import { atMostAll } from './deployment';
import { ownSelector } from './selector';

/** DaemonSets: a pod on every node. */
export function daemonSet(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  ownSelector('/spec', spec, out);
  servingTemplate('/spec/template', childOrEmpty(spec, 'template'), out);
  for (const field of ['minReadySeconds', 'revisionHistoryLimit']) {
    out.problem(`/spec/${field}`, notNegative(number(spec, field)));
  }
  const strategy = childOrEmpty(spec, 'updateStrategy');
  const type = optionalText(strategy, 'type') ?? '';
  if (type !== '') out.problem('/spec/updateStrategy/type', oneOf(type, ['RollingUpdate', 'OnDelete']));
  const rolling = child(strategy, 'rollingUpdate');
  if (rolling && type !== 'OnDelete') counts('/spec/updateStrategy/rollingUpdate', rolling, out);
}

function counts(at: string, rolling: JsonObject, out: Refusals): void {
  const [surge, unavailable] = [rolling.maxSurge ?? 0, rolling.maxUnavailable ?? 1];
  for (const [field, value] of [
    ['maxSurge', surge],
    ['maxUnavailable', unavailable],
  ] as const) {
    out.problem(`${at}/${field}`, countOrPercent(value) ?? atMostAll(value));
  }
  if (isZeroCount(surge) === isZeroCount(unavailable)) {
    out.invalid(`${at}/maxUnavailable`, 'must be 0 when maxSurge is not, and not 0 when maxSurge is 0');
  }
}

/** ReplicaSets. */
export function replicaSet(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  ownSelector('/spec', spec, out);
  servingTemplate('/spec/template', childOrEmpty(spec, 'template'), out);
  for (const field of ['replicas', 'minReadySeconds']) out.problem(`/spec/${field}`, notNegative(number(spec, field)));
}
