import { type JsonObject, objectAt } from '../../private/json';
import { call, type Code, literal, members, object, seconds } from '../source/code';
import type { Part } from './part';

/** Whatever it is, it is not what a server has by default. */
const UNLIKE_ANY = -1;

/** How pods of one version are replaced by the next: `rollout`, `replicas`. */
export function rolloutPart(spec: JsonObject, isScaled: boolean, isSafe: boolean): Part {
  const minReady =
    typeof spec.minReadySeconds === 'number' && spec.minReadySeconds > 0 ? spec.minReadySeconds : undefined;
  const { code, strategy } = strategyOf(spec, minReady);
  // Where nobody says a number, whoever scales it does.
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1;
  return {
    props: {
      replicas: isScaled ? undefined : literal(replicas),
      rollout: isSafe && isUsual(spec) && minReady === undefined ? undefined : code,
    },
    spec: {
      minReadySeconds: minReady,
      progressDeadlineSeconds: UNLIKE_ANY,
      replicas: isScaled ? undefined : replicas,
      strategy,
    },
  };
}

function strategyOf(spec: JsonObject, minReady: number | undefined): { code: Code; strategy: JsonObject } {
  const timing = minReady === undefined ? undefined : seconds(minReady);
  const options = (more: { readonly [key: string]: Code | undefined }): Code[] => {
    const given = members({ ...more, minReady: timing });
    return given.length === 0 ? [] : [object(given)];
  };
  if (objectAt(spec, 'strategy').type === 'Recreate')
    return { code: call('RollingStrategy.recreate', ...options({})), strategy: { type: 'Recreate' } };
  const update = objectAt(spec, 'strategy', 'rollingUpdate');
  const [maxSurge, maxUnavailable] = ['maxSurge', 'maxUnavailable'].map((count) => countOf(update[count]));
  const strategy = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: maxSurge.value, maxUnavailable: maxUnavailable.value },
  };
  const known = factoryOf(maxSurge.value, maxUnavailable.value);
  if (known !== undefined) return { code: call(`RollingStrategy.${known}`, ...options({})), strategy };
  const counts = options({ maxSurge: maxSurge.code, maxUnavailable: maxUnavailable.code });
  return { code: call('RollingStrategy.of', ...counts), strategy };
}

function factoryOf(surge: unknown, unavailable: unknown): string | undefined {
  if (surge === 1 && unavailable === 0) return 'zeroDowntime';
  return surge === 0 && unavailable === 1 ? 'inPlace' : undefined;
}

/** A number of pods or a percentage; what the API server fills in where there is none, or none that it would take. */
function countOf(given: unknown): { readonly value: number | string; readonly code: Code } {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= 0)
    return { value: given, code: call('RolloutCount.pods', literal(given)) };
  const percent = typeof given === 'string' ? /^(\d{1,3})%$/.exec(given) : null;
  const amount = percent ? Number(percent[1]) : 25;
  return { value: `${amount}%`, code: call('RolloutCount.percent', literal(amount)) };
}

/** Whether nobody chose how pods are replaced. */
function isUsual(spec: JsonObject): boolean {
  const { type = 'RollingUpdate' } = objectAt(spec, 'strategy');
  const counts = Object.values(objectAt(spec, 'strategy', 'rollingUpdate'));
  return type === 'RollingUpdate' && counts.every((count) => count === '25%');
}
