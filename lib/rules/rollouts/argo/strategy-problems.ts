import { selects } from '../../../model/selection/label-selector';
import { isPlainObject, objectAt } from '../../../private/json';
import { show } from '../../../private/show';
import { BLUE_GREEN, CANARY, isGiven, type Problem, type RolloutSpec } from './spec';

/** What is wrong with a Rollout apart from its steps, each as the controller finds it (`ValidateRolloutSpec`). */
export function strategyProblems(rollout: RolloutSpec): Problem[] {
  return [
    ...templateProblems(rollout),
    ...numbersProblems(rollout),
    ...strategyOf(rollout),
    ...canaryProblems(rollout),
    ...routingProblems(rollout),
    ...affinityProblems(rollout),
  ];
}

function templateProblems({ spec, template }: RolloutSpec): Problem[] {
  const { workloadRef, selector } = spec;
  const own = objectAt(spec, 'template');
  if (isPlainObject(workloadRef)) {
    const isEmpty =
      Object.keys(objectAt(own, 'spec')).length === 0 && Object.keys(objectAt(own, 'metadata')).length === 0;
    const kind = `${String(workloadRef.apiVersion)} ${String(workloadRef.kind)}`;
    return [
      ...(isEmpty
        ? []
        : [
            {
              at: '/spec/template',
              message: 'template and workloadRef must not both be given: the pods are those of the workload',
              fix: 'remove one of them',
            },
          ]),
      ...(/^(apps\/\w+ (Deployment|ReplicaSet)|v1 PodTemplate)$/.test(kind)
        ? []
        : [
            {
              at: '/spec/workloadRef',
              message: `workloadRef must name a Deployment, ReplicaSet or PodTemplate, got ${show(kind)}`,
              fix: 'name one of these, with its apiVersion',
            },
          ]),
    ];
  }
  const labels = objectAt(template ?? {}, 'metadata', 'labels');
  if (!isPlainObject(selector) || Object.keys(selector).length === 0)
    return [
      {
        at: '/spec/selector',
        message: `selector must be given, and select something, got ${selector === undefined ? 'none' : show(selector)}`,
        fix: 'give it the labels of the template, or name a Deployment by workloadRef',
      },
    ];
  if (selects(selector, labels)) return [];
  return [
    {
      at: '/spec/selector',
      message: 'selector must match the labels of the template, or no ReplicaSet is made',
      fix: 'give the template the labels of the selector',
    },
  ];
}

function numbersProblems({ spec, blueGreen }: RolloutSpec): Problem[] {
  const { progressDeadlineSeconds = 600, minReadySeconds = 0, revisionHistoryLimit = 10 } = spec;
  const limit = blueGreen?.scaleDownDelayRevisionLimit;
  return [
    ...(Number(progressDeadlineSeconds) <= Number(minReadySeconds)
      ? [
          {
            at: '/spec/progressDeadlineSeconds',
            message: `progressDeadlineSeconds must be more than minReadySeconds of ${Number(minReadySeconds)}, got ${Number(progressDeadlineSeconds)}`,
            fix: 'raise it by the time that pods need to start',
          },
        ]
      : []),
    ...(typeof limit === 'number' && limit > Number(revisionHistoryLimit)
      ? [
          {
            at: `${BLUE_GREEN}/scaleDownDelayRevisionLimit`,
            message: `scaleDownDelayRevisionLimit must be at most revisionHistoryLimit of ${Number(revisionHistoryLimit)}, got ${limit}`,
            fix: 'lower it, or raise revisionHistoryLimit',
          },
        ]
      : []),
  ];
}

function strategyOf({ canary, blueGreen }: RolloutSpec): Problem[] {
  if (!canary === !blueGreen)
    return [
      {
        at: '/spec/strategy',
        message: `strategy must be one of canary and blueGreen, got ${canary ? 'both' : 'neither'}`,
        fix: canary ? 'remove one of them' : 'give one of them, canary: {} at least',
      },
    ];
  const abort = (canary ?? blueGreen)?.abortScaleDownDelaySeconds;
  if (abort !== 0) return [];
  return [
    {
      at: `${canary ? CANARY : BLUE_GREEN}/abortScaleDownDelaySeconds`,
      severity: 'warning',
      message: 'abortScaleDownDelaySeconds of 0 keeps the pods of an aborted version until another release begins',
      fix: 'give it 1 to have them gone at once, or leave it out for 30',
    },
  ];
}

function canaryProblems({ canary, routing }: RolloutSpec): Problem[] {
  if (!canary) return [];
  const { maxSurge, maxUnavailable, scaleDownDelaySeconds, dynamicStableScale } = canary;
  const problems: Problem[] = [];
  if (isNone(maxSurge) && isNone(maxUnavailable))
    problems.push({
      at: `${CANARY}/maxSurge`,
      message: 'maxSurge and maxUnavailable must not both be 0, with a traffic router neither',
      fix: 'give one of them 1',
    });
  if (!routing) {
    if (isGiven(scaleDownDelaySeconds)) problems.push(needsRouting('scaleDownDelaySeconds'));
    if (dynamicStableScale === true) problems.push(needsRouting('dynamicStableScale'));
  } else if (dynamicStableScale === true && isGiven(scaleDownDelaySeconds))
    problems.push({
      at: `${CANARY}/dynamicStableScale`,
      message:
        'dynamicStableScale and scaleDownDelaySeconds must not both be given: the one scales the version before down at once, the other later',
      fix: 'remove one of them',
    });
  return problems;
}

function needsRouting(field: string): Problem {
  return {
    at: `${CANARY}/${field}`,
    message: `${field} must not be given without trafficRouting: pods alone split the requests`,
    fix: `remove ${field}, or give a trafficRouting`,
  };
}

function routingProblems({ routing }: RolloutSpec): Problem[] {
  if (!routing || !isGiven(routing.maxTrafficWeight)) return [];
  if (isPlainObject(routing.nginx) || Object.keys(objectAt(routing, 'plugins')).length > 0) return [];
  return [
    {
      at: `${CANARY}/trafficRouting/maxTrafficWeight`,
      message: 'maxTrafficWeight must not be given but with nginx or a plugin: other routers share 100',
      fix: 'remove it, and give weights in percent',
    },
  ];
}

function affinityProblems({ canary, blueGreen }: RolloutSpec): Problem[] {
  const own = (canary ?? blueGreen)?.antiAffinity;
  if (!isPlainObject(own)) return [];
  const at = `${canary ? CANARY : BLUE_GREEN}/antiAffinity`;
  const {
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
    requiredDuringSchedulingIgnoredDuringExecution: required,
  } = own;
  if (isGiven(preferred) === isGiven(required))
    return [
      {
        at,
        message: `antiAffinity must be one of preferred and required, got ${isGiven(preferred) ? 'both' : 'neither'}`,
        fix: 'give one of them, or remove antiAffinity',
      },
    ];
  const weight = weightOf(preferred);
  if (!isGiven(preferred) || (typeof weight === 'number' && weight >= 1 && weight <= 100)) return [];
  return [{ at, message: `the weight of antiAffinity must be from 1 to 100, got ${show(weight)}`, fix: 'correct it' }];
}

function weightOf(preferred: unknown): unknown {
  return isPlainObject(preferred) ? preferred.weight : undefined;
}

function isNone(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}
