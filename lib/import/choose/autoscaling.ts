import type { Manifest } from '../../manifests/manifest';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { cleaned } from '../read/cleaned';
import { type Code, literal, members, object, seconds } from '../source/code';

/** The HorizontalPodAutoscaler of a server as props have it, and the manifest that they make. */
export interface ChosenAutoscaling {
  readonly prop: Code;
  readonly made: JsonObject;
  readonly wanted: JsonObject;
  readonly initialReplicas: number | undefined;
}

/** Scaling by load: `autoscaling`. Nothing where its bounds are none that a server could have. */
export function autoscalingPart(
  manifest: Manifest,
  deploymentName: string,
  replicas: unknown,
  labels: JsonObject,
): ChosenAutoscaling | undefined {
  const wanted = inVersion2(cleaned(manifest.json));
  const spec = objectAt(wanted, 'spec');
  const { minReplicas: min = 1, maxReplicas: max } = spec;
  if (!isCount(min) || !isCount(max) || min > max) return undefined;
  const initial = isCount(replicas) && replicas >= min && replicas <= max ? replicas : undefined;
  const metrics = objectsIn(spec.metrics);
  const [cpu, memory] = ['cpu', 'memory'].map((name) => utilizationOf(metrics, name));
  // Where neither is looked at, one is all the same until the metrics are merged in.
  const target = cpu ?? (memory === undefined ? 70 : undefined);
  const after = objectAt(spec, 'behavior', 'scaleDown').stabilizationWindowSeconds;
  const wait = typeof after === 'number' && after >= 0 && after <= 3600 ? after : undefined;
  return {
    wanted,
    initialReplicas: initial,
    prop: object(
      members({
        minReplicas: min === 2 ? undefined : literal(min),
        maxReplicas: literal(max),
        targetCpuUtilization: cpu === undefined ? undefined : literal(cpu),
        targetMemoryUtilization: memory === undefined ? undefined : literal(memory),
        scaleDownAfter: wait === undefined ? undefined : seconds(wait),
        initialReplicas: initial === undefined ? undefined : literal(initial),
      }),
    ),
    made: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: manifest.name, labels },
      spec: {
        behavior: wait === undefined ? undefined : { scaleDown: { stabilizationWindowSeconds: wait } },
        maxReplicas: max,
        metrics: [...metricOf('cpu', target), ...metricOf('memory', memory)],
        minReplicas: min,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName },
      },
    },
  };
}

/** The first version has one target, of CPU: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v1/ */
function inVersion2(autoscaler: JsonObject): JsonObject {
  if (autoscaler.apiVersion !== 'autoscaling/v1') return autoscaler;
  const { targetCPUUtilizationPercentage: target = 80, ...spec } = objectAt(autoscaler, 'spec');
  return {
    ...autoscaler,
    apiVersion: 'autoscaling/v2',
    spec: { ...spec, metrics: metricOf('cpu', Number(target)) },
  };
}

function metricOf(name: string, averageUtilization: number | undefined): JsonObject[] {
  return averageUtilization === undefined
    ? []
    : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
}

function utilizationOf(metrics: readonly JsonObject[], name: string): number | undefined {
  const targets = metrics
    .filter(({ type }) => type === 'Resource')
    .map((metric) => objectAt(metric, 'resource'))
    .filter((resource) => resource.name === name)
    .map((resource) => objectAt(resource, 'target').averageUtilization);
  const [target] = targets;
  return targets.length === 1 && isCount(target) && target <= 1000 ? target : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
