/** When the workers of a group are started. */
export enum GroupStartupPolicy {
  /** As soon as there is the leader's pod. */
  LEADER_CREATED = 'LeaderCreated',
  /** When the leader is ready: for runtimes whose leader starts without workers alone. */
  LEADER_READY = 'LeaderReady',
}

/** What becomes of a group when a pod of it fails: https://lws.sigs.k8s.io/docs/concepts/ */
export enum GroupRestartPolicy {
  /** The whole group is made anew whenever a container of it has restarted or a pod of it is gone. */
  RECREATE_ON_POD_RESTART = 'RecreateGroupOnPodRestart',
  /** The same, but not as long as pods of the group have yet to start. From version 0.8 of the controller. */
  RECREATE_AFTER_START = 'RecreateGroupAfterStart',
  /** Only the pod that failed is: for runtimes whose pods find each other again. */
  NONE = 'None',
}

/**
 * Several pods that serve one model together, each on a node of its own: a leader, which answers requests, and workers. The
 * numbers of the server (`replicas`, `rollout`, `autoscaling`) are then numbers of groups, its `resources` those of each pod.
 */
export interface GroupOptions {
  /** Pods of each group, the leader included: 2 or more. */
  readonly size: number;

  /**
   * When the workers are started.
   *
   * @default GroupStartupPolicy.LEADER_CREATED
   */
  readonly startupPolicy?: GroupStartupPolicy;

  /**
   * What becomes of a group when a pod of it fails.
   *
   * @default GroupRestartPolicy.RECREATE_ON_POD_RESTART
   */
  readonly restartPolicy?: GroupRestartPolicy;

  /**
   * Label of nodes of which each group gets one value for itself, for example a rack or the domain of a fast network:
   * all pods of a group are on nodes with the same value, and no other group is.
   *
   * @default - any nodes
   */
  readonly exclusiveTopology?: string;
}
