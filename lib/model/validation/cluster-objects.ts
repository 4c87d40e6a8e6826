import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { accessModes } from './claims';
import { child, childOrEmpty, has, keys, number, optionalText, text, texts } from './fields';
import { dnsLabel, dnsSubdomain, oneOf } from './names';
import { nodeSelector } from './pod/affinity';
import { amountIn } from './pod/resources';
import type { Refusals } from './refusal';

/** Above it are the classes of the system. */
const MAX_PRIORITY = 1_000_000_000;
const NOT_SOURCES = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** PriorityClasses. */
export function priorityClass(object: JsonObject, out: Refusals): void {
  const name = text(childOrEmpty(object, 'metadata'), 'name');
  const value = number(object, 'value') ?? 0;
  if (name.startsWith('system-')) {
    if (name !== 'system-node-critical' && name !== 'system-cluster-critical') {
      out.invalid('/metadata/name', "must not begin with 'system-': these names are the system's");
    }
  } else if (value > MAX_PRIORITY) out.invalid('/value', `must be at most ${MAX_PRIORITY}, got ${value}`);
  const policy = optionalText(object, 'preemptionPolicy');
  if (policy) out.problem('/preemptionPolicy', oneOf(policy, ['PreemptLowerPriority', 'Never']));
}

/** RuntimeClasses. */
export function runtimeClass(object: JsonObject, out: Refusals): void {
  out.problem('/handler', dnsLabel(text(object, 'handler')));
}

/** StorageClasses. */
export function storageClass(object: JsonObject, out: Refusals): void {
  if (text(object, 'provisioner') === '') out.invalid('/provisioner', 'is missing or empty');
  const reclaim = optionalText(object, 'reclaimPolicy');
  if (reclaim) out.problem('/reclaimPolicy', oneOf(reclaim, ['Delete', 'Retain']));
  const binding = optionalText(object, 'volumeBindingMode');
  if (binding !== undefined) out.problem('/volumeBindingMode', oneOf(binding, ['Immediate', 'WaitForFirstConsumer']));
}

/** IngressClasses. */
export function ingressClass(object: JsonObject, out: Refusals): void {
  const controller = text(childOrEmpty(object, 'spec'), 'controller');
  if (controller === '') return;
  const [domain, ...path] = controller.split('/');
  if (dnsSubdomain(domain) === undefined && path.length > 0 && path[0] !== '') return;
  out.invalid('/spec/controller', `must be a domain and a path such as 'example.com/ingress', got ${show(controller)}`);
}

/** PersistentVolumes. */
export function persistentVolume(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  const capacity = childOrEmpty(spec, 'capacity');
  const storage = amountIn(capacity, 'storage');
  if (storage === undefined) out.invalid('/spec/capacity/storage', 'is missing');
  else if (storage <= 0n) out.invalid('/spec/capacity/storage', `must be above 0, got ${show(capacity.storage)}`);
  accessModes('/spec/accessModes', texts(spec, 'accessModes'), out);
  const sources = keys(spec).filter((field) => !NOT_SOURCES.has(field) && has(spec, field));
  if (sources.length === 0) out.invalid('/spec', 'must have the source of the volume, such as csi or nfs');
  for (const field of sources.slice(1)) {
    out.invalid(`/spec/${field}`, `must be the only source, there is ${sources[0]} already`);
  }
  const reclaim = optionalText(spec, 'persistentVolumeReclaimPolicy');
  if (reclaim) out.problem('/spec/persistentVolumeReclaimPolicy', oneOf(reclaim, ['Delete', 'Recycle', 'Retain']));
  const nodes = child(childOrEmpty(spec, 'nodeAffinity'), 'required');
  if (nodes) nodeSelector('/spec/nodeAffinity/required', nodes, out);
}
