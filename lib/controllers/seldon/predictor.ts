import type { SeldonComponent, SeldonPredictor } from '../../../imports/machinelearning.seldon.io';
import { type JsonObject, objectAt, objectsIn, sortedMap } from '../../private/json';
import { podAnnotations } from '../../server/manifests/pod-annotations';
import { podSpec } from '../../server/manifests/pod';
import type { ServerPlan } from '../../server/server-plan';

/** A version of a model as a predictor. */
export interface PredictorParts {
  readonly name: string;
  readonly plan: ServerPlan;
  /** Share of the requests; nothing for the only predictor. */
  readonly traffic: number | undefined;
  readonly isShadow: boolean;
  /** What the executor takes; nothing without one. */
  readonly executor: JsonObject | undefined;
}

/** The predictor of a version: its graph is one model, whose container has its name. */
export function predictorOf({ name, plan, traffic, isShadow, executor }: PredictorParts): SeldonPredictor {
  const { containerName } = plan.identity;
  return {
    name,
    ...(traffic !== undefined && { traffic }),
    ...(isShadow && { shadow: true }),
    ...(executor ? { svcOrchSpec: { resources: executor } } : { annotations: { 'seldon.io/no-engine': 'true' } }),
    progressDeadlineSeconds: plan.rollout.progressDeadlineSeconds,
    graph: { name: containerName, type: 'MODEL', children: [] },
    componentSpecs: [componentOf(plan)],
  };
}

function componentOf(plan: ServerPlan): SeldonComponent {
  const { autoscaling, replicas, identity, props } = plan;
  return {
    metadata: {
      annotations: sortedMap({ ...props.podAnnotations, ...podAnnotations(plan) }),
      labels: sortedMap(identity.podLabels),
    },
    ...(autoscaling
      ? {
          hpaSpec: {
            minReplicas: autoscaling.min,
            maxReplicas: autoscaling.max,
            metricsv2: objectsIn(autoscaling.spec.metrics).map((metric) => ({ ...metric })),
          },
        }
      : { replicas }),
    spec: withExecHook(podSpec(plan)),
  };
}

/** The CRD knows Kubernetes 1.28, where a container waits by a command of its image only. */
function withExecHook({ containers, ...spec }: JsonObject): JsonObject {
  return {
    ...spec,
    containers: objectsIn(containers).map((container) => {
      const { seconds } = objectAt(container, 'lifecycle', 'preStop', 'sleep');
      if (typeof seconds !== 'number') return container;
      return { ...container, lifecycle: { preStop: { exec: { command: ['sleep', String(seconds)] } } } };
    }),
  };
}
