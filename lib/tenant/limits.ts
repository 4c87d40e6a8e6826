/**
 * What containers get that do not say, and what they may ask for: the LimitRange `<namespace>-limits`
 * (https://kubernetes.io/docs/concepts/policy/limit-range/). Servers always say what they need, so the defaults are
 * for other containers. None of the defaults is below `1m` of CPU or `1Mi` of memory, also where a quota holds less:
 * Kubernetes takes a limit of 0 for none and charges nothing for it. Accelerators have no place in a LimitRange: every
 * container would get them.
 */
export interface TenantLimits {
  /**
   * Limit of CPU for containers without one. A container that asks for more than this and gives no limit is refused.
   *
   * @default - '500m' where a quota counts `limits.cpu`, but never more than that of the namespace holds; else `maxCpu`;
   * else none
   */
  readonly defaultCpu?: string;

  /**
   * CPU that is asked for by containers with neither request nor limit.
   *
   * @default - '500m', but never more than the quota holds or the default limit
   */
  readonly defaultCpuRequest?: string;

  /**
   * Largest limit of CPU for one container.
   *
   * @default - what the quota holds of `limits.cpu`; none where it does not count them
   */
  readonly maxCpu?: string;

  /**
   * Smallest request of CPU for one container.
   *
   * @default - '1m', the finest share there is
   */
  readonly minCpu?: string;

  /**
   * Limit of memory for containers without one. A container that asks for more than this and gives no limit is
   * refused.
   *
   * @default - '512Mi' where a quota counts `limits.memory`, but never more than that of the namespace holds; else
   * `maxMemory`; else none
   */
  readonly defaultMemory?: string;

  /**
   * Memory that is asked for by containers with neither request nor limit.
   *
   * @default - '512Mi', but never more than the quota holds or the default limit
   */
  readonly defaultMemoryRequest?: string;

  /**
   * Largest limit of memory for one container.
   *
   * @default - what the quota holds of `limits.memory`; none where it does not count them
   */
  readonly maxMemory?: string;

  /**
   * Smallest request of memory for one container.
   *
   * @default - '1Mi', with which nothing starts
   */
  readonly minMemory?: string;
}
