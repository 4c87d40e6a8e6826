import type { PodCount } from '../manifests/release-side';
import type { VersionPods, WorkloadState } from '../model/rollout/apply';
import { scaledValueOf } from '../private/int-or-percent';
import { LABEL } from '../private/labels';
import type { ModelServer } from '../server/model-server';
import { type Amount, highest, replicaRequest, sum, times } from './pod-request';

/** What does not change about one version of a release while it goes from stage to stage. */
export interface SideModel {
  readonly deploymentName: string;
  readonly image: string;
  readonly request: Amount;
  /** The most pods of an autoscaler; nothing where numbers are fixed. */
  readonly mostPods: number | undefined;
  /** Of a number of pods, those that may be missing while they are replaced; nothing where all are recreated. */
  maxUnavailable(replicas: number): number | undefined;
  /** Of groups, which wait for the old ones of their names: those that come on top of a number of them while they are replaced. */
  onTop?(replicas: number): number;
  /** Whether a number of pods can be replaced: percentages may come to nothing. */
  canRoll(replicas: number): boolean;
}

/** Reads a side off its server. */
export function sideModel({ _plan }: ModelServer): SideModel {
  const { type, rollingUpdate } = _plan.rollout.strategy as {
    readonly type: string;
    readonly rollingUpdate?: { readonly maxSurge: unknown; readonly maxUnavailable: unknown };
  };
  return {
    deploymentName: _plan.identity.name,
    image: _plan.props.image.reference,
    request: replicaRequest(_plan),
    mostPods: _plan.autoscaling?.max,
    maxUnavailable: (replicas) =>
      type === 'Recreate' || !rollingUpdate ? undefined : scaledValueOf(rollingUpdate.maxUnavailable, replicas, 'down'),
    ...(_plan.group && {
      onTop: (replicas: number): number =>
        Math.min(replicas, scaledValueOf(rollingUpdate?.maxSurge, replicas, 'up') ?? 0),
    }),
    canRoll: (replicas) =>
      !rollingUpdate ||
      (scaledValueOf(rollingUpdate.maxUnavailable, replicas, 'down') ?? 0) > 0 ||
      (scaledValueOf(rollingUpdate.maxSurge, replicas, 'up') ?? 0) > 0,
  };
}

/** A side with a number of pods of one version. */
export function sideState(model: SideModel, replicas: number, version: string): SideState {
  return {
    deploymentName: model.deploymentName,
    replicas,
    most: replicas === 0 ? 0 : Math.max(replicas, model.mostPods ?? 0),
    version,
    request: model.request,
    maxUnavailable: model.maxUnavailable(replicas),
    ...(model.onTop && { onTop: model.onTop(Math.max(replicas, model.mostPods ?? 0)) }),
  };
}

/** One Deployment of a release between two applies, as far as pods are counted. */
export interface SideState extends WorkloadState {
  readonly deploymentName: string;
  /** What each pod requests. */
  readonly request: Amount;
}

/** A side before an apply and after it. */
export type SideChange = readonly [before: SideState, after: SideState];

/** Pods of one version of a side. */
export type SidePods = VersionPods<SideState>;

/** What pods request at most. */
export function requestOfPods(choices: readonly (readonly SidePods[])[]): Amount {
  return sum(...choices.map((choice) => highest(...choice.map(({ of, pods }) => times(of.request, pods)))));
}

/** Pods as counts of Deployments. */
export function countsOf(choices: readonly (readonly SidePods[])[]): PodCount[][] {
  return choices.map((choice) => choice.map(({ of, pods }) => ({ deploymentName: of.deploymentName, pods })));
}

/** A change of the Service's selector, as a sentence. */
export function describeSelector(
  before: { [label: string]: string },
  after: { [label: string]: string },
): string | undefined {
  const [was, is] = [before[LABEL.INSTANCE], after[LABEL.INSTANCE]];
  if (was === is) return undefined;
  if (is === undefined) return `the Service selects both sides again`;
  return was === undefined ? `the Service selects '${is}' alone` : `the Service selects '${is}' in place of '${was}'`;
}
