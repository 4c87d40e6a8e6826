import { checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';

/** How NVIDIA's device plugin offers the slices of GPUs that are divided by MIG. */
export enum MigStrategy {
  /** Every node has slices of one size, offered as `nvidia.com/gpu`; labels of the node say which. */
  SINGLE = 'single',
  /** Each size is a resource of its own, such as `nvidia.com/mig-1g.10gb`. */
  MIXED = 'mixed',
}

/**
 * What is declared of NVIDIA's GPU Operator, or of the device plugin and feature discovery that it installs
 * (https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/index.html).
 */
export interface GpuOperatorFacts {
  /**
   * RuntimeClass by which pods get at NVIDIA's devices, for example `nvidia`. Needed where NVIDIA's runtime is not the
   * default one of the nodes: k3s, RKE2, clusters by kubeadm.
   *
   * @default - none is needed
   */
  readonly runtimeClassName?: string;

  /**
   * How slices of GPUs are offered.
   *
   * @default - not declared: MigStrategy.MIXED, unless an accelerator says otherwise
   */
  readonly migStrategy?: MigStrategy;
}

/** Checks what is declared of a GPU Operator. */
export function checkGpuOperator({ runtimeClassName, migStrategy }: GpuOperatorFacts = {}): (string | undefined)[] {
  return [
    checkObjectName('gpuOperator.runtimeClassName', runtimeClassName),
    checkOneOf('gpuOperator.migStrategy', migStrategy, Object.values(MigStrategy)),
  ];
}
