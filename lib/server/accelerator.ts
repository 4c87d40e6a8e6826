import { checkWholeNumber } from '../private/check-number';
import { show } from '../private/show';

/**
 * Accelerators of one kind, per pod. Pods get them whole: there is no share of a device, and requests equal limits
 * (https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/).
 */
export class Accelerator {
  /**
   * NVIDIA GPUs (`nvidia.com/gpu`), with the toleration for nodes tainted with that key.
   *
   * @param count whole number of 1 or more
   */
  public static nvidia(count: number): Accelerator {
    return new Accelerator('nvidia.com/gpu', count);
  }

  /**
   * AMD GPUs (`amd.com/gpu`), with the toleration for nodes tainted with that key.
   *
   * @param count whole number of 1 or more
   */
  public static amd(count: number): Accelerator {
    return new Accelerator('amd.com/gpu', count);
  }

  /**
   * Slices of an NVIDIA GPU by MIG profile, on nodes whose device plugin runs with the strategy `mixed`
   * (https://github.com/NVIDIA/k8s-device-plugin).
   *
   * @param profile MIG profile, for example `1g.10gb`
   * @param count whole number of 1 or more
   */
  public static nvidiaMig(profile: string, count: number): Accelerator {
    // Without a profile the name ends in '-', and is reported as no name.
    return new Accelerator(`nvidia.com/mig-${typeof profile === 'string' ? profile : ''}`, count, 'nvidia.com/gpu');
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

  private constructor(
    /** Name of the extended resource. */
    public readonly resource: string,
    /** Number of devices per pod. */
    public readonly count: number,
    /** Key of the taint that keeps other pods off the nodes with the device. */
    public readonly taintKey: string = resource,
  ) {}

  /** Whether each is a part of a device, or shared with other pods: such ones cannot exchange with each other. @internal */
  public get _isPart(): boolean {
    return /\/mig-|\.shared$/.test(this.resource);
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    const named =
      typeof this.resource === 'string' &&
      /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$/.test(this.resource);
    const reserved = /^([^/]*\.)?kubernetes\.io\//.test(this.resource);
    return [
      named && !reserved
        ? undefined
        : `resource must be the name of an extended resource, '<domain>/<name>', got ${show(this.resource)}`,
      checkWholeNumber('count', this.count, 1),
    ];
  }
}
