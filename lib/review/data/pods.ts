import type { FieldChange, ReviewedObject } from './object';

/** Pods of a workload that are replaced. */
export interface Restart {
  readonly object: ReviewedObject;
  /** Fields of the pod template, or of a configuration, that bring it about. */
  readonly causes: readonly FieldChange[];
  /** How the rollout goes; nothing where no pod is replaced. */
  readonly rollout?: RolloutForecast;
  /** In a sentence. */
  readonly message: string;
}

/** How a rollout goes at worst, from the manifests alone. */
export interface RolloutForecast {
  /** Pods when all is done; the fewest that an autoscaler keeps. */
  readonly pods: number;
  /** How many times new pods have to become ready before the next ones may follow, with as many as an autoscaler makes at most. */
  readonly waves: number;
  /** Longest time until the last pod is ready, in seconds: startup budget times waves; nothing where a container has none. */
  readonly seconds?: number;
  /** Fewest ready pods on the way. */
  readonly fewestReady: number;
  /** Most pods on the way, with those that are shutting down. */
  readonly mostPods: number;
}

/** A change of what clients get. */
export interface ModelChange {
  readonly object: ReviewedObject;
  readonly what: 'image' | 'weights' | 'revision' | 'engine flags' | 'served name' | 'adapter';
  readonly before?: string;
  readonly after?: string;
}
