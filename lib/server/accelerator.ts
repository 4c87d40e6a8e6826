import { isPartOfDevice, vendorOfClass } from '../cluster/device-names';
import { MigStrategy } from '../cluster/gpu-operator';
import { checkMigProfile } from '../private/mig-profile';
import { checkObjectName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf, checkText } from '../private/check-text';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { type GpuOptions, GpuSharing, type MigOptions, type SharedGpuOptions } from './accelerator-options';
import type { AcceleratorRequest } from './accelerator-request';
import { DeviceClaim } from './device-claim';
import { claimSpec, deviceProblems, type DeviceOptions } from './device-request';
import { chipsOf, tpuProblems } from './tpu';

const NVIDIA = 'nvidia.com/gpu';

/**
 * Accelerators of one kind, per pod. Pods get them whole: there is no share of a device, and requests equal limits
 * (https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/). From a device plugin they are an extended resource,
 * under dynamic resource allocation a claim. docs/accelerators.md shows what each becomes.
 *
 * @example
 * import { Accelerator, GpuProduct } from 'cdk8s-model-serving';
 *
 * const resources = {
 *   cpu: '8',
 *   memory: '64Gi',
 *   accelerator: Accelerator.nvidia(2, { gpuProduct: GpuProduct.H100_80GB_HBM3 }),
 * };
 */
export class Accelerator {
  /**
   * NVIDIA GPUs (`nvidia.com/gpu`), with the toleration for nodes tainted with that key.
   *
   * @param count whole number of 1 or more
   * @param options which GPUs
   */
  public static nvidia(count: number, options: GpuOptions = {}): Accelerator {
    return Accelerator.gpu(NVIDIA, count, 'nvidia', options);
  }

  /**
   * AMD GPUs (`amd.com/gpu`), with the toleration for nodes tainted with that key.
   *
   * @param count whole number of 1 or more
   * @param options which GPUs
   */
  public static amd(count: number, options: GpuOptions = {}): Accelerator {
    return Accelerator.gpu('amd.com/gpu', count, 'amd', options);
  }

  /**
   * GPUs of Intel by the driver `xe`: Battlemage and later (`gpu.intel.com/xe`).
   *
   * @param count whole number of 1 or more
   */
  public static intelXe(count: number): Accelerator {
    return Accelerator.of('gpu.intel.com/xe', count);
  }

  /**
   * GPUs of Intel by the driver `i915`: Flex, Max and integrated ones (`gpu.intel.com/i915`).
   *
   * @param count whole number of 1 or more
   */
  public static intelI915(count: number): Accelerator {
    return Accelerator.of('gpu.intel.com/i915', count);
  }

  /**
   * Gaudi accelerators of Intel (`habana.ai/gaudi`). What needs huge pages on top of them says so by `overrides`.
   *
   * @param count whole number of 1 or more
   */
  public static gaudi(count: number): Accelerator {
    return Accelerator.of('habana.ai/gaudi', count);
  }

  /**
   * Chips of AWS Inferentia and Trainium (`aws.amazon.com/neuron`).
   *
   * @param count whole number of 1 or more
   */
  public static neuron(count: number): Accelerator {
    return Accelerator.of('aws.amazon.com/neuron', count);
  }

  /**
   * Cores of the chips of AWS Inferentia and Trainium (`aws.amazon.com/neuroncore`), with the toleration for nodes
   * tainted with `aws.amazon.com/neuron`.
   *
   * @param count whole number of 1 or more
   */
  public static neuronCores(count: number): Accelerator {
    return new Accelerator('aws.amazon.com/neuroncore', count, 'aws.amazon.com/neuron');
  }

  /**
   * TPUs of GKE (`google.com/tpu`): all chips of a slice that is one node, chosen by both labels that GKE asks for
   * (https://cloud.google.com/kubernetes-engine/docs/concepts/tpus).
   *
   * @param type value of the label `cloud.google.com/gke-tpu-accelerator`, for example `tpu-v6e-slice`
   * @param topology value of the label `cloud.google.com/gke-tpu-topology`, for example `2x4`, which is 8 chips
   */
  public static tpu(type: string, topology: string): Accelerator {
    // What is wrong with the topology is noted; the number that follows from it is not.
    const count = chipsOf(topology) || 1;
    return new Accelerator(
      'google.com/tpu',
      count,
      undefined,
      { kind: 'tpu', type, topology },
      tpuProblems(type, topology),
    );
  }

  /**
   * Slices of NVIDIA GPUs by MIG profile (https://github.com/NVIDIA/k8s-device-plugin). No model is split over several
   * of them.
   *
   * @param profile MIG profile as `nvidia-smi mig -lgip` lists it, for example `1g.10gb` or `1g.5gb+me`
   * @param count whole number of 1 or more
   * @param options of which GPUs, and how they are offered
   */
  public static nvidiaMig(profile: string, count: number, options: MigOptions = {}): Accelerator {
    const found = new Problems('');
    const { gpuProduct, strategy } = optionsOf(found, options, 'MigOptions');
    found.add(
      checkMigProfile(profile),
      checkText('gpuProduct', gpuProduct),
      checkOneOf('strategy', strategy, Object.values(MigStrategy)),
    );
    const name = typeof profile === 'string' ? profile.replaceAll('+', '.') : '';
    const request = { kind: 'mig', profile: name, strategy, gpuProduct } as const;
    return new Accelerator(`nvidia.com/mig-${name}`, count, NVIDIA, request, found.sentences);
  }

