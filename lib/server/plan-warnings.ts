import { saysField } from '../private/field-removal';
import { ServingRuntime } from '../runtimes/serving-runtime';
import type { AcceleratorPlan } from './accelerator-plan';
import { asImage } from '../core/container-image';
import { deviceWarnings } from './device-warnings';
import { downloadWarnings, rootHomeWarnings } from './home';
import { sourceWarnings } from './model-source-props';
import { unmountedModelWarnings } from './model-warnings';
import { about, type Place, type PlanWarning } from './plan-warning';
import { remoteCodeWarnings } from './remote-code-warnings';
import { argumentWarnings, ARGUMENTS, rolloutWarnings, sessionWarnings, userWarnings } from './server-warnings';
import { shutdownWarnings } from './shutdown-warnings';
import { unreachableTargets, unusualFacts, unusualValues } from './usual-values';
import { unmadeAlerts } from './watch-plan';
import type { RolloutChoice } from './rollout-choice';
import type { ServerPlan } from './server-plan';

/** What of a server is legal, and likely not meant. */
export function warningsOf(
  plan: Omit<ServerPlan, 'warnings'>,
  chosen: RolloutChoice,
  accelerator: AcceleratorPlan | undefined,
): PlanWarning[] {
  const { props, profile, facts, environment, extraContainers, volumes, security, rollout, service, drain } = plan;
  const { replicas, autoscaling } = plan;
  const description = props.runtime instanceof ServingRuntime ? props.runtime._description : undefined;
  // A definition says where its runtime writes, downloads included; of others that is a guess.
  const mayDownload = description?.definition ? undefined : accelerator;
  const hasAffinity = saysField(props.overrides?.service, ['spec', 'sessionAffinity']);
  const environmentWarnings = environment.warnings.flatMap(({ text, name }) =>
    about([text], ['container', 'env', name]),
  );
  return [
    ...about(asImage(props.image)?._warnings() ?? [], ['container', 'image']),
    ...about(description?.warnings ?? []),
    ...about(sourceWarnings(props, plan.source)),
    ...environmentWarnings,
    ...extraContainers.warnings,
    ...argumentWarnings(props, facts),
    ...volumes.warnings,
    ...about(userWarnings(security, facts), ['pod', 'securityContext'], ['container', 'securityContext']),
    ...deviceWarnings(props, description?.factory, accelerator),
    ...unusualValues(props),
    ...unusualFacts(facts),
    ...about(unreachableTargets(props), ['container', 'resources']),
    ...rootHomeWarnings(props, facts, security._isRoot),
    ...about(unmountedModelWarnings(props, facts, volumes), ...ARGUMENTS, ['container', 'volumeMounts']),
    ...remoteCodeWarnings(plan),
    ...downloadWarnings(props, environment.variables, mayDownload, volumes.tmp),
    ...about(rolloutWarnings(chosen, rollout, replicas, profile, accelerator, autoscaling !== undefined), ...ROLLOUT, [
      'container',
      'resources',
    ]),
    ...about(shutdownWarnings(props, facts, drain), ...ARGUMENTS, ...LEAVING),
    ...about(unmadeAlerts(props, profile)),
    ...about(plan.watch?.warnings ?? []),
    ...about(autoscaling?.warnings ?? []),
    ...about(hasAffinity ? [] : sessionWarnings(facts, service, autoscaling?.max ?? replicas)),
  ];
}

/** How many pods there are, and how they are replaced. */
const ROLLOUT: readonly Place[] = [
  ['workload', 'replicas'],
  ['workload', 'strategy'],
  ['workload', 'rolloutStrategy'],
];

/** How a pod goes. */
const LEAVING: readonly Place[] = [
  ['pod', 'terminationGracePeriodSeconds'],
  ['container', 'lifecycle'],
];
