import type { MigStrategy } from '../cluster/gpu-operator';

/** Which GPUs. */
export interface GpuOptions {
  /**
   * Product of the GPUs: one of `GpuProduct`, or any other as the label `nvidia.com/gpu.product` of the nodes has it
   * (`amd.com/gpu.product-name` for AMD), or as the cloud's own label has it. It becomes a node selector with the
   * labels that the cluster profile declares by `nodeLabels`.
   *
   * @default - any
   */
  readonly gpuProduct?: string;
}

/** Which slices of GPUs. */
export interface MigOptions extends GpuOptions {
  /**
   * How the nodes offer slices: under a name for each profile (`nvidia.com/mig-1g.10gb`), or all as `nvidia.com/gpu`,
   * told apart by labels of the nodes.
   *
   * @default - as the cluster profile says: `gpuOperator.migStrategy`; single with NodeLabelScheme.GKE; else mixed
   */
  readonly strategy?: MigStrategy;
}

/** How several pods share a GPU. */
export enum GpuSharing {
  /** They take turns, with all of its memory in common. */
  TIME_SLICING = 'time-slicing',
  /** They run at the same time, with a part of its memory each (NVIDIA's Multi-Process Service). */
  MPS = 'mps',
}

/** Which shared GPU. */
export interface SharedGpuOptions extends GpuOptions {
  /**
   * How it is shared. It becomes a node selector where the cluster profile declares `nodeLabels`.
   *
   * @default - either way; GpuSharing.TIME_SLICING with NodeLabelScheme.GKE
   */
  readonly sharing?: GpuSharing;

  /**
   * Name of the resource under which the device plugin offers shared GPUs: with `renameByDefault` it ends in
   * `.shared`, without it is that of whole GPUs (https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus).
   *
   * @default 'nvidia.com/gpu.shared' - 'nvidia.com/gpu' with NodeLabelScheme.GKE
   */
  readonly resource?: string;
}
