import type { Manifest } from '../../manifests/manifest';
import { podTemplatesOf } from '../../manifests/pod-spec';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';

/** A container whose use an autoscaler goes by. */
export interface MeasuredContainer {
  /** JSON pointer to its name in the autoscaler. */
  readonly at: string;
  readonly name: string;
}

/** The containers that metrics of an autoscaler name: of a HorizontalPodAutoscaler, or triggers of a ScaledObject. */
export function measuredContainers({ kind, json }: Manifest): MeasuredContainer[] {
  const { metrics, triggers } = objectAt(json, 'spec');
  const [field, listed, containerOf]: [string, unknown, (metric: JsonObject) => [string, unknown]] =
    kind === 'ScaledObject' ? ['triggers', triggers, ofTrigger] : ['metrics', metrics, ofMetric];
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((metric: unknown, index) => {
    const [path, name] = isPlainObject(metric) ? containerOf(metric) : ['', undefined];
    return typeof name === 'string' && name !== '' ? [{ at: `/spec/${field}/${index}/${path}`, name }] : [];
  });
}

function ofMetric(metric: JsonObject): [string, unknown] {
  const isOfContainer = metric.type === 'ContainerResource';
  return ['containerResource/container', isOfContainer ? objectAt(metric, 'containerResource').container : undefined];
}

/** https://keda.sh/docs/latest/scalers/cpu/ */
function ofTrigger(trigger: JsonObject): [string, unknown] {
  const isOfPods = trigger.type === 'cpu' || trigger.type === 'memory';
  return ['metadata/containerName', isOfPods ? objectAt(trigger, 'metadata').containerName : undefined];
}

/** The names of the containers that pods of a workload have while they serve, and of those that prepare them. */
export function containerNames(workload: Manifest): string[] {
  const names = podTemplatesOf(workload).flatMap(({ podSpec }) =>
    [...objectsIn(podSpec.containers), ...objectsIn(podSpec.initContainers)].map(({ name }) => name),
  );
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}
