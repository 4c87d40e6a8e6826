import type { LeaderWorkerSetRollingUpdate, LeaderWorkerSetSpec } from '../../../imports/leaderworkerset.x-k8s.io';
import { type JsonObject, sortedMap } from '../../private/json';
import { LABEL } from '../../private/labels';
import { podSpec } from '../manifests/pod';
import { podAnnotations } from '../manifests/pod-annotations';
import type { ServerPlan } from '../server-plan';
import { workerLabel } from './group-names';
import type { GroupPlan } from './group-plan';

/** The spec of the LeaderWorkerSet. */
export function leaderWorkerSetSpec(plan: ServerPlan, group: GroupPlan): JsonObject {
  const { rollout, autoscaling, replicas } = plan;
  const spec: LeaderWorkerSetSpec = {
    leaderWorkerTemplate: {
      leaderTemplate: template(plan, false),
      restartPolicy: group.restartPolicy,
      size: group.size,
      workerTemplate: template(plan, true),
    },
    // Groups are made anew when it changes: spelled out, no default of another version of the controller does that.
    networkConfig: { subdomainPolicy: 'Shared' },
    // An autoscaler owns the number: written here as well, every apply would reset it.
    replicas: autoscaling ? autoscaling.initial : replicas,
    rolloutStrategy: {
      rollingUpdateConfiguration: rollout.strategy.rollingUpdate as LeaderWorkerSetRollingUpdate,
      type: 'RollingUpdate',
    },
    startupPolicy: group.startupPolicy,
  };
  return spec as unknown as JsonObject;
}

function template(plan: ServerPlan, isWorker: boolean): JsonObject {
  const { identity, props } = plan;
  const name = identity.podLabels[LABEL.NAME];
  const labels = isWorker
    ? { ...identity.podLabels, [LABEL.COMPONENT]: 'model-worker', [LABEL.NAME]: workerLabel(name) }
    : identity.podLabels;
  return {
    metadata: {
      annotations: sortedMap({ ...props.podAnnotations, ...podAnnotations(plan, isWorker) }),
      labels: sortedMap(labels),
    },
    spec: podSpec(plan, isWorker),
  };
}
