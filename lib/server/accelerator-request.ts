import type { MigStrategy } from '../cluster/gpu-operator';
import type { JsonObject } from '../private/json';
import type { GpuSharing } from './accelerator-options';

/** How an accelerator is asked for. */
export type AcceleratorRequest =
  /** Whole devices of a device plugin, by the vendor whose products are known. */
  | { readonly kind: 'whole'; readonly vendor?: 'nvidia' | 'amd'; readonly gpuProduct?: string }
  /** Slices of NVIDIA's GPUs. */
  | { readonly kind: 'mig'; readonly profile: string; readonly strategy?: MigStrategy; readonly gpuProduct?: string }
  /** A GPU of NVIDIA that other pods have as well. */
  | {
      readonly kind: 'shared';
      readonly sharing?: GpuSharing;
      /** As the user named it. */
      readonly resource?: string;
      readonly gpuProduct?: string;
    }
  /** TPUs of GKE. */
  | { readonly kind: 'tpu'; readonly type: string; readonly topology: string }
  /** A claim of devices for each pod. */
  | { readonly kind: 'template'; readonly spec: () => JsonObject }
  /** A claim that pods share. */
  | { readonly kind: 'claim'; readonly claimName: string; readonly namespaceName?: string };
