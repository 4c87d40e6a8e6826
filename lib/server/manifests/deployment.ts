import { type JsonObject, sortedMap } from '../../private/json';
import type { Labels } from '../../private/labels';
import type { ServerPlan } from '../server-plan';
import { podSpec } from './pod';

/**
 * The spec of the Deployment.
 *
 * @param podAnnotations annotations of the pods beyond the user's own
 */
export function deploymentSpec(plan: ServerPlan, podAnnotations: Labels): JsonObject {
  const { identity, rollout, autoscaling } = plan;
  return {
    minReadySeconds: rollout.minReadySeconds,
    progressDeadlineSeconds: rollout.progressDeadlineSeconds,
    // An autoscaler owns the number: written here as well, every apply would reset it.
    replicas: autoscaling ? autoscaling.initial : plan.replicas,
    selector: { matchLabels: { ...identity.selector } },
    strategy: rollout.strategy,
    template: {
      metadata: {
        annotations: sortedMap({ ...plan.props.podAnnotations, ...podAnnotations }),
        labels: sortedMap(identity.podLabels),
      },
      spec: podSpec(plan),
    },
  };
}
