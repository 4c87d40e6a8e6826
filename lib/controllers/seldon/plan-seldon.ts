import type { IConstruct } from 'constructs';
import { EXECUTOR_PORT, EXECUTOR_RESOURCES, SELDON_LABEL } from '../../model/operators/seldon/naming';
import type { JsonObject } from '../../private/json';
import { Problems } from '../../private/problems';
import { fitted } from '../../private/shape';
import { mergeVersion } from '../../rollout/merge-version';
import type { VersionOptions } from '../../rollout/version-options';
import type { RuntimePort } from '../../runtimes/runtime-facts';
import { httpReadinessOf } from '../../server/health';
import { resourceRequirements } from '../../server/resources';
import { checkOverridden } from '../../server/server-overrides';
import { planServer } from '../../server/plan-server';
import type { ServerPlan } from '../../server/server-plan';
import type { OperatedParts } from '../operated-model';
import { checkIgnored } from '../ignored-options';
import { without } from '../without';
import { checkCluster, checkOptions, checkPredictors, checkTraffic, checkVersion } from './check-seldon';
import { IGNORED_OF_VERSION } from './ignored';
import type { PredictorParts } from './predictor';
import type { SeldonModelProps } from './seldon-props';

/** A model with its props and its predictors, that of the stable version first. */
export interface SeldonPlan {
  readonly props: SeldonModelProps;
  readonly predictors: readonly PredictorParts[];
  readonly hasExecutor: boolean;
}

/** What stands before a model: the ports of its executor. */
const EXECUTOR_PORTS: readonly RuntimePort[] = [
  { role: 'http', port: EXECUTOR_PORT.HTTP },
  { role: 'grpc', port: EXECUTOR_PORT.GRPC },
];

/** Checks the props of a model, those of its other versions with it. */
export function planSeldon(
  model: IConstruct,
  problems: Problems,
  given: SeldonModelProps,
): { readonly plan: SeldonPlan; readonly parts: OperatedParts } {
  const none = {} as SeldonModelProps;
  const props = fitted(problems, '', given ?? none, 'SeldonModelProps') ?? none;
  checkCluster(problems, model, props);
  const stable = planOf(problems, model, props);
  checkOptions(problems, props);
  const hasExecutor = props.executor !== false;
  const executor = executorResources(problems, props);
  const { canary, shadow, predictorName = 'default' } = props;
  const versions = [
    { property: 'canary', given: canary, name: canary?.name ?? 'canary', isShadow: false, traffic: canary?.traffic },
    {
      property: 'shadow',
      given: shadow,
      name: shadow?.name ?? 'shadow',
      isShadow: true,
      traffic: shadow?.traffic ?? 100,
    },
  ].filter((version) => version.given !== undefined);
  for (const { property, traffic } of versions) checkTraffic(problems, `${property}.traffic`, traffic);
  const others = versions.map(({ property, given: version, name, isShadow, traffic }): PredictorParts => {
    const plan = planVersion(problems, model, props, `${property}.version`, version?.version);
    const found = new Problems('');
    checkVersion(found, plan, name, hasExecutor);
    problems.addUnder(`${property}.version`, found.sentences);
    return { name, plan, traffic, isShadow, executor };
  });
  checkVersion(problems, stable, predictorName, hasExecutor);
  const names = [predictorName, ...versions.map(({ name }) => name)];
  checkPredictors(problems, names, ['predictorName', ...versions.map(({ property }) => `${property}.name`)]);
  const share = canary && typeof canary.traffic === 'number' ? 100 - canary.traffic : shadow ? 100 : undefined;
  const first: PredictorParts = { name: predictorName, plan: stable, traffic: share, isShadow: false, executor };
  const hasBudget = props.podDisruptionBudget !== false && (stable.autoscaling?.max ?? stable.replicas) >= 2;
  checkMadeObjects(problems, props, hasBudget);
  return {
    plan: { props, predictors: [first, ...others], hasExecutor },
    parts: {
      plan: stable,
      selector: { [SELDON_LABEL.DEPLOYMENT]: stable.identity.name },
      clientPorts: hasExecutor ? EXECUTOR_PORTS : undefined,
      readiness: hasExecutor ? { path: '/ready', port: EXECUTOR_PORT.HTTP } : httpReadinessOf(stable.facts),
      hasBudget,
    },
  };
}

function checkMadeObjects(problems: Problems, props: SeldonModelProps, hasBudget: boolean): void {
  checkOverridden(problems, props.overrides, [
    ...(props.serviceAccount ? [] : (['serviceAccount'] as const)),
    ...(hasBudget ? (['podDisruptionBudget'] as const) : []),
    ...(props.networkPolicy === false ? [] : (['networkPolicy'] as const)),
  ]);
}

/** What a server has no prop for. */
const OWN_PROPS = [
  'protocol',
  'predictorName',
  'executor',
  'executorResources',
  'routeTimeout',
  'canary',
  'shadow',
] as const;

/** What Seldon has no prop for is checked elsewhere: a server would give it a meaning. */
function planOf(problems: Problems, model: IConstruct, props: SeldonModelProps): ServerPlan {
  const server = without(props, ...OWN_PROPS);
  return planServer(problems, model, { ...server, service: undefined, selector: undefined, rollout: undefined });
}

function planVersion(
  problems: Problems,
  model: IConstruct,
  props: SeldonModelProps,
  property: string,
  version: VersionOptions | undefined,
): ServerPlan {
  const found = new Problems('');
  const merged = { ...props, ...mergeVersion(without(props, 'image'), version ?? {}) };
  const plan = planOf(found, model, merged);
  // What both versions have is told of the stable one.
  problems.addUnder(
    property,
    found.sentences.filter((sentence) => !problems.sentences.includes(sentence)),
  );
  const own = new Problems('');
  checkIgnored(own, 'Seldon', version ?? {}, IGNORED_OF_VERSION);
  problems.addUnder(property, own.sentences);
  return plan;
}

/** Spelled out always: under a quota a container that says nothing may be refused. */
function executorResources(
  problems: Problems,
  { executor, executorResources: given }: SeldonModelProps,
): JsonObject | undefined {
  if (executor === false) return undefined;
  const resources = given ?? { ...EXECUTOR_RESOURCES, ephemeralStorage: 'none' };
  return resourceRequirements(problems, 'executorResources', resources);
}
