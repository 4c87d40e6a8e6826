import type { ReviewedObject } from './object';

/** Who answers a host and path, and which share of the requests. */
export interface Share {
  /** Service that gets them. */
  readonly service: ReviewedObject;
  /** Workloads behind it. */
  readonly workloads: readonly string[];
  /** Percent. */
  readonly percent: number;
}

/** Requests whose target or shares change. */
export interface TrafficChange {
  /** What takes them: `models.example.com/iris (nginx)`. */
  readonly requests: string;
  readonly route: ReviewedObject;
  readonly before: readonly Share[];
  readonly after: readonly Share[];
  readonly message: string;
  /** Whether requests fail that did not. */
  readonly isOutage: boolean;
}

/** A Service whose pods change. */
export interface ServiceChange {
  readonly object: ReviewedObject;
  /** Workloads that it leads to, with their pods. */
  readonly before: readonly { readonly workload: string; readonly pods: number }[];
  readonly after: readonly { readonly workload: string; readonly pods: number }[];
  /** Whether all endpoints go, and for how long at most in seconds where that ends by itself. */
  readonly losesAll: boolean;
  readonly secondsWithout?: number;
  readonly message: string;
}

/** A release that advances, or is rolled back. */
export interface ReleaseChange {
  readonly name: string;
  readonly namespaceName?: string;
  readonly kind: 'Canary' | 'BlueGreen';
  /** Stage before: `3 of 12: step 10 %`; nothing where there was no release, or one that does not say it. */
  readonly before?: string;
  /** Stage after, likewise. */
  readonly after?: string;
  /** Its Deployments, the stable or blue one first. */
  readonly sides: readonly ReleaseSideChange[];
  /** Fewest ready pods that take requests on the way; nothing where the release begins or ends: its Service tells. */
  readonly fewestReady?: number;
  /** Most pods on the way, with those that are shutting down and those of a test. */
  readonly mostPods: number;
  /** `Canary 'ranker' in namespace 'vision': step 10 % to step 30 %`. */
  readonly message: string;
  /** What to wait for before the next stage. */
  readonly next?: string;
  /** Whether stages were left out. */
  readonly skips: boolean;
}

/** A Deployment of a release, before and after. */
export interface ReleaseSideChange {
  readonly deploymentName: string;
  readonly pods: { readonly before: number; readonly after: number };
  /** Share of the requests in percent; left out where a route that is not in the manifests decides. */
  readonly weight: { readonly before?: number; readonly after?: number };
}
