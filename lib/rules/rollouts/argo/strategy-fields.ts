import { DEFAULT_PROGRESS_DEADLINE } from '../../../model/rollout/progress-deadline';
import { countIn } from '../../../model/quota/amounts';
import { argoStrategyOf } from '../../../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt } from '../../../private/json';
import { show } from '../../../private/show';
import { isLeftOut, type Problem, when } from './problem';
import { namesOf, routersOf } from './routers';

/** What is wrong with a spec besides the steps of its canary. */
export function fieldProblems(spec: JsonObject): Problem[] {
  const { blueGreen, canary } = argoStrategyOf(spec);
  return [
    ...when((blueGreen === undefined) === (canary === undefined), () => ({
      at: '/spec/strategy',
      message: `strategy must be one of canary and blueGreen, got ${blueGreen ? 'both' : 'neither'}`,
      fix: 'keep the one that is meant',
    })),
    ...podProblems(spec),
    ...deadlineProblems(spec),
    ...(blueGreen ? commonProblems(spec, blueGreen, '/spec/strategy/blueGreen') : []),
    ...(canary ? canaryProblems(spec, canary) : []),
  ];
}

function podProblems({ workloadRef, template, selector }: JsonObject): Problem[] {
  const refers = isPlainObject(workloadRef);
  return [
    ...when(refers && isPlainObject(template), () => ({
      at: '/spec/template',
      message: 'template must be left out beside workloadRef, which says where the template is',
      fix: 'remove one of them',
    })),
    ...when(!refers && !isPlainObject(selector), () => ({
      at: '/spec',
      message: 'selector must say by which labels the pods are found, got none and no workloadRef',
      fix: 'set selector to the labels of the template',
    })),
    ...selectorProblems(selector, template),
  ];
}

function selectorProblems(selector: unknown, template: unknown): Problem[] {
  if (!isPlainObject(selector) || !isPlainObject(template)) return [];
  const labels = objectAt(template, 'metadata', 'labels');
  const other = Object.entries(objectAt(selector, 'matchLabels')).filter(([key, value]) => labels[key] !== value);
  return when(other.length > 0, () => ({
    at: '/spec/selector/matchLabels',
    message: `selector must match the labels of the template, got ${other.map(([key, value]) => `${key}=${String(value)}`).join(', ')}`,
    fix: 'add them to the template, or take them out of selector',
  }));
}

function deadlineProblems({ progressDeadlineSeconds, minReadySeconds }: JsonObject): Problem[] {
  const [deadline, ready] = [countIn(progressDeadlineSeconds, DEFAULT_PROGRESS_DEADLINE), countIn(minReadySeconds, 0)];
  return when(deadline <= ready, () => ({
    at: progressDeadlineSeconds === undefined ? '/spec/minReadySeconds' : '/spec/progressDeadlineSeconds',
    message: `progressDeadlineSeconds must be more than minReadySeconds, got ${deadline} and ${ready}`,
    fix: `raise progressDeadlineSeconds above ${ready}`,
  }));
}

/** What both strategies have. */
function commonProblems(spec: JsonObject, strategy: JsonObject, at: string): Problem[] {
  const { scaleDownDelayRevisionLimit: limit, abortScaleDownDelaySeconds, antiAffinity } = strategy;
  const kept = countIn(spec.revisionHistoryLimit, 10);
  return [
    ...when(typeof limit === 'number' && limit > kept, () => ({
      at: `${at}/scaleDownDelayRevisionLimit`,
      message: `scaleDownDelayRevisionLimit must be at most revisionHistoryLimit, ${kept}, got ${show(limit)}`,
      fix: 'lower it, or raise revisionHistoryLimit',
    })),
    ...when(abortScaleDownDelaySeconds === 0, () => ({
      at: `${at}/abortScaleDownDelaySeconds`,
      severity: 'warning' as const,
      message: 'abortScaleDownDelaySeconds of 0 keeps the pods of an aborted release for good',
      fix: 'say after how many seconds they go, or leave it out for 30',
    })),
    ...(isPlainObject(antiAffinity) ? affinityProblems(antiAffinity, `${at}/antiAffinity`) : []),
  ];
}

