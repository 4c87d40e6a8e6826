import type { ReviewedObject } from './object';

/** A right that somebody gains or loses. */
export interface PermissionChange {
  /** `Group vision-dev`, `ServiceAccount vision/iris`. */
  readonly subject: string;
  readonly kind: 'gained' | 'lost';
  /** Namespace in which it holds; nothing for the whole cluster. */
  readonly namespaceName?: string;
  /** `create, delete deployments.apps`. */
  readonly what: string;
  /** Whether it lets its holder gain further rights, read Secrets or run as others. */
  readonly isEscalation: boolean;
  readonly through: ReviewedObject;
}

/** A connection that becomes possible, or stops being so. */
export interface ReachChange {
  readonly kind: 'opened' | 'closed';
  /** `pods of namespace frontend`, `everyone`. */
  readonly from: string;
  /** `Deployment vision/iris`. */
  readonly to: string;
  /** `TCP 8080`; nothing for all. */
  readonly ports?: string;
  /** Whether pods that were there before open to everyone, to addresses outside, or between namespaces. */
  readonly isWide: boolean;
  readonly message: string;
}

/** Pods that may do more than before, or are reachable from outside. */
export interface SecurityChange {
  readonly object: ReviewedObject;
  readonly kind: 'pod-security' | 'exposure';
  readonly message: string;
}
