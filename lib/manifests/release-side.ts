import type { JsonObject } from '../private/json';

/** Pods of a Deployment. */
export interface PodCount {
  readonly deploymentName: string;
  readonly pods: number;
}

/** What a stage of a release comes to, in pods. */
export interface ReleaseStagePods {
  readonly stageName: string;
  /** When the stage is reached. */
  readonly steady: readonly PodCount[];
  /**
   * At most on the way there, with the pods that are shutting down: of each list only one is there at a time, whichever
   * takes most.
   */
  readonly peak: readonly (readonly PodCount[])[];
  /** Pods of a test that are there when the stage is reached, and on the way. */
  readonly tests: { readonly steady: number; readonly peak: number };
}

/** A release of several stages, as its maker plans it. */
export interface StagedRelease {
  /** What messages call it: `Canary 'vision/ranker'`. */
  readonly subject: string;
  readonly stages: readonly ReleaseStagePods[];
  /** How many of the stages are reached, the present one included; 0 where the release has not begun, or was rolled back. */
  readonly reached: number;
  /** The pod of the test, where there is one. */
  readonly testPod?: JsonObject;
}

/** What a Deployment is of a release. */
export interface ReleaseSide {
  readonly release: StagedRelease;
  /** Whether the present stage replaces its pods; else stages change no more than their number. */
  readonly isRolling: boolean;
  /** The share of the requests that only a route can bring it; nothing where Services divide the requests, or it gets none. */
  readonly routed?: RoutedShare;
}

/** A share of a release's requests that a route must carry. */
export interface RoutedShare {
  /** Service of the side. */
  readonly serviceName: string;
  /** Service of the other side. */
  readonly otherServiceName: string;
  /** In percent, at the present stage. */
  readonly percent: number;
}
