import { deviceRequestsOf, devicesOf } from '../model/quota/pod-charge';
import { checkMigProfile } from '../private/mig-profile';
import { checkObjectName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkLabelKey } from '../private/labels';
import { show } from '../private/show';

const RESOURCE = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$/;
const NATIVE = /^([^/]*\.)?kubernetes\.io\//;

/**
 * Accelerators of one kind that a namespace may take, in the form of key that is enforced: requests are counted, limits
 * of extended resources never are (https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-for-extended-resources).
 *
 * @example
 * import { QuotaAccelerator, ServingApp, TenantNamespace } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * new TenantNamespace(app, 'chat', {
 *   quota: {
 *     cpu: '64',
 *     memory: '512Gi',
 *     accelerators: [QuotaAccelerator.resource('amd.com/gpu', 4), QuotaAccelerator.deviceClass('gpu.nvidia.com', 2)],
 *   },
 * });
 * app.synth();
 */
export class QuotaAccelerator {
  /**
   * Devices of a device plugin.
   *
   * @param resource name of the extended resource, `<domain>/<name>`, for example `amd.com/gpu`
   * @param count whole number of 0 or more
   */
  public static resource(resource: string, count: number): QuotaAccelerator {
    return new QuotaAccelerator(`requests.${show(resource).slice(1, -1)}`, count, checkResource(resource));
  }

  /**
   * Slices of NVIDIA GPUs by MIG profile, on nodes whose device plugin runs with the strategy `mixed`
   * (https://github.com/NVIDIA/k8s-device-plugin).
   *
   * @param profile MIG profile as `nvidia-smi mig -lgip` lists it, for example `1g.10gb` or `1g.5gb+me`; the device
   * plugin writes a `.` for the `+` in its resource, as the key does
   * @param count whole number of 0 or more
   */
  public static nvidiaMig(profile: string, count: number): QuotaAccelerator {
    return new QuotaAccelerator(
      `requests.nvidia.com/mig-${show(profile).slice(1, -1).replaceAll('+', '.')}`,
      count,
      checkMigProfile(profile),
    );
  }

  /**
   * Devices of a DeviceClass that pods take by ResourceClaims
   * (https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/).
   *
   * @param deviceClass name of the DeviceClass, for example `gpu.nvidia.com`
   * @param count whole number of 0 or more
   */
  public static deviceClass(deviceClass: string, count: number): QuotaAccelerator {
    return new QuotaAccelerator(devicesOf(deviceClass), count, checkClass(deviceClass));
  }

  /**
   * Devices of a DeviceClass that pods take as the extended resource `deviceclass.resource.kubernetes.io/<class>`, on
   * clusters with the feature gate DRAExtendedResource.
   *
   * @param deviceClass name of the DeviceClass, for example `gpu.nvidia.com`
   * @param count whole number of 0 or more
   */
  public static deviceClassRequests(deviceClass: string, count: number): QuotaAccelerator {
    return new QuotaAccelerator(deviceRequestsOf(deviceClass), count, checkClass(deviceClass));
  }

  private constructor(
    /** Key of the quota. */
    public readonly key: string,
    /** Most devices at a time. */
    public readonly count: number,
    private readonly problem: string | undefined,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [this.problem, checkWholeNumber('count', this.count ?? NaN, 0)];
  }
}

function checkResource(resource: unknown): string | undefined {
  const rule = 'resource must be the name of an extended resource';
  if (typeof resource === 'string' && /^(requests|limits)\./.test(resource))
    return `${rule} without 'requests.' or 'limits.', got ${show(resource)}; use '${resource.replace(/^((requests|limits)\.)+/, '')}'`;
  const fine =
    typeof resource === 'string' &&
    RESOURCE.test(resource) &&
    !NATIVE.test(resource) &&
    checkLabelKey('resource', `requests.${resource}`) === undefined;
  return fine ? undefined : `${rule}, '<domain>/<name>', got ${show(resource)}`;
}

function checkClass(deviceClass: unknown): string | undefined {
  return deviceClass === undefined
    ? 'deviceClass must be the name of a DeviceClass, got nothing'
    : checkObjectName('deviceClass', deviceClass);
}
