import { ServingRuntime } from '../runtimes/serving-runtime';
import type { AcceleratorPlan } from './accelerator-plan';
import { asImage } from '../core/container-image';
import { downloadWarnings, rootHomeWarnings } from './home';
import { sourceWarnings } from './model-source-props';
import { unmountedModelWarnings } from './model-warnings';
import { argumentWarnings, rolloutWarnings, sessionWarnings, userWarnings } from './server-warnings';
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
): string[] {
  const { props, profile, facts, environment, extraContainers, volumes, security, rollout, service, drain } = plan;
  const { replicas, autoscaling } = plan;
  const description = props.runtime instanceof ServingRuntime ? props.runtime._description : undefined;
  // A definition says where its runtime writes, downloads included; of others that is a guess.
  const mayDownload = description?.definition ? undefined : accelerator;
  return [
    ...(asImage(props.image)?._warnings() ?? []),
    ...(description?.warnings ?? []),
    ...sourceWarnings(props, plan.source),
    ...environment.warnings,
    ...extraContainers.warnings,
    ...argumentWarnings(props, facts),
    ...volumes.warnings,
    ...userWarnings(security, facts),
    ...unusualValues(props),
    ...unusualFacts(facts),
    ...unreachableTargets(props),
    ...rootHomeWarnings(props, facts, security._isRoot),
    ...unmountedModelWarnings(props, facts, volumes),
    ...downloadWarnings(props, environment.variables, mayDownload, volumes.tmp),
    ...rolloutWarnings(chosen, rollout, replicas, profile, accelerator, autoscaling !== undefined),
    ...shutdownWarnings(props, facts, drain),
    ...unmadeAlerts(props, profile),
    ...(plan.watch?.warnings ?? []),
    ...(autoscaling?.warnings ?? []),
    ...sessionWarnings(facts, service, autoscaling?.max ?? replicas),
  ];
}
