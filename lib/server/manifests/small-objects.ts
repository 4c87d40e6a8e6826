import type { JsonObject } from '../../private/json';
import type { ServerPlan } from '../server-plan';

/** The spec of the Service. */
export function serviceSpec({ service, identity, props: { previously } }: ServerPlan): JsonObject {
  const selector = previously?._isFirstOfTwo ? previously._selector(identity.name) : identity.selector;
  return { ...service.spec, selector: { ...selector } };
}

/** The spec of the PodDisruptionBudget: node drains take one pod at a time, and never wait for a pod that is not well anyway. */
export function disruptionBudgetSpec({ identity }: ServerPlan): JsonObject {
  return {
    maxUnavailable: 1,
    selector: { matchLabels: { ...identity.selector } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}

/** The spec of the HorizontalPodAutoscaler or ScaledObject. */
export function scalerSpec({ autoscaling, identity, workload: { apiVersion, kind } }: ServerPlan): JsonObject {
  return { ...autoscaling?.spec, scaleTargetRef: { apiVersion, kind, name: identity.name } };
}