  /**
   * One NVIDIA GPU that other pods use as well, by time slicing or MPS. Asking for more than one gives no larger share
   * (https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus).
   *
   * @param options how it is shared and offered
   */
  public static nvidiaShared(options: SharedGpuOptions = {}): Accelerator {
    const found = new Problems('');
    const { gpuProduct, sharing, resource } = optionsOf(found, options, 'SharedGpuOptions');
    found.add(checkText('gpuProduct', gpuProduct), checkOneOf('sharing', sharing, Object.values(GpuSharing)));
    const request = { kind: 'shared', sharing, resource, gpuProduct } as const;
    return new Accelerator(resource ?? `${NVIDIA}.shared`, 1, NVIDIA, request, found.sentences);
  }

  /**
   * Devices of a DeviceClass, for each pod by a claim of its own, which a ResourceClaimTemplate makes
   * (https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/). Needs Kubernetes 1.34 and
   * the driver of the devices.
   *
   * @param deviceClass name of the DeviceClass, for example `gpu.nvidia.com`
   * @param count whole number of 1 or more
   * @param options which devices of the class, and what comes with them
   */
  public static devices(deviceClass: string, count: number, options: DeviceOptions = {}): Accelerator {
    const found = new Problems('');
    const taken = optionsOf(found, options, 'DeviceOptions');
    found.add(deviceProblems(deviceClass, count, taken));
    const request = { kind: 'template', spec: () => claimSpec(deviceClass, count, taken) } as const;
    return new Accelerator(deviceClass, count, taintOf(deviceClass), request, found.sentences);
  }

  /**
   * Devices that all pods of the server share, and others that name the claim.
   *
   * @param claim the claim, in the server's namespace
   */
  public static claim(claim: DeviceClaim): Accelerator {
    if (!(claim instanceof DeviceClaim))
      return new Accelerator('', 1, undefined, { kind: 'claim', claimName: '' }, [
        `claim must be a DeviceClaim, got ${show(claim)}`,
      ]);
    const { name, namespaceName, deviceClass, count } = claim;
    return new Accelerator(
      deviceClass,
      count,
      taintOf(deviceClass),
      { kind: 'claim', claimName: name, namespaceName },
      [],
    );
  }

  /**
   * Devices of a ResourceClaim that is made elsewhere, which all pods of the server share.
   *
   * @param claimName name of the ResourceClaim, in the server's namespace
   * @param deviceClass name of the DeviceClass of its devices
   * @param count number of its devices, for what is split over them
   */
  public static claimNamed(claimName: string, deviceClass: string, count: number): Accelerator {
    const problems = [checkObjectName('claimName', claimName ?? null), ...deviceProblems(deviceClass, count, {})];
    return new Accelerator(deviceClass, count, taintOf(deviceClass), { kind: 'claim', claimName }, problems);
  }

  /**
   * Devices of any other device plugin.
   *
   * @param resource name of the extended resource, `<domain>/<name>`
   * @param count whole number of 1 or more
   */
  public static of(resource: string, count: number): Accelerator {
    return new Accelerator(resource, count);
  }

  private static gpu(resource: string, count: number, vendor: 'nvidia' | 'amd', options: GpuOptions): Accelerator {
    const found = new Problems('');
    const { gpuProduct } = optionsOf(found, options, 'GpuOptions');
    found.add(checkText('gpuProduct', gpuProduct));
    return new Accelerator(resource, count, resource, { kind: 'whole', vendor, gpuProduct }, found.sentences);
  }

  /** Key of the taint that keeps other pods off the nodes with the device; nothing where none is known. */
  public readonly taintKey?: string;

  private constructor(
    /**
     * Name of the extended resource, or of the DeviceClass of a claim: what spare accelerators of the cluster profile
     * are declared by. Where the cluster profile decides how slices and shared GPUs are offered, the one without it.
     */
    public readonly resource: string,
    /** Number of devices per pod. */
    public readonly count: number,
    taintKey?: string,
    /** @internal */
    public readonly _request: AcceleratorRequest = { kind: 'whole' },
    private readonly problems?: readonly (string | undefined)[],
  ) {
    this.taintKey = taintKey ?? (this._isClaim ? undefined : resource);
  }

  /** Whether each is a part of a device, or shared with other pods: such ones cannot exchange with each other. @internal */
  public get _isPart(): boolean {
    return this._request.kind === 'mig' || this._request.kind === 'shared' || isPartOfDevice(this.resource);
  }

  /** Whether pods get it by a claim. @internal */
  public get _isClaim(): boolean {
    return this._request.kind === 'template' || this._request.kind === 'claim';
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    if (this._isClaim) return [...(this.problems ?? [])];
    const named =
      typeof this.resource === 'string' &&
      /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$/.test(this.resource);
    const reserved = /^([^/]*\.)?kubernetes\.io\//.test(this.resource);
    return [
      (named && !reserved) || this._request.kind === 'mig' // its name follows from the profile, which is judged
        ? undefined
        : `resource must be the name of an extended resource, '<domain>/<name>', got ${show(this.resource)}`,
      checkWholeNumber('count', this.count, 1),
      ...(this.problems ?? []),
    ];
  }
}

function taintOf(deviceClass: unknown): string | undefined {
  return typeof deviceClass === 'string' ? vendorOfClass(deviceClass)?.taintKey : undefined;
}
