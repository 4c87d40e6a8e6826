import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { ONE, parseAmount } from '../amount';
import { childOrEmpty, children, has, number, text, texts } from '../fields';
import { type Refusal, Refusals } from '../refusal';
import { ApiTable } from '../schema/api-table';
import { type Amounts, containerAmounts, isSizedAsPod, podAmounts, startOrder } from './container-amounts';

const MUST_SPECIFY = /^(?:(requests|limits)\.)?(cpu|memory)$/;
const BARE_COUNTS = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

/**
 * What is forbidden by the ResourceQuotas of the namespace when this one object is created: what a quota counts and the
 * object does not say, and what is more than is left. What is used already is read from `status.used` of the quota,
 * nothing when it is not there. A Pod comes with the defaults of the LimitRanges (`withLimitRangeDefaults`).
 */
export function quotaRefusals(object: JsonObject, quotas: readonly JsonObject[]): Refusal[] {
  const out = new Refusals({});
  for (const quota of quotas) {
    if (!isCounted(object, childOrEmpty(quota, 'spec'))) continue;
    const before = out.all.length;
    const name = text(childOrEmpty(quota, 'metadata'), 'name');
    if (object.kind === 'Pod') mustSpecify(object, quota, name, out);
    if (out.all.length === before) mustFit(object, quota, name, out);
  }
  return out.all;
}

/** A quota that counts cpu or memory wants every container to say how much. */
function mustSpecify(pod: JsonObject, quota: JsonObject, name: string, out: Refusals): void {
  const spec = childOrEmpty(pod, 'spec');
  const hard = childOrEmpty(childOrEmpty(quota, 'spec'), 'hard');
  if (isSizedAsPod(spec)) return;
  for (const key of Object.keys(hard)) {
    const match = MUST_SPECIFY.exec(key);
    if (!match) continue;
    const field = match[1] === 'limits' ? 'limits' : 'requests';
    for (const { at, container } of startOrder(spec)) {
      if (containerAmounts(container)[field].has(match[2])) continue;
      out.forbidden(
        `/spec${at}/resources/${field}/${match[2]}`,
        `is missing, the ResourceQuota ${show(name)} counts ${key}`,
      );
    }
  }
}

function mustFit(object: JsonObject, quota: JsonObject, name: string, out: Refusals): void {
  const usage = usageOf(object);
  const hard = childOrEmpty(childOrEmpty(quota, 'spec'), 'hard');
  const used = childOrEmpty(childOrEmpty(quota, 'status'), 'used');
  for (const key of Object.keys(hard)) {
    const asked = usage.get(key) ?? 0n;
    const [bound, taken] = [parseAmount(hard[key]), parseAmount(used[key]) ?? 0n];
    if (asked <= 0n || bound === undefined || taken + asked <= bound) continue;
    const what = `asks for ${amountText(asked)} of ${key}`;
    const left = taken === 0n ? '' : `, of which ${show(used[key])} are taken`;
    out.forbidden('/spec', `${what}, the ResourceQuota ${show(name)} allows ${show(hard[key])}${left}`);
  }
}

/** What creating an object adds to what a quota counts, by key. */
function usageOf(object: JsonObject): Amounts {
  const usage = new Map<string, bigint>();
  const add = (key: string, amount: bigint): void => {
    usage.set(key, (usage.get(key) ?? 0n) + amount);
  };
  const [apiVersion, kind] = [text(object, 'apiVersion'), text(object, 'kind')];
  const plural = ApiTable.get().kind(apiVersion, kind)?.plural ?? `${kind.toLowerCase()}s`;
  const slash = apiVersion.indexOf('/');
  add(slash < 0 ? `count/${plural}` : `count/${plural}.${apiVersion.slice(0, slash)}`, ONE);
  if (slash < 0 && BARE_COUNTS.has(plural)) add(plural, ONE);
  const spec = childOrEmpty(object, 'spec');
  if (apiVersion !== 'v1') return usage;
  if (kind === 'Pod') podUsage(spec, add);
  else if (kind === 'Service') serviceUsage(spec, add);
  else if (kind === 'PersistentVolumeClaim') claimUsage(spec, add);
  return usage;
}

