import type { JsonObject } from '../../private/json';
import { GROUP_KIND } from '../group/leader-worker-set';
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
export function scalerSpec({ autoscaling, identity, group }: ServerPlan): JsonObject {
  const target = group ? GROUP_KIND : { apiVersion: 'apps/v1', kind: 'Deployment' };
  return { ...autoscaling?.spec, scaleTargetRef: { ...target, name: identity.name } };
}
