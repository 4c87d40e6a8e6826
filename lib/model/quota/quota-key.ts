import { checkLabelKey } from '../../private/labels';
import type { Quantity } from '../../private/quantity';
import { countInstead, insteadOf } from './count-key';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const OBJECTS = [
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
];
/** The keys without a group that the API server takes: `standardQuotaResources` in pkg/apis/core/helper of kubernetes/kubernetes. */
const BARE: readonly string[] = [
  ...COMPUTE,
  ...COMPUTE.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
  'pods',
  ...OBJECTS,
  'services.loadbalancers',
  'services.nodeports',
];
const HUGE_PAGES = /^(requests\.)?hugepages-/;
const STORAGE_CLASS = '.storageclass.storage.k8s.io/';
const DEVICE_CLASS = '.deviceclass.resource.k8s.io/';
const DEVICE_REQUESTS = 'requests.deviceclass.resource.kubernetes.io/';
/** Names that begin with this are none of extended resources (`IsExtendedResourceName` in pkg/apis/core/helper). */
const DOUBLED = /^((requests|limits)\.){2,}/;
const CPU = /^((requests|limits)\.)?cpu$/;
const BYTES = /^((requests|limits)\.)?(memory|ephemeral-storage)$|^(requests\.)?hugepages-|(^|\/)requests\.storage$/;

/** The one of several keys for the same thing under which amounts are added up: `requests.cpu` of `cpu`. */
export function canonicalKey(key: string): string {
  if (COMPUTE.includes(key) || key.startsWith('hugepages-')) return `requests.${key}`;
  return OBJECTS.includes(key) ? `count/${key}` : key;
}

/** The keys that every container has to give a value for; others never ask for one (`validationSet` in pkg/quota/v1/evaluator/core/pods.go). */
export function forcesValue(key: string): boolean {
  return /^(requests|limits)\.(cpu|memory)$/.test(canonicalKey(key));
}

/** Whether a quota that looks at some of the pods may have the key. */
export function countsPods(key: string): boolean {
  return (
    key === 'pods' ||
    /^(requests|limits)\.(cpu|memory)$/.test(canonicalKey(key)) ||
    key === 'count/pods' ||
    isDevice(key)
  );
}

function isDevice(key: string): boolean {
  return /^requests\.[^/]+\//.test(key);
}

/** An amount as people write it: bytes in binary units, CPU in cores, the rest as a number. */
export function textOf(key: string, amount: Quantity): string {
  return BYTES.test(key) ? amount.toBytes() : amount.toString();
}

/** What is measured and may be a fraction in other units; everything else is counted. */
export function unitOf(key: string): 'cpu' | 'bytes' | 'count' {
  return CPU.test(key) ? 'cpu' : BYTES.test(key) ? 'bytes' : 'count';
}

/**
 * Why a key of a quota does not work, with the one that does: the API server refuses it, or, of keys with a `/`, takes
 * any and never counts most of them (https://kubernetes.io/docs/concepts/policy/resource-quotas/).
 */
export function quotaKeyProblem(key: string): string | undefined {
  if (BARE.includes(key) || HUGE_PAGES.test(key)) return undefined;
  if (!key.includes('/')) return `is refused by the API server; use ${insteadOf(key, BARE)}`;
  const malformed = checkLabelKey('key', key);
  if (malformed !== undefined) return `is refused by the API server: ${malformed}`;
  const [prefix, name] = key.split('/');
  if (prefix === 'count') return countProblem(name);
  if (key.includes(STORAGE_CLASS))
    return name === 'requests.storage' || name === 'persistentvolumeclaims'
      ? undefined
      : never(`'${prefix}/requests.storage' or '${prefix}/persistentvolumeclaims'`);
  if (key.includes(DEVICE_CLASS)) return name === 'devices' ? undefined : never(`'${prefix}/devices'`);
  if (key.startsWith(DEVICE_REQUESTS)) return undefined;
  if (/(^|\.)kubernetes\.io$/.test(prefix))
    return never(`the name of an extended resource, 'requests.<domain>/<name>'`);
  if (prefix.startsWith('requests.') && !DOUBLED.test(prefix)) return undefined;
  return never(`'requests.${key.replace(/^((requests|limits)\.)+/, '')}'`);
}

function never(working: string): string {
  return `is accepted by the API server and never enforced; use ${working}`;
}

function countProblem(name: string): string | undefined {
  const instead = countInstead(name);
  return instead && `is accepted by the API server and never enforced; ${instead}`;
}
