import { KSERVE_CONTAINER } from '../../model/operators/kserve/naming';
import { isPlainObject, type JsonObject, objectAt, objectsIn, sortedMap } from '../../private/json';
import { without } from '../without';
import { podAnnotations } from '../../server/manifests/pod-annotations';
import { podSpec } from '../../server/manifests/pod';
import type { ServerPlan } from '../../server/server-plan';

/** The model format that a ServingRuntime of the model's own is for: no other model asks for it. */
export const MODEL_FORMAT = 'custom';

/** How the container is written. */
export type ContainerForm = 'custom' | 'serving-runtime';

/** The pods of a version, as a predictor has them: its spec of the pods, labels and annotations. */
export function podFields(plan: ServerPlan, form: ContainerForm, runtimeName: string): JsonObject {
  const { containers, ...pod } = podSpec(plan);
  const container = without(objectsIn(containers)[0], 'name');
  return {
    ...pod,
    labels: sortedMap(plan.identity.podLabels),
    annotations: sortedMap({ ...plan.props.podAnnotations, ...podAnnotations(plan) }),
    timeout: plan.facts.requestSeconds,
    ...(form === 'custom'
      ? { containers: [{ name: KSERVE_CONTAINER, ...container }] }
      : { model: { modelFormat: { name: MODEL_FORMAT }, runtime: runtimeName, ...container } }),
  };
}

/** Fields of the spec of pods that Knative takes without a feature that has to be switched on. */
const ON_KNATIVE = new Set([
  'automountServiceAccountToken',
  'containers',
  'enableServiceLinks',
  'imagePullSecrets',
  'serviceAccountName',
  'volumes',
]);

/**
 * The pods of a revision: one container with one port, whose protocol is its name, with the user and the profile that
 * otherwise the pod has. There is no startup probe: liveness waits for as long
 * (https://knative.dev/docs/serving/configuration/feature-flags/).
 */
export function knativeFields(plan: ServerPlan): JsonObject {
  const { containers, securityContext, ...pod } = podSpec(plan);
  const container: JsonObject = without(objectsIn(containers)[0], 'name', 'lifecycle', 'startupProbe');
  const port = plan.facts.ports[0];
  const user = isPlainObject(securityContext) ? securityContext : {};
  return {
    ...Object.fromEntries(Object.entries(pod).filter(([field]) => ON_KNATIVE.has(field))),
    labels: sortedMap(plan.identity.podLabels),
    annotations: sortedMap({ ...plan.props.podAnnotations, ...podAnnotations(plan) }),
    timeout: plan.facts.requestSeconds,
    minReplicas: plan.replicas,
    maxReplicas: plan.replicas,
    containers: [
      {
        name: KSERVE_CONTAINER,
        ...container,
        ports: [{ containerPort: port.port, ...(port.role === 'grpc' && { name: 'h2c' }), protocol: 'TCP' }],
        readinessProbe: byNumber(container.readinessProbe, plan),
        livenessProbe: { ...byNumber(container.livenessProbe, plan), initialDelaySeconds: plan.health.startupSeconds },
        securityContext: {
          ...objectAt(container, 'securityContext'),
          runAsUser: user.runAsUser,
          runAsGroup: user.runAsGroup,
          seccompProfile: user.seccompProfile,
        },
      },
    ],
  };
}

/** A probe by the number of its port: on Knative ports have no names of ours. */
function byNumber(probe: unknown, { facts }: ServerPlan): JsonObject {
  const given = isPlainObject(probe) ? probe : {};
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) => {
      if (!isPlainObject(value) || value.port === undefined) return [field, value];
      const port = facts.ports.find(({ role }) => role === value.port)?.port ?? value.port;
      return [field, { ...value, port }];
    }),
  );
}

/** How many pods there are, and what scales them. */
export function scaleFields({ autoscaling, replicas, rollout }: ServerPlan): JsonObject {
  const fixed = { minReplicas: replicas, deploymentStrategy: rollout.strategy };
  if (!autoscaling) return fixed;
  const metrics = objectsIn(autoscaling.spec.metrics).map(({ type, resource }) => ({ type, resource }));
  const [only] = metrics.length === 1 ? metrics.map(({ resource }) => resource as JsonObject) : [];
  const percent = only && objectAt(only, 'target').averageUtilization;
  // The short form knows CPU, and no more than all of the request.
  const isShort = only?.name === 'cpu' && typeof percent === 'number' && percent <= 100;
  return {
    ...fixed,
    maxReplicas: autoscaling.max,
    ...(isShort ? { scaleMetric: 'cpu', scaleTarget: percent } : { autoScaling: { metrics } }),
  };
}
