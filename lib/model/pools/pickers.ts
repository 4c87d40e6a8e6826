import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectsIn } from '../../private/json';
import { lastingContainers, type PodGroup } from '../selection/pod-groups';
import { type PodPort, podsOfService, servicePort, targetPort } from '../selection/service-pods';
import { pickerRefOf } from './inference-pool';

/** The Service of a pool's endpoint picker; nothing where it names none of the set. */
export function pickerServiceOf(set: ManifestSet, pool: Manifest): Manifest | undefined {
  const ref = pickerRefOf(pool);
  return ref?.isService ? set.find('Service', '', ref.name, pool.namespaceName) : undefined;
}

/** Pods of an endpoint picker, and the port that the gateway asks. */
export interface PickerPods {
  readonly group: PodGroup;
  readonly port: PodPort;
}

/** The pods that pick for a pool. */
export function pickerPodsOf(set: ManifestSet, pool: Manifest): PickerPods[] {
  const service = pickerServiceOf(set, pool);
  const entry = service && servicePort(service, pickerRefOf(pool)?.port);
  if (!service || !entry) return [];
  return podsOfService(set, service).flatMap((group) => {
    const port = targetPort(group, entry);
    return port ? [{ group, port }] : [];
  });
}

/** The flags by which a picker of the inference extension is told its pool (pkg/epp/server/options.go of llm-d/llm-d-router, v0.9). */
export interface PickerFlags {
  readonly poolName?: string;
  readonly poolNamespace?: string;
  /** Port of the pods' metrics, where it is not that of their requests. */
  readonly metricsPort?: number;
}

/** What the pods of a picker are told of their pool. */
export function pickerFlagsOf({ podSpec }: PodGroup): PickerFlags {
  const words = lastingContainers(podSpec).flatMap(({ command, args }) => [...textsIn(command), ...textsIn(args)]);
  const valueOf = (flag: string): string | undefined => {
    const index = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
    if (index < 0) return undefined;
    return words[index] === flag ? words[index + 1] : words[index].slice(flag.length + 1);
  };
  const port = Number(valueOf('--model-server-metrics-port'));
  return {
    poolName: plain(valueOf('--pool-name')),
    poolNamespace: plain(valueOf('--pool-namespace')),
    ...(port > 0 && { metricsPort: port }),
  };
}

/** A reference to a variable says nothing here. */
function plain(value: string | undefined): string | undefined {
  return value === undefined || value.includes('$(') ? undefined : value;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The ports that the pods of a picker listen on, as far as they say so. */
export function declaredPorts(podSpec: JsonObject): number[] {
  return lastingContainers(podSpec)
    .flatMap(({ ports }) => objectsIn(ports))
    .flatMap(({ containerPort }) => (typeof containerPort === 'number' ? [containerPort] : []));
}
