import { argoStrategyOf, type ArgoStrategy } from '../../../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { show } from '../../../private/show';
import { isGoDuration, isLeftOut, type Problem, when } from './problem';
import { namesOf, routersOf } from './routers';

/** What a step may do. */
const ACTIONS = [
  'setWeight',
  'pause',
  'setCanaryScale',
  'analysis',
  'experiment',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
  'replicaProgressThreshold',
];
/** Of these the controller refuses two in one step; of others it does what it comes to first. */
const REFUSED_TOGETHER = ['setWeight', 'pause', 'experiment', 'analysis'];

/** What is wrong with the steps of a canary. */
export function stepProblems(spec: JsonObject): Problem[] {
  const strategy = argoStrategyOf(spec);
  return strategy.steps.flatMap((step, index) => {
    const at = `/spec/strategy/canary/steps/${index}`;
    return [
      ...actionProblems(step, at),
      ...weightProblems(step, strategy, at),
      ...pauseProblems(step, at),
      ...scaleProblems(step, strategy, at),
      ...routeProblems(step, strategy, at, 'setHeaderRoute'),
      ...routeProblems(step, strategy, at, 'setMirrorRoute'),
      ...experimentProblems(step, strategy, at),
    ];
  });
}

function actionProblems(step: JsonObject, at: string): Problem[] {
  const given = ACTIONS.filter((action) => !isLeftOut(step[action]));
  if (given.length === 1) return [];
  const refused = given.length === 0 || given.filter((action) => REFUSED_TOGETHER.includes(action)).length > 1;
  return [
    {
      at,
      ...(!refused && { severity: 'warning' as const }),
      message: `a step must do one thing, got ${given.length === 0 ? 'none' : given.join(' and ')}`,
      fix: given.length === 0 ? `set one of ${ACTIONS.join(', ')}` : 'make a step of each',
    },
  ];
}

function weightProblems({ setWeight }: JsonObject, { maxWeight }: ArgoStrategy, at: string): Problem[] {
  if (isLeftOut(setWeight)) return [];
  const isPossible = typeof setWeight === 'number' && setWeight >= 0 && setWeight <= maxWeight;
  return when(!isPossible, () => ({
    at: `${at}/setWeight`,
    message: `setWeight must be 0 to ${maxWeight}, got ${show(setWeight)}`,
  }));
}

function pauseProblems({ pause }: JsonObject, at: string): Problem[] {
  const duration = isPlainObject(pause) ? pause.duration : undefined;
  if (isLeftOut(duration)) return [];
  const isPossible =
    typeof duration === 'number'
      ? duration >= 0
      : typeof duration === 'string' && !duration.startsWith('-') && (/^\d+$/.test(duration) || isGoDuration(duration));
  return when(!isPossible, () => ({
    at: `${at}/pause/duration`,
    message: `duration must be seconds or a time such as 30s, 5m or 1h, got ${show(duration)}`,
    fix: 'there are no days: write hours',
  }));
}

function scaleProblems({ setCanaryScale }: JsonObject, { routing }: ArgoStrategy, at: string): Problem[] {
  return when(!isLeftOut(setCanaryScale) && !routing, () => ({
    at: `${at}/setCanaryScale`,
    message: 'setCanaryScale must be left out without trafficRouting: the number of pods is the share of the requests',
    fix: 'use setWeight, or let a router split the requests',
  }));
}

const ROUTES = {
  setHeaderRoute: { can: 'headerRoutes', who: 'istio, alb, apisix and plugins' },
  setMirrorRoute: { can: 'mirrorRoutes', who: 'istio and plugins' },
} as const;

function routeProblems(
  step: JsonObject,
  { routing }: ArgoStrategy,
  at: string,
  action: keyof typeof ROUTES,
): Problem[] {
  const route = step[action];
  if (!isPlainObject(route)) return [];
  const { can, who } = ROUTES[action];
  const routers = routersOf(routing ?? {});
  const cannot = routers.filter((router) => !router[can]);
  const managed = objectsIn((routing ?? {}).managedRoutes).map(({ name }) => name);
  return [
    ...when(cannot.length > 0 || routers.length === 0, () => ({
      at: `${at}/${action}`,
      message: `${action} is for ${who} alone, got it for ${namesOf(cannot) || 'no router'}`,
      fix: 'remove the step, or split the requests by a router that can',
    })),
    ...when(!managed.includes(route.name), () => ({
      at: `${at}/${action}/name`,
      message: `${action} must name one of trafficRouting.managedRoutes, got ${show(route.name)}`,
      fix: 'add it there: the controller makes and removes these routes alone',
    })),
    ...matchProblems(
      action,
      route,
      routers.some(({ name }) => name === 'alb'),
      at,
    ),
  ];
}

function matchProblems(action: string, route: JsonObject, isAlb: boolean, at: string): Problem[] {
  return objectsIn(route.match).flatMap((match, index) => {
    const values =
      action === 'setHeaderRoute'
        ? [match.headerValue]
        : [match.method, match.path, ...Object.values(objectAt(match, 'headers'))].filter((value) => !isLeftOut(value));
    return values.flatMap((value) => {
      const kinds = ['exact', 'prefix', 'regex'].filter((kind) => isPlainObject(value) && !isLeftOut(value[kind]));
      const where = `${at}/${action}/match/${index}`;
      return [
        ...when(kinds.length !== 1, () => ({
          at: where,
          message: `a match must be one of exact, prefix and regex, got ${kinds.join(' and ') || 'none'}`,
        })),
        ...when(isAlb && kinds.length === 1 && kinds[0] !== 'exact', () => ({
          at: where,
          message: `a match must be exact for alb, got ${kinds.join('')}`,
        })),
      ];
    });
  });
}

function experimentProblems({ experiment }: JsonObject, { routing }: ArgoStrategy, at: string): Problem[] {
  if (!isPlainObject(experiment)) return [];
  const cannot = routersOf(routing ?? {}).filter(({ experiments }) => !experiments);
  const weighed = objectsIn(experiment.templates).some(({ weight }) => !isLeftOut(weight));
  return [
    ...when(weighed && (cannot.length > 0 || !routing), () => ({
      at: `${at}/experiment/templates`,
      message: `weight of an experiment is for smi, alb, istio and plugins alone, got it for ${namesOf(cannot) || 'no router'}`,
      fix: 'leave weight out, or split the requests by a router that can',
    })),
    ...when(!isLeftOut(experiment.duration) && !isGoDuration(experiment.duration), () => ({
      at: `${at}/experiment/duration`,
      message: `duration must be a time such as 30s, 5m or 1h, got ${show(experiment.duration)}`,
    })),
  ];
}
