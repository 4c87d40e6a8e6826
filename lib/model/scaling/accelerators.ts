import { vendorOfClass } from '../../cluster/device-names';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { countIn } from '../quota/amounts';
import { oncePerSet } from '../once-per-set';
import { lastingContainers } from '../selection/pod-groups';

/** Devices that models run on, by the resource that the vendor's plugin gives them, parts of one included. */
const DEVICES =
  /^(nvidia\.com\/(gpu|mig-|vgpu)|amd\.com\/(gpu|[a-z]{3}_nps)|gpu\.intel\.com\/|habana\.ai\/gaudi|aws\.amazon\.com\/neuron|google\.com\/tpu|huawei\.com\/Ascend|cambricon\.com\/|iluvatar\.ai\/|metax-tech\.com\/gpu|furiosa\.ai\/|rebellions\.ai\/)/;
/** Words by which clusters call DeviceClasses of their own for such devices. */
const OWN_CLASS = /(^|[-.])(gpus?|tpus?|npus?|mig|gaudi|neuron)([-.]|$)/;

/** Accelerators of one container. */
export interface ContainerAccelerators {
  readonly container: JsonObject;
  /** The extended resource, or the DeviceClass of a claim. */
  readonly resource: string;
  readonly count: number;
  /** Whether all pods share the claim that has them, so that none keeps them from the next. */
  readonly isShared: boolean;
  /** Whether they come by a claim. */
  readonly isClaimed: boolean;
}

/** What finds the specs of claims that pods of a namespace name. */
export type DeviceClaims = (kind: 'ResourceClaim' | 'ResourceClaimTemplate', name: string) => JsonObject | undefined;

/** The specs of the claims and templates of a set, by kind, namespace and name. */
const CLAIM_SPECS = oncePerSet(
  (set) =>
    new Map([
      ...set
        .ofKind('ResourceClaim', 'resource.k8s.io')
        .map(
          ({ namespaceName = '', name, json }) =>
            [keyOf('ResourceClaim', namespaceName, name), objectAt(json, 'spec')] as const,
        ),
      ...set
        .ofKind('ResourceClaimTemplate', 'resource.k8s.io')
        .map(
          ({ namespaceName = '', name, json }) =>
            [keyOf('ResourceClaimTemplate', namespaceName, name), objectAt(json, 'spec', 'spec')] as const,
        ),
    ]),
);

function keyOf(kind: string, namespaceName: string, name: string): string {
  return `${kind} ${namespaceName}/${name}`;
}

/** The claims that pods of a namespace can name. */
export function deviceClaimsIn(set: ManifestSet, namespaceName = ''): DeviceClaims {
  return (kind, name) => CLAIM_SPECS(set).get(keyOf(kind, namespaceName, name));
}

/**
 * The accelerators that the containers of a pod ask for, by a resource or by claims: everything that counts devices
 * asks here. Of a claim that is not known its devices are not known either.
 */
export function acceleratorsOf(podSpec: JsonObject, claims: DeviceClaims): ContainerAccelerators[] {
  return lastingContainers(podSpec).flatMap((container) => [
    ...pluggedInto(container),
    ...claimedBy(container, podSpec, claims),
  ]);
}

function pluggedInto(container: JsonObject): ContainerAccelerators[] {
  const { limits, requests } = isPlainObject(container.resources) ? container.resources : {};
  const asked = { ...(isPlainObject(requests) && requests), ...(isPlainObject(limits) && limits) };
  return Object.entries(asked).flatMap(([resource, amount]) => {
    const count = countIn(typeof amount === 'string' ? Number(amount) : amount, 0);
    return DEVICES.test(resource) && count > 0
      ? [{ container, resource, count, isShared: false, isClaimed: false }]
      : [];
  });
}

function claimedBy(container: JsonObject, podSpec: JsonObject, claims: DeviceClaims): ContainerAccelerators[] {
  return objectsIn(objectAt(container, 'resources').claims).flatMap(({ name, request }) => {
    const podClaim = objectsIn(podSpec.resourceClaims).find((each) => each.name === name);
    if (!podClaim) return [];
    const { resourceClaimName, resourceClaimTemplateName } = podClaim;
    const isShared = typeof resourceClaimName === 'string';
    const spec = isShared
      ? claims('ResourceClaim', resourceClaimName)
      : claims('ResourceClaimTemplate', String(resourceClaimTemplateName));
    return requestedDevices(spec ?? {})
      .filter((device) => request === undefined || device.request === request)
      .filter(({ deviceClass }) => vendorOfClass(deviceClass) !== undefined || OWN_CLASS.test(deviceClass))
      .map(({ deviceClass, count }) => ({ container, resource: deviceClass, count, isShared, isClaimed: true }));
  });
}

/** The devices that each request of a claim asks for; of alternatives the first, which the scheduler prefers. */
function requestedDevices(
  spec: JsonObject,
): { readonly request: unknown; readonly deviceClass: string; readonly count: number }[] {
  return objectsIn(objectAt(spec, 'devices').requests).flatMap((request) => {
    const [first] = objectsIn(request.firstAvailable);
    // Before v1beta2 the fields of `exactly` stood in the request itself.
    const { deviceClassName, count } = first ?? (isPlainObject(request.exactly) ? request.exactly : request);
    // How many devices a node has is no fact of manifests: one at least.
    return typeof deviceClassName === 'string'
      ? [{ request: request.name, deviceClass: deviceClassName, count: countIn(count, 1) }]
      : [];
  });
}
