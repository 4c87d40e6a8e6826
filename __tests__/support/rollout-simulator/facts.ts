import type { ILimitRangeItem } from 'kubernetes-models/v1/LimitRangeItem';
import { chargeOf, type Amounts } from '../api-server/quota/charge';
import type { LabelSelector } from '../api-server/labels';
import { isRecord, type Labels, type Manifest, withoutNulls } from '../api-server/manifest';
import { containersOf, podsOf } from '../pod-template';

/** One version of a workload's pods. */
export interface Template {
  /** Equal for templates that are the same to the API server. */
  readonly key: string;
  readonly labels: Labels;
  /** The image of the first container. */
  readonly image: string;
  /** What a quota charges for one pod. */
  readonly charge: Amounts;
}

export interface Strategy {
  readonly isRecreate: boolean;
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
}

export interface DeploymentFacts {
  readonly name: string;
  /** The field, or the least that an autoscaler keeps, or the API server's default. */
  readonly replicas: number;
  /** Whether the manifest leaves the number to an autoscaler. */
  readonly isAutoscaled: boolean;
  readonly selector: LabelSelector;
  readonly strategy: Strategy;
  readonly template: Template;
}

export interface JobFacts {
  readonly name: string;
  /** Pods that run at once. */
  readonly pods: number;
  readonly template: Template;
}

export interface ServiceFacts {
  readonly name: string;
  readonly selector: Labels;
}

/** What the simulator looks at in a set of manifests, by name. */
export interface Facts {
  readonly deployments: ReadonlyMap<string, DeploymentFacts>;
  readonly jobs: ReadonlyMap<string, JobFacts>;
  readonly services: ReadonlyMap<string, ServiceFacts>;
}

const rejected = new Set(['DaemonSet', 'Pod', 'ReplicaSet', 'ReplicationController', 'Rollout', 'StatefulSet']);

export function factsOf(manifests: readonly Manifest[]): Facts {
  const unknown = manifests.find(({ kind }) => rejected.has(kind));
  if (unknown) throw new Error(`the simulator has no model of ${unknown.kind}s, got ${unknown.metadata.name}`);
  const ofKind = (kind: string): Manifest[] => manifests.filter((each) => each.kind === kind);
  const templates = templatesOf(manifests);
  const named = <T extends { name: string }>(facts: T[]): Map<string, T> => new Map(facts.map((f) => [f.name, f]));
  const minimums = minimumsOf(ofKind('HorizontalPodAutoscaler'));
  return {
    deployments: named(ofKind('Deployment').map((each) => deploymentFacts(each, templates.get(each)!, minimums))),
    jobs: named(ofKind('Job').map((each) => jobFacts(each, templates.get(each)!))),
    services: named(
      ofKind('Service').map((each) => ({
        name: each.metadata.name,
        selector: (field(each.spec, 'selector') ?? {}) as Labels,
      })),
    ),
  };
}

function deploymentFacts(
  { metadata: { name }, spec }: Manifest,
  template: Template,
  minimums: ReadonlyMap<string, number>,
): DeploymentFacts {
  if (field(spec, 'paused') === true) throw new Error(`the simulator has no model of a paused Deployment, got ${name}`);
  const replicas = field(spec, 'replicas');
  const rollingUpdate = field(field(spec, 'strategy'), 'rollingUpdate');
  return {
    name,
    replicas: typeof replicas === 'number' ? replicas : (minimums.get(name) ?? 1),
    isAutoscaled: replicas === undefined && minimums.has(name),
    selector: field(spec, 'selector') as LabelSelector,
    strategy: {
      isRecreate: field(field(spec, 'strategy'), 'type') === 'Recreate',
      maxSurge: (field(rollingUpdate, 'maxSurge') ?? '25%') as number | string,
      maxUnavailable: (field(rollingUpdate, 'maxUnavailable') ?? '25%') as number | string,
    },
    template,
  };
}

function jobFacts({ metadata: { name }, spec }: Manifest, template: Template): JobFacts {
  const [parallelism, completions] = [field(spec, 'parallelism') ?? 1, field(spec, 'completions') ?? Infinity];
  return { name, pods: Math.min(Number(parallelism), Number(completions)), template };
}

/** The least number of pods that autoscalers keep, by Deployment. */
function minimumsOf(autoscalers: readonly Manifest[]): Map<string, number> {
  return new Map(
    autoscalers.map(({ spec }) => [
      String(field(field(spec, 'scaleTargetRef'), 'name')),
      Number(field(spec, 'minReplicas') ?? 1),
    ]),
  );
}

function templatesOf(manifests: readonly Manifest[]): Map<Manifest, Template> {
  const defaults = manifests
    .filter(({ kind }) => kind === 'LimitRange')
    .flatMap(({ spec }) => (field(spec, 'limits') ?? []) as ILimitRangeItem[])
    .filter(({ type }) => type === 'Container');
  return new Map(
    podsOf(manifests).map((pods) => [
      pods.workload,
      {
        key: canonical([pods.labels, pods.annotations, pods.spec]),
        labels: pods.labels,
        image: containersOf(pods).find(({ role }) => role === 'main')?.container.image ?? '',
        charge: chargeOf(pods, defaults),
      },
    ]),
  );
}

/** The same text for what the API server takes for the same: the order of fields and nulls make no difference. */
export function canonical(value: unknown): string {
  return JSON.stringify(withoutNulls(value), (_, each: unknown) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? (value[name] ?? undefined) : undefined;
}
