/** What a namespace takes of one thing, by the key that a ResourceQuota counts it under. */
export interface CapacityChange {
  readonly namespaceName: string;
  /** `requests.cpu`, `requests.nvidia.com/gpu`, `pods`; with the name of a quota that counts some of the pods only. */
  readonly key: string;
  /** At rest, as a Kubernetes quantity. */
  readonly before: string;
  readonly after: string;
  /** At most on the way, with everything rolling that this change rolls and pods that are shutting down. */
  readonly peak: string;
  /** What the quota holds; nothing without a quota for it. */
  readonly hard?: string;
  /** Whether more is taken than the quota holds, at rest or on the way. */
  readonly exceeds: 'no' | 'on the way' | 'at rest';
}