function affinityProblems(affinity: JsonObject, at: string): Problem[] {
  const preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution;
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution;
  const weight = isPlainObject(preferred) ? preferred.weight : 1;
  return [
    ...when(isPlainObject(preferred) === isPlainObject(required), () => ({
      at,
      message: `antiAffinity must be either preferred or required, got ${isPlainObject(preferred) ? 'both' : 'neither'}`,
      fix: isPlainObject(preferred) ? 'keep one of them' : 'set one of them, or remove antiAffinity',
    })),
    ...when(typeof weight !== 'number' || weight < 1 || weight > 100, () => ({
      at: `${at}/preferredDuringSchedulingIgnoredDuringExecution/weight`,
      message: `weight must be 1 to 100, got ${show(weight)}`,
    })),
  ];
}

function canaryProblems(spec: JsonObject, canary: JsonObject): Problem[] {
  const at = '/spec/strategy/canary';
  const { trafficRouting, maxSurge, maxUnavailable, dynamicStableScale, scaleDownDelaySeconds } = canary;
  const isRouted = isPlainObject(trafficRouting);
  const unrouted = (field: string, value: unknown): Problem[] =>
    when(!isRouted && !isLeftOut(value) && value !== false, () => ({
      at: `${at}/${field}`,
      message: `${field} must be left out without trafficRouting, got ${show(value)}`,
      fix: 'remove it, or let a router split the requests',
    }));
  return [
    ...commonProblems(spec, canary, at),
    ...when(isNone(maxSurge) && isNone(maxUnavailable), () => ({
      at: `${at}/maxUnavailable`,
      message: `maxSurge and maxUnavailable must not both be 0, got ${show(maxSurge)} and ${show(maxUnavailable)}`,
      fix: 'raise one of them',
    })),
    ...unrouted('scaleDownDelaySeconds', scaleDownDelaySeconds),
    ...unrouted('dynamicStableScale', dynamicStableScale),
    ...when(isRouted && dynamicStableScale === true && !isLeftOut(scaleDownDelaySeconds), () => ({
      at: `${at}/scaleDownDelaySeconds`,
      message: `scaleDownDelaySeconds must be left out beside dynamicStableScale, got ${show(scaleDownDelaySeconds)}`,
      fix: 'remove one of them: the old pods go with their share of the requests, or some time after it',
    })),
    ...(isRouted ? routingProblems(trafficRouting, `${at}/trafficRouting`) : []),
  ];
}

function isNone(value: unknown): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%?$/.test(value));
}

function routingProblems(routing: JsonObject, at: string): Problem[] {
  const routers = routersOf(routing);
  const cannot = routers.filter(({ maxWeight }) => !maxWeight);
  const { nginx, istio, alb, maxTrafficWeight } = routing;
  return [
    ...when(!isLeftOut(maxTrafficWeight) && (cannot.length > 0 || routers.length === 0), () => ({
      at: `${at}/maxTrafficWeight`,
      message: `maxTrafficWeight is for nginx and plugins alone, got ${show(maxTrafficWeight)} for ${namesOf(cannot) || 'no router'}`,
      fix: 'remove it: weights are percent then',
    })),
    ...oneOf(nginx, 'stableIngress', 'stableIngresses', `${at}/nginx`),
    ...oneOf(istio, 'virtualService', 'virtualServices', `${at}/istio`),
    ...oneOf(alb, 'ingress', 'ingresses', `${at}/alb`),
  ];
}

function oneOf(router: unknown, one: string, several: string, at: string): Problem[] {
  if (!isPlainObject(router)) return [];
  const [hasOne, hasSeveral] = [!isLeftOut(router[one]), !isLeftOut(router[several])];
  return when(hasOne === hasSeveral, () => ({
    at,
    message: `${at.split('/').at(-1) ?? ''} must have either ${one} or ${several}, got ${hasOne ? 'both' : 'neither'}`,
    fix: hasOne ? 'keep one of them' : `set ${several}`,
  }));
}
