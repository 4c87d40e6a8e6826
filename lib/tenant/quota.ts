import type { QuotaAccelerator } from './quota-accelerator';

/** How much of CPU, memory, accelerators and pods may be taken. Quantities as Kubernetes writes them, also `0`. */
export interface ComputeQuota {
  /**
   * CPU: `requests.cpu` and `limits.cpu`, for example `40` or `500m`.
   *
   * @default - not limited, but for what `cpuRequest` and `cpuLimit` say
   */
  readonly cpu?: string;

  /**
   * Sum of CPU requests: `requests.cpu` alone.
   *
   * @default - as `cpu`
   */
  readonly cpuRequest?: string;

  /**
   * Sum of CPU limits: `limits.cpu` alone.
   *
   * @default - as `cpu`
   */
  readonly cpuLimit?: string;

  /**
   * Memory: `requests.memory` and `limits.memory`, for example `160Gi`.
   *
   * @default - not limited, but for what `memoryRequest` and `memoryLimit` say
   */
  readonly memory?: string;

  /**
   * Sum of memory requests: `requests.memory` alone.
   *
   * @default - as `memory`
   */
  readonly memoryRequest?: string;

  /**
   * Sum of memory limits: `limits.memory` alone.
   *
   * @default - as `memory`
   */
  readonly memoryLimit?: string;

  /**
   * NVIDIA GPUs: `requests.nvidia.com/gpu`. Whole ones; slices by `accelerators`.
   *
   * @default - not limited
   */
  readonly gpus?: number;

  /**
   * Other accelerators: by resource name, MIG profile or DRA device class.
   *
   * @default - not limited
   */
  readonly accelerators?: QuotaAccelerator[];

  /**
   * Pods that have not ended.
   *
   * @default - not limited
   */
  readonly pods?: number;
}

/** Storage of one StorageClass. */
export interface StorageClassQuota {
  /**
   * Sum of what claims of the class ask for, for example `1Ti`.
   *
   * @default - not limited
   */
  readonly storage?: string;

  /**
   * Number of claims of the class.
   *
   * @default - not limited
   */
  readonly claims?: number;
}

/**
 * Budget of a namespace: a ResourceQuota named `<namespace>-quota`, and with it a LimitRange `<namespace>-limits`, so
 * that no pod is refused for lack of a value. Where nothing is limited but PriorityClasses, those alone have a
 * ResourceQuota (https://kubernetes.io/docs/concepts/policy/resource-quotas/).
 */
export interface TenantQuota extends ComputeQuota {
  /**
   * Sum of what volume claims ask for: `requests.storage`, for example `1Ti`.
   *
   * @default - not limited
   */
  readonly storage?: string;

  /**
   * Storage per StorageClass, by the name of the class.
   *
   * @default - not limited
   */
  readonly storageClasses?: { readonly [storageClass: string]: StorageClassQuota };

  /**
   * Local disk of containers: `requests.ephemeral-storage` and `limits.ephemeral-storage`, for example `100Gi`.
   *
   * @default - not limited
   */
  readonly ephemeralStorage?: string;

  /**
   * Number of objects by resource, `<plural>.<group>` and only `<plural>` in the core group: `deployments.apps`,
   * `services`. Written as `count/...`, the form that is enforced for every resource.
   *
   * @default - not limited
   */
  readonly objects?: { readonly [resource: string]: number };

  /**
   * Node ports, those of LoadBalancers included: `services.nodeports`.
   *
   * @default 0 - not limited where the tenant's exposure allows NodePort or LoadBalancer Services
   */
  readonly nodePorts?: number;

  /**
   * Services of type LoadBalancer: `services.loadbalancers`.
   *
   * @default 0 - not limited where the tenant's exposure allows LoadBalancer Services
   */
  readonly loadBalancers?: number;

  /**
   * Budget of the pods of a PriorityClass, by the name of the class, within that of the namespace: a ResourceQuota
   * named `<namespace>-quota-<class>` each.
   *
   * @default - none
   */
  readonly priorityClasses?: { readonly [priorityClass: string]: ComputeQuota };

  /**
   * Any other key of a ResourceQuota that is enforced, with its quantity, for example
   * `{ 'requests.hugepages-2Mi': '4Gi' }`. A key that the API server would refuse or never count is an error.
   *
   * @default - none
   */
  readonly hard?: { readonly [key: string]: string };
}
