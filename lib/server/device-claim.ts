import { type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { addApiObject } from '../core/api-object';
import { ClusterProfile } from '../core/cluster-profile';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { tenancyOf } from '../core/tenancy';
import { checkObjectName } from '../private/check-name';
import { COMMON_LABELS } from '../private/labels';
import { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { claimSpec, deviceProblems, type DeviceOptions } from './device-request';
import { claimVersionProblem } from './claim-version';

/** Devices that several pods share. */
export interface DeviceClaimProps extends DeviceOptions {
  /** DeviceClass of the devices, for example `gpu.nvidia.com`. */
  readonly deviceClass: string;

  /**
   * Number of devices.
   *
   * @default 1
   */
  readonly count?: number;
}

/**
 * A ResourceClaim: devices that are allocated once, for the first pod that names the claim, and shared by all pods that
 * do. All of them run on the node that has the devices. The id is its name. Needs Kubernetes 1.34.
 *
 * Its spec never changes: other devices are another claim. Devices for each pod of a server are
 * `Accelerator.devices(...)`.
 */
export class DeviceClaim extends Construct {
  /** The ResourceClaim. */
  public readonly resourceClaim: ApiObject;
  /** Name of the ResourceClaim. */
  public readonly name: string;
  /** Namespace of the claim; nothing in a chart without one. */
  public readonly namespaceName?: string;
  /** DeviceClass of the devices. */
  public readonly deviceClass: string;
  /** Number of devices. */
  public readonly count: number;

  /**
   * Declares a claim.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name
   * @param props which devices
   * @throws when props are not possible, naming all of them, and below Kubernetes 1.34
   */
  public constructor(scope: Construct, id: string, props: DeviceClaimProps) {
    const given = { title: 'DeviceClaim', sort: 'claim', id } as const;
    super(scope, nodeIdOf(scope, given));
    keepGivenId(this, given);
    const problems = new Problems(`DeviceClaim '${this.node.path}'`);
    const none = {} as DeviceClaimProps;
    const { deviceClass, count = 1, ...options } = fitted(problems, '', props ?? none, 'DeviceClaimProps') ?? none;
    problems
      .add(
        claimVersionProblem(ClusterProfile.find(this)),
        checkObjectName('its id, which is its name,', id),
        deviceProblems(deviceClass, count, options),
      )
      .throwIfAny();
    this.name = id;
    this.namespaceName = chartOf(this).namespace;
    this.deviceClass = deviceClass;
    this.count = count;
    this.resourceClaim = addApiObject(this, 'Default', {
      apiVersion: 'resource.k8s.io/v1',
      kind: 'ResourceClaim',
      metadata: { name: id, labels: { ...tenancyOf(this)?.labels, ...COMMON_LABELS } },
      spec: () => claimSpec(deviceClass, count, options),
    });
  }
}
