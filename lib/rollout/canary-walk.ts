import { Problems } from '../private/problems';
import type { ModelServer } from '../server/model-server';
import type { ModelServerProps } from '../server/server-options';
import type { CanaryWalk } from './canary-point';
import { StageTransition } from './canary-props';
import { type CanaryInput, replacementOf } from './canary-rules';
import { jobRequest } from './pod-request';
import { podsOfAllRequests } from './scaled-share';
import { sideModel } from './side-model';

/** What the plan of a release is made of. */
export function walkOf(
  name: string,
  input: CanaryInput,
  stableServer: ModelServer,
  canaryServer: ModelServer,
): CanaryWalk {
  const { rules, props, stage, stable, canary, verify } = input;
  const present = stage._isRolledBack ? 0 : stage._weight(rules.steps);
  const asksNothing = (side: ModelServerProps | undefined): boolean =>
    props.minCapacity === undefined && side?.autoscaling !== undefined;
  const steps = rules.steps.filter((weight) => weight < 100);
  return {
    name,
    rules,
    steps:
      steps.length === 0 && present > 0 && present < 100
        ? [{ weight: present, value: `CanaryStage.weight(${present})` }]
        : steps.map((weight, index) => ({ weight, value: `CanaryStage.step(${index})` })),
    stable: sideModel(stableServer),
    // Its server has no autoscaler while it has no pods.
    canary: { ...sideModel(canaryServer), mostPods: canary?.autoscaling?.maxReplicas },
    isGrownFirst: props.transition !== StageTransition.DIRECT,
    minCapacity: podsOfAllRequests(props.minCapacity, stable.autoscaling?.maxReplicas, rules.replicas),
    seesToItself: { stable: asksNothing(stable), canary: asksNothing(canary) },
    replacement: replacementOf(props),
    job: verify && jobRequest(verify._plan(new Problems('')).resources),
  };
}
