import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { isWhole } from './amount';
import { child, childOrEmpty, children, keys, text, texts } from './fields';
import { qualifiedName } from './label-syntax';
import { oneOf } from './names';
import { amountIn } from './pod/resources';
import { type Refusals, step } from './refusal';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const COUNTED = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
]);
const MEASURED = new Set([
  ...COMPUTE.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  'requests.storage',
]);
const HUGE_PAGES = /^(requests\.)?hugepages-/;
const POD_SCOPES = ['BestEffort', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating'];
const SCOPES = [...POD_SCOPES, 'CrossNamespacePodAffinity', 'VolumeAttributesClass'];

/** ResourceQuotas: what is counted, and for which pods. */
export function resourceQuota(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  const hard = childOrEmpty(spec, 'hard');
  for (const name of Object.keys(hard)) {
    const at = step('/spec/hard', name);
    const problem = quotaKey(name);
    out.problem(at, problem);
    const amount = amountIn(hard, name);
    if (amount === undefined) continue;
    if (amount < 0n) out.invalid(at, `must be 0 or more, got ${show(hard[name])}`);
    else if (isCounted(name) && !isWhole(amount)) out.invalid(at, `must be a whole number, got ${show(hard[name])}`);
  }
  scopes(spec, hard, out);
}

function quotaKey(name: string): string | undefined {
  if (MEASURED.has(name) || COUNTED.has(name) || HUGE_PAGES.test(name)) return undefined;
  return name.includes('/')
    ? qualifiedName(name)
    : `must be something that a quota counts, such as 'requests.cpu' or 'count/deployments.apps', got ${show(name)}`;
}

/** Things are counted in whole numbers; amounts are measured. */
function isCounted(name: string): boolean {
  return (
    !MEASURED.has(name) && !HUGE_PAGES.test(name) && !name.endsWith('.storageclass.storage.k8s.io/requests.storage')
  );
}

function scopes(spec: JsonObject, hard: JsonObject, out: Refusals): void {
  const asked = texts(spec, 'scopes');
  asked.forEach((scope, index) => {
    const problem = oneOf(scope, SCOPES);
    out.problem(`/spec/scopes/${index}`, problem);
    if (problem === undefined) fitsScope('/spec/scopes', scope, hard, out);
  });
  for (const [one, other] of [
    ['BestEffort', 'NotBestEffort'],
    ['Terminating', 'NotTerminating'],
  ]) {
    if (asked.includes(one) && asked.includes(other)) {
      out.invalid('/spec/scopes', `must not hold both '${one}' and '${other}': no pod is both`);
    }
  }
  const selector = child(spec, 'scopeSelector');
  if (!selector) return;
  children(selector, 'matchExpressions').forEach((expression, index) => {
    scopeExpression(`/spec/scopeSelector/matchExpressions/${index}`, expression, hard, out);
  });
}

function scopeExpression(at: string, expression: JsonObject, hard: JsonObject, out: Refusals): void {
  const [scope, operator] = [text(expression, 'scopeName'), text(expression, 'operator')];
  const problem = oneOf(scope, SCOPES);
  out.problem(`${at}/scopeName`, problem);
  if (problem === undefined) fitsScope(`${at}/scopeName`, scope, hard, out);
  out.problem(`${at}/operator`, oneOf(operator, ['In', 'NotIn', 'Exists', 'DoesNotExist']));
  const values = texts(expression, 'values').length;
  const takes = operator === 'In' || operator === 'NotIn';
  if (takes && values === 0) out.invalid(`${at}/values`, `must hold a value with the operator ${operator}`);
  if (!takes && values > 0) out.invalid(`${at}/values`, `must be empty with the operator ${operator}`);
  const isByClass = scope === 'PriorityClass' || scope === 'VolumeAttributesClass';
  if (problem === undefined && !isByClass && operator !== 'Exists') {
    out.invalid(`${at}/operator`, `must be 'Exists' for the scope '${scope}'`);
  }
}

/** A scope that says which pods are counted cannot be with what is not of pods. */
function fitsScope(at: string, scope: string, hard: JsonObject, out: Refusals): void {
  if (!POD_SCOPES.includes(scope)) return;
  const amounts = /^((requests|limits)\.)?(cpu|memory|ephemeral-storage)$/;
  const unfit = keys(hard).filter((name) => {
    if (name === 'pods' || name.includes('/') || HUGE_PAGES.test(name)) return false;
    return scope === 'BestEffort' || !amounts.test(name);
  });
  if (unfit.length > 0) out.invalid(at, `'${scope}' cannot count ${show(unfit)}`);
}
