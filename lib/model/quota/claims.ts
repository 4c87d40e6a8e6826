import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { Quantity } from '../../private/quantity';
import { addCount, addOne, countIn } from './amounts';
import { deviceRequestsOf, devicesOf } from './pod-charge';
import type { Manifest } from '../../manifests/manifest';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
/** What a request for all devices of a class is charged: the most that a claim may hold (`AllocationResultsMaxSize`). */
const ALL_DEVICES = 32;

/**
 * What a PersistentVolumeClaim is charged: one claim and its storage, overall and for its class. A claim that names no
 * class gets the cluster's default, which manifests do not say: it is counted overall alone
 * (https://kubernetes.io/docs/concepts/policy/resource-quotas/#storage-resource-quota).
 */
export function chargeVolumeClaim(total: Map<string, Quantity>, claim: JsonObject, times = 1): void {
  if (times === 0) return;
  const spec = objectAt(claim, 'spec');
  const storage = Quantity.read(objectAt(spec, 'resources', 'requests').storage)?.times(times);
  addCount(total, 'count/persistentvolumeclaims', times);
  if (storage) addOne(total, 'requests.storage', storage);
  const className = objectAt(claim, 'metadata', 'annotations')[CLASS_ANNOTATION] ?? spec.storageClassName;
  if (typeof className !== 'string' || className === '') return;
  const prefix = `${className}.storageclass.storage.k8s.io`;
  addCount(total, `${prefix}/persistentvolumeclaims`, times);
  if (storage) addOne(total, `${prefix}/requests.storage`, storage);
}

/**
 * What a ResourceClaim is charged: one claim, and its devices by class; of alternatives the most for each class
 * (`Usage` in pkg/quota/v1/evaluator/core/resource_claims.go of kubernetes/kubernetes).
 */
export function chargeResourceClaim(total: Map<string, Quantity>, spec: JsonObject, times = 1): void {
  addCount(total, 'count/resourceclaims.resource.k8s.io', times);
  for (const request of objectsIn(objectAt(spec, 'devices').requests)) {
    const most = new Map<string, number>();
    const alternatives = objectsIn(request.firstAvailable);
    // Before v1beta2 the fields of `exactly` stood in the request itself.
    const wanted =
      alternatives.length > 0 ? alternatives : [isPlainObject(request.exactly) ? request.exactly : request];
    for (const { deviceClassName, allocationMode, count } of wanted) {
      if (typeof deviceClassName !== 'string') continue;
      const devices = allocationMode === 'All' ? ALL_DEVICES : countIn(count, 1);
      most.set(deviceClassName, Math.max(devices, most.get(deviceClassName) ?? 0));
    }
    for (const [className, devices] of most) {
      addCount(total, devicesOf(className), devices * times);
      addCount(total, deviceRequestsOf(className), devices * times);
    }
  }
}

/** The specs of the ResourceClaimTemplates of a namespace by name. */
export function claimTemplates(objects: readonly Manifest[]): Map<string, JsonObject> {
  return new Map(
    objects
      .filter(({ group, kind }) => group === 'resource.k8s.io' && kind === 'ResourceClaimTemplate')
      .map(({ name, json }) => [name, objectAt(json, 'spec', 'spec')]),
  );
}

/** The claims that are made for every pod: ephemeral volumes and devices from a template. */
export function claimsOfPod(podSpec: JsonObject, templates: ReadonlyMap<string, JsonObject>): Map<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const volume of objectsIn(podSpec.volumes)) {
    const template = objectAt(volume, 'ephemeral').volumeClaimTemplate;
    if (isPlainObject(template)) chargeVolumeClaim(total, template);
  }
  for (const { resourceClaimTemplateName } of objectsIn(podSpec.resourceClaims)) {
    if (typeof resourceClaimTemplateName !== 'string') continue;
    chargeResourceClaim(total, templates.get(resourceClaimTemplateName) ?? {});
  }
  return total;
}
