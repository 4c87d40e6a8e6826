import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IContainerPort } from 'kubernetes-models/v1/ContainerPort';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { isRecord, type Labels, type Manifest } from './api-server/manifest';

/** The pod template of a workload and where it stands in the manifest. */
export interface Template {
  readonly spec: IPodSpec;
  readonly specPath: string;
  readonly metadataPath: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** The pods of one workload, of a group the leaders or the workers: all of them are alike, so one stands for all. */
export interface WorkloadPods extends Template {
  /** How many each replica has. */
  readonly each: number;
  readonly namespace: string;
  readonly containerPorts: readonly IContainerPort[];
  readonly workload: Manifest;
}

/** A container with its place, in the order the kubelet starts them: init containers first. */
export interface PlacedContainer {
  readonly container: IContainer;
  readonly path: string;
  /** `sidecar`: an init container that keeps running. */
  readonly role: 'main' | 'init' | 'sidecar';
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
  ReplicaSet: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

/** The pod template of a manifest; `undefined` for what runs no pods. */
export function templateOf(manifest: Manifest): Template | undefined {
  const steps = templatePaths[manifest.kind];
  return steps && templateAt(manifest, steps);
}

function templateAt(manifest: Manifest, steps: readonly string[]): Template | undefined {
  let template: unknown = manifest;
  for (const step of steps) template = isRecord(template) ? template[step] : undefined;
  if (!isRecord(template) || !isRecord(template.spec)) return undefined;
  const metadata = isRecord(template.metadata) ? template.metadata : {};
  return {
    spec: template.spec as unknown as IPodSpec,
    specPath: [...steps, 'spec'].join('.'),
    metadataPath: [...steps, 'metadata'].join('.'),
    labels: (metadata.labels ?? {}) as Labels,
    annotations: (metadata.annotations ?? {}) as Labels,
  };
}

/** The pods of a set of manifests, one entry per workload. */
export function podsOf(manifests: readonly object[]): WorkloadPods[] {
  return (manifests as readonly Manifest[]).flatMap((workload) => {
    const namespace = workload.metadata.namespace ?? 'default';
    return templatesOf(workload).map(([template, each]) => {
      const containerPorts = containersOf(template).flatMap(({ container, role }) =>
        role === 'init' ? [] : (container.ports ?? []),
      );
      return { ...template, each, namespace, containerPorts, workload };
    });
  });
}

/** The templates of a workload, and how many pods of each a replica has. */
function templatesOf(workload: Manifest): [Template, number][] {
  const group = isRecord(workload.spec) && workload.kind === 'LeaderWorkerSet' ? workload.spec.leaderWorkerTemplate : 0;
  if (!isRecord(group)) {
    const template = templateOf(workload);
    return template ? [[template, 1]] : [];
  }
  const at = (name: string) => templateAt(workload, ['spec', 'leaderWorkerTemplate', name]);
  const [leader = at('workerTemplate'), worker, size] = [
    at('leaderTemplate'),
    at('workerTemplate'),
    Number(group.size),
  ];
  return [
    [leader, 1],
    [worker, size - 1],
  ].filter((each): each is [Template, number] => each[0] !== undefined && each[1] !== 0);
}

export function containersOf({ spec, specPath }: Pick<Template, 'spec' | 'specPath'>): PlacedContainer[] {
  const init = (spec.initContainers ?? []).map((container, index) => ({
    container,
    path: `${specPath}.initContainers[${index}]`,
    role: container.restartPolicy === 'Always' ? ('sidecar' as const) : ('init' as const),
  }));
  const main = (spec.containers ?? []).map((container, index) => ({
    container,
    path: `${specPath}.containers[${index}]`,
    role: 'main' as const,
  }));
  return [...init, ...main];
}

/** How many pods a workload asks for; the API server's default where the field is absent. */
export function replicasOf(workload: Manifest): number {
  const spec = isRecord(workload.spec) ? workload.spec : {};
  const count = workload.kind === 'Job' ? spec.parallelism : spec.replicas;
  return typeof count === 'number' ? count : 1;
}
