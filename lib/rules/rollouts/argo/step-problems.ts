import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { show } from '../../../private/show';
import { goDuration } from './go-duration';
import { CANARY, isGiven, type Problem, type RolloutSpec } from './spec';

const ACTIONS = [
  'setWeight',
  'pause',
  'setCanaryScale',
  'analysis',
  'experiment',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
] as const;
/** Those of which the controller takes no two in a step; of others it waits for one alone. */
const EXCLUSIVE: readonly string[] = ['setWeight', 'pause', 'analysis', 'experiment'];

/** What is wrong with the steps of a canary, each as the controller finds it (`ValidateRolloutStrategyCanary`). */
export function stepProblems(rollout: RolloutSpec): Problem[] {
  return rollout.steps.flatMap((step, index) => {
    const at = `${CANARY}/steps/${index}`;
    return [
      ...actionProblems(step, at),
      ...weightProblems(rollout, step, at),
      ...pauseProblems(step, at),
      ...scaleProblems(rollout, step, at),
      ...routeProblems(rollout, step, at),
      ...experimentProblems(rollout, step, at),
    ];
  });
}

function actionProblems(step: JsonObject, at: string): Problem[] {
  const given = ACTIONS.filter((action) => isGiven(step[action]));
  if (given.length === 1) return [];
  if (given.length === 0)
    return [
      {
        at,
        message: `a step must have an action, one of ${ACTIONS.slice(0, 5).join(', ')}`,
        fix: 'give it one, or remove it',
      },
    ];
  const isRefused = given.filter((action) => EXCLUSIVE.includes(action)).length > 1;
  return [
    {
      at,
      ...(!isRefused && { severity: 'warning' as const }),
      message: `a step must have one action, got ${given.join(', ')}: ${isRefused ? 'the Rollout is taken for invalid' : 'the controller waits for one of them alone'}`,
      fix: 'make a step of each',
    },
  ];
}

function weightProblems({ routing }: RolloutSpec, { setWeight }: JsonObject, at: string): Problem[] {
  if (!isGiven(setWeight)) return [];
  const most = typeof routing?.maxTrafficWeight === 'number' ? routing.maxTrafficWeight : 100;
  if (typeof setWeight === 'number' && setWeight >= 0 && setWeight <= most) return [];
  return [
    {
      at: `${at}/setWeight`,
      message: `setWeight must be from 0 to ${most}, got ${show(setWeight)}`,
      fix: 'correct the weight',
    },
  ];
}

function pauseProblems({ pause }: JsonObject, at: string): Problem[] {
  if (!isPlainObject(pause) || !isGiven(pause.duration)) return [];
  const { duration } = pause;
  const seconds =
    typeof duration === 'string'
      ? /^\d+$/.test(duration)
        ? Number(duration)
        : goDuration(duration)
      : Number(duration);
  if (seconds !== undefined && seconds >= 0) return [];
  return [
    {
      at: `${at}/pause/duration`,
      message: `the duration of a pause must be seconds or a duration such as 10m or 1h30m, got ${show(duration)}`,
      fix: 'correct it, or leave it out to wait for somebody',
    },
  ];
}

function scaleProblems({ routing }: RolloutSpec, { setCanaryScale }: JsonObject, at: string): Problem[] {
  if (!isGiven(setCanaryScale)) return [];
  if (!routing)
    return [
      {
        at: `${at}/setCanaryScale`,
        message: 'setCanaryScale must not be given without trafficRouting: pods alone split the requests',
        fix: 'remove the step, or give a trafficRouting',
      },
    ];
  const given = ['replicas', 'weight', 'matchTrafficWeight'].filter((field) =>
    isGiven(objectAt({ setCanaryScale }, 'setCanaryScale')[field]),
  );
  if (given.length === 1) return [];
  return [
    {
      at: `${at}/setCanaryScale`,
      severity: 'warning',
      message: `setCanaryScale must be one of replicas, weight and matchTrafficWeight, got ${given.length === 0 ? 'none' : given.join(', ')}`,
      fix: 'give one of them',
    },
  ];
}

function routeProblems({ routing, canary }: RolloutSpec, step: JsonObject, at: string): Problem[] {
  return ['setHeaderRoute', 'setMirrorRoute'].flatMap((action): Problem[] => {
    const route = step[action];
    if (!isPlainObject(route)) return [];
    const routers = action === 'setMirrorRoute' ? ['istio'] : ['istio', 'alb', 'apisix', 'plugins'];
    const there = routers.filter((router) => Object.keys(objectAt(routing ?? {}, router)).length > 0);
    if (there.length === 0)
      return [
        {
          at: `${at}/${action}`,
          message: `${action} must not be given without a router that has it (${routers.join(', ')})`,
          fix: 'remove the step, or give one of these routers',
        },
      ];
    const managed = objectsIn(objectAt(canary ?? {}, 'trafficRouting').managedRoutes).map(({ name }) => name);
    return [
      ...(managed.includes(route.name)
        ? []
        : [
            {
              at: `${at}/${action}`,
              message: `the name of ${action} must be among trafficRouting.managedRoutes, got ${show(route.name)}`,
              fix: 'add it there: their order is that of the routes',
            },
          ]),
      ...(action === 'setHeaderRoute' ? matchProblems(route, there.includes('alb'), `${at}/${action}`) : []),
    ];
  });
}

function matchProblems({ match }: JsonObject, isAlb: boolean, at: string): Problem[] {
  return objectsIn(match).flatMap(({ headerValue }, index) => {
    const value = isPlainObject(headerValue) ? headerValue : {};
    const given = ['exact', 'prefix', 'regex'].filter((field) => isGiven(value[field]) && value[field] !== '');
    const allowed = isAlb ? 'exact' : 'one of exact, prefix and regex';
    if (given.length === 1 && (!isAlb || given[0] === 'exact')) return [];
    return [
      {
        at: `${at}/match/${index}/headerValue`,
        message: `the value of a header must be ${allowed}, got ${given.length === 0 ? 'none' : given.join(', ')}`,
        fix: `give ${isAlb ? 'exact alone' : 'one of them'}`,
      },
    ];
  });
}

function experimentProblems({ routing }: RolloutSpec, { experiment }: JsonObject, at: string): Problem[] {
  if (!isPlainObject(experiment)) return [];
  const carries = ['alb', 'smi', 'istio', 'plugins'].some((router) => isGiven(routing?.[router]));
  return objectsIn(experiment.templates).flatMap(({ weight }, index) =>
    isGiven(weight) && !carries
      ? [
          {
            at: `${at}/experiment/templates/${index}/weight`,
            message:
              'a template of an experiment must have no weight without a router that carries it (alb, smi, istio, plugins)',
            fix: 'remove the weight',
          },
        ]
      : [],
  );
}