type Add = (key: string, amount: bigint) => void;

function podUsage(spec: JsonObject, add: Add): void {
  const { requests, limits } = podAmounts(spec);
  for (const [name, amount] of requests) {
    add(`requests.${name}`, amount);
    if (!name.includes('/')) add(name, amount);
  }
  for (const [name, amount] of limits) add(`limits.${name}`, amount);
}

function serviceUsage(spec: JsonObject, add: Add): void {
  const type = text(spec, 'type');
  const ports = children(spec, 'ports');
  if (type === 'LoadBalancer') add('services.loadbalancers', ONE);
  const given =
    spec.allocateLoadBalancerNodePorts === false
      ? ports.filter((port) => (number(port, 'nodePort') ?? 0) !== 0)
      : ports;
  if (type === 'NodePort' || type === 'LoadBalancer') add('services.nodeports', BigInt(given.length) * ONE);
}

function claimUsage(spec: JsonObject, add: Add): void {
  const storage = parseAmount(childOrEmpty(childOrEmpty(spec, 'resources'), 'requests').storage) ?? 0n;
  add('requests.storage', storage);
  const storageClass = text(spec, 'storageClassName');
  if (storageClass === '') return;
  add(`${storageClass}.storageclass.storage.k8s.io/requests.storage`, storage);
  add(`${storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims`, ONE);
}

/** Whether a quota counts an object: those with scopes count some pods only. */
function isCounted(object: JsonObject, quota: JsonObject): boolean {
  const scopes = texts(quota, 'scopes').map((scopeName) => ({ scopeName, operator: 'Exists' }));
  const wanted = [...scopes, ...children(childOrEmpty(quota, 'scopeSelector'), 'matchExpressions')];
  if (wanted.length === 0) return true;
  const spec = childOrEmpty(object, 'spec');
  if (object.kind !== 'Pod') return false;
  return wanted.every((scope) => isInScope(spec, scope));
}

function isInScope(spec: JsonObject, scope: JsonObject): boolean {
  switch (text(scope, 'scopeName')) {
    case 'Terminating':
      return has(spec, 'activeDeadlineSeconds');
    case 'NotTerminating':
      return !has(spec, 'activeDeadlineSeconds');
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'PriorityClass':
      return isOfPriority(text(spec, 'priorityClassName'), scope);
    case 'CrossNamespacePodAffinity':
      return reachesOtherNamespaces(spec);
    default:
      return false;
  }
}

function isOfPriority(name: string, scope: JsonObject): boolean {
  const isAmong = texts(scope, 'values').includes(name);
  switch (text(scope, 'operator')) {
    case 'In':
      return name !== '' && isAmong;
    case 'NotIn':
      return !isAmong;
    case 'DoesNotExist':
      return name === '';
    default:
      return name !== '';
  }
}

function isBestEffort(spec: JsonObject): boolean {
  const { requests, limits } = podAmounts(spec);
  return !['cpu', 'memory'].some((name) => (requests.get(name) ?? 0n) > 0n || (limits.get(name) ?? 0n) > 0n);
}

function reachesOtherNamespaces(spec: JsonObject): boolean {
  const affinity = childOrEmpty(spec, 'affinity');
  return ['podAffinity', 'podAntiAffinity'].some((field) => {
    const rules = childOrEmpty(affinity, field);
    const preferred = children(rules, 'preferredDuringSchedulingIgnoredDuringExecution');
    return [
      ...children(rules, 'requiredDuringSchedulingIgnoredDuringExecution'),
      ...preferred.map((term) => childOrEmpty(term, 'podAffinityTerm')),
    ].some((term) => texts(term, 'namespaces').length > 0 || has(term, 'namespaceSelector'));
  });
}

function amountText(amount: bigint): string {
  return amount % ONE === 0n ? `${amount / ONE}` : `${amount / (ONE / 1000n)}m`;
}
