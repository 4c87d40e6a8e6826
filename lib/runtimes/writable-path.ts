/** A directory that a runtime writes to, while the rest of the root filesystem stays read-only. */
export interface WritablePath {
  /** Absolute path inside the container, for example `/var/cache/model`. `/tmp` is writable already. */
  readonly path: string;

  /** Size at which the pod is evicted, as a Kubernetes quantity: `1Gi`. */
  readonly sizeLimit: string;

  /**
   * Whether the directory is held in memory, such as `/dev/shm`. Its content then counts against the memory limit.
   *
   * @default false
   */
  readonly memory?: boolean;
}
