import type { ExactQuantity } from '../quantity-oracle';

/** Lowest and highest value over all moments of all schedules. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface SimulationOptions {
  /** Objects deleted with this apply (`Deployment/iris`): kubectl prunes nothing by itself. */
  readonly remove?: readonly string[];
  /**
   * The workloads that each Service is meant to select (`{ iris: ['iris-stable', 'iris-canary'] }`): everything else
   * it ever selects is reported as `unexpected`.
   */
  readonly expected?: Readonly<Record<string, readonly string[]>>;
}

/** One `kubectl apply`, from the moment before it to the steady state after it, over all schedules. */
export interface Transition {
  /** Objects that the API server refuses to change (`Deployment/iris: spec.selector is immutable`): they stay as they were. */
  readonly errors: readonly string[];
  /** What goes wrong outside the counts, as sentences. */
  readonly hazards: readonly string[];
  /** By name: the Services of before and after. */
  readonly services: Readonly<Record<string, ServiceTransition>>;
  /** By name: the Deployments of before and after; those absent from the files keep running. */
  readonly deployments: Readonly<Record<string, DeploymentTransition>>;
  /** By name: the pods of the Jobs that this apply creates. */
  readonly jobs: Readonly<Record<string, Range>>;
  /** Deployments that live on although the files no longer hold them: left to be deleted by hand. */
  readonly leftRunning: readonly string[];
  readonly namespace: NamespaceTransition;
  /** All objects that live at the end: the `before` of the next apply. */
  readonly live: readonly object[];
}

export interface ServiceTransition {
  /** Ready endpoints over the whole transition, under the selector of before and of after: 0 is an outage. */
  readonly ready: Range;
  /** The same under the selector of before alone; nothing for a new Service. */
  readonly underOldSelector: Range | undefined;
  /** The same under the selector of after alone; nothing for a Service that is removed. */
  readonly underNewSelector: Range | undefined;
  /** Ready endpoints by the name of the Deployment, only those it ever selects. */
  readonly byDeployment: Readonly<Record<string, Range>>;
  /** Ready endpoints by version, `<deployment>@<image of the first container>`. */
  readonly byVersion: Readonly<Record<string, Range>>;
  /** Workloads of which it selects pods at some moment, ready or not: names of Deployments, `Job/<name>` for Jobs. */
  readonly selected: readonly string[];
  /** Those of `selected` that `options.expected` does not name; empty for a Service it does not name. */
  readonly unexpected: readonly string[];
  /** Ready endpoints by Deployment once everything has settled. */
  readonly steady: Readonly<Record<string, number>>;
}

export interface DeploymentTransition {
  /** Ready pods of both templates together. */
  readonly ready: Range;
  /** Pods that are not terminating (the ReplicaSets' sum: never above replicas plus surge when only the template changes). */
  readonly pods: Range;
  /** Pods with the terminating ones, as a quota counts them. These stay as long as they like, so this is all that ever were. */
  readonly podsWithTerminating: Range;
  /** Replicas, all of them ready, once everything has settled. */
  readonly steady: number;
}

export interface NamespaceTransition {
  /** Highest number of pods that are not terminating. */
  readonly peakPods: number;
  /** The same with terminating ones, as a quota counts them. */
  readonly peakPodsWithTerminating: number;
  /** Highest sum of each amount (`requests.cpu`, `limits.memory`, `requests.nvidia.com/gpu`) over non-terminating pods. */
  readonly peak: Readonly<Record<string, ExactQuantity>>;
  /** The same with terminating pods, as a quota charges them. */
  readonly peakWithTerminating: Readonly<Record<string, ExactQuantity>>;
  /** Lowest number of ready pods of all Deployments together. */
  readonly troughReady: number;
  readonly steadyPods: number;
}

/** One step of a walk: the files applied, or the files and what is deleted by hand with them. */
export type Stage = readonly object[] | { readonly apply: readonly object[]; readonly remove: readonly string[] };
