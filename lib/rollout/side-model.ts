import type { PodCount } from '../manifests/release-side';
import { LABEL } from '../private/labels';
import type { ModelServer } from '../server/model-server';
import { type Amount, highest, podRequest, sum, times } from './pod-request';

/** What does not change about one version of a release while it is walked. */
export interface SideModel {
  readonly deploymentName: string;
  readonly image: string;
  readonly request: Amount;
  /** The most pods of an autoscaler; nothing where numbers are fixed. */
  readonly mostPods: number | undefined;
  /** Of a number of pods, those that may be missing while they are replaced; nothing where all are recreated. */
  maxUnavailable(replicas: number): number | undefined;
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
    request: podRequest(_plan),
    mostPods: _plan.autoscaling?.max,
    maxUnavailable: (replicas) =>
      type === 'Recreate' || !rollingUpdate ? undefined : podsOf(rollingUpdate.maxUnavailable, replicas, Math.floor),
    canRoll: (replicas) =>
      !rollingUpdate ||
      podsOf(rollingUpdate.maxUnavailable, replicas, Math.floor) > 0 ||
      podsOf(rollingUpdate.maxSurge, replicas, Math.ceil) > 0,
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
  };
}

function podsOf(count: unknown, replicas: number, round: (pods: number) => number): number {
  return typeof count === 'string' ? round((parseInt(count, 10) * replicas) / 100) : Number(count);
}

/** One Deployment of a release between two applies, as far as pods are counted. */
export interface SideState {
  readonly deploymentName: string;
  /** Pods at steady state; 0 as well where there is no Deployment yet. */
  readonly replicas: number;
  /** The most pods that an autoscaler may make of it. */
  readonly most: number;
  /** What its pods run: a difference means new pods. */
  readonly version: string;
  /** What each pod requests. */
  readonly request: Amount;
  /** Pods that its strategy lets be missing while they are replaced; nothing where all are recreated. */
  readonly maxUnavailable: number | undefined;
}

/** A side before an apply and after it. */
export type SideChange = readonly [before: SideState, after: SideState];

/*
 * What one apply does to a Deployment all of whose pods are ready, at worst: new pods take as long as they like to
 * become ready, and terminating ones as long as they like to leave. Deployments do not wait for each other.
 *
 * New numbers and a new template in one apply: the old pods are scaled first, then replaced
 * (`isScalingEvent` in pkg/controller/deployment/sync.go of kubernetes/kubernetes).
 */

/** Pods of one version of a side. */
export interface SidePods extends PodCount {
  /** What each of them requests. */
  readonly request: Amount;
}

/** The most pods that may exist at a moment, terminating ones included: of each list those that take most. */
export function peakPods(before: SideState, after: SideState): SidePods[][] {
  const fresh = podsOfState(after, after.most);
  if (before.replicas === 0) return [[fresh]];
  const old = podsOfState(before, Math.max(before.most, after.most));
  if (isScaled(before, after)) return [[old]];
  // Recreated pods start when all old ones have gone.
  return after.maxUnavailable === undefined ? [[old, fresh]] : [[old], [fresh]];
}

function podsOfState({ deploymentName, request }: SideState, pods: number): SidePods {
  return { deploymentName, pods, request };
}

/** What pods request at most. */
export function requestOfPods(choices: readonly (readonly SidePods[])[]): Amount {
  return sum(...choices.map((choice) => highest(...choice.map(({ request, pods }) => times(request, pods)))));
}

/** The fewest ready pods. */
export function troughOf(before: SideState, after: SideState): number {
  if (isScaled(before, after)) return Math.min(before.replicas, after.replicas);
  if (after.maxUnavailable === undefined) return 0;
  return Math.min(before.replicas, Math.max(0, after.replicas - after.maxUnavailable));
}

/** Whether pods come and go, and none is replaced. */
function isScaled(before: SideState, after: SideState): boolean {
  return before.version === after.version || after.replicas === 0;
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
