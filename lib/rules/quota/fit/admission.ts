import type { ChargedPods } from '../../../model/quota/consumption';
import { type ContainerAmounts, defaultedAmounts, type LimitItem, ownAmounts } from '../../../model/quota/limit-range';
import { containersOf, podAmounts } from '../../../model/quota/pod-charge';
import { canonicalKey, forcesValue, textOf } from '../../../model/quota/quota-key';
import type { Quota } from '../../../model/quota/resource-quota';
import { isPlainObject } from '../../../private/json';
import type { Violation } from '../../rule';
import { inTwo } from '../../violations';
import type { BudgetedNamespace } from './budgeted-namespace';

/** Pods that would be refused one by one, by a quota for lack of a value or by a LimitRange. */
export function admissionViolations({ quotas, consumption: { pods, limits } }: BudgetedNamespace): Violation[] {
  const demands = quotas.map((quota) => ({
    quota,
    keys: [...quota.hard.keys()].filter(forcesValue).map(canonicalKey),
  }));
  const ofContainers = limits.filter(({ type }) => type === 'Container');
  const ofPods = limits.filter(({ type }) => type === 'Pod');
  return pods.flatMap((each) => {
    const asked = demands.filter(({ quota, keys }) => keys.length > 0 && (quota.counts?.(each) ?? true));
    const problems = containersOf(each.podSpec).flatMap(({ container }) => {
      const own = ownAmounts(container);
      const amounts = defaultedAmounts(own, ofContainers);
      return [
        ...lacking(each, amounts, asked),
        ...ofContainers.flatMap((item) => [...outside(amounts, item), ...contradicted(own, item)]),
      ].map((problem) => `container '${String(container.name)}' ${problem}`);
    });
    if (ofPods.length > 0) {
      const amounts = podAmounts(each.podSpec, ofContainers);
      problems.push(
        ...ofPods.flatMap((item) => outside(amounts, item)).map((problem) => `a pod as a whole ${problem}`),
      );
    }
    return problems.map((problem) => ({ manifest: each.object, ...inTwo(problem) }));
  });
}

function lacking(
  { podSpec }: ChargedPods,
  amounts: ContainerAmounts,
  demands: readonly { readonly quota: Quota; readonly keys: readonly string[] }[],
): string[] {
  // From 1.34 on a pod may say it for all of its containers.
  if (isPlainObject(podSpec.resources)) return [];
  return demands.flatMap(({ quota, keys }) => {
    const missing = [...new Set(keys)].filter((key) => {
      const [field, resource] = key.split('.') as ['requests' | 'limits', string];
      return !amounts[field].has(resource);
    });
    return missing.length === 0
      ? []
      : [
          `gives no ${missing.join(', ')}, which ResourceQuota '${quota.object.name}' counts: its pods are refused; set ${missing.length > 1 ? 'them' : 'it'} on the container, or give the namespace a LimitRange with defaults`,
        ];
  });
}

/** Where a container or pod lies outside of what a LimitRange allows (plugin/pkg/admission/limitranger of kubernetes/kubernetes). */
function outside({ requests, limits }: ContainerAmounts, item: LimitItem): string[] {
  const range = `LimitRange '${item.rangeName}'`;
  const problems: string[] = [];
  for (const [resource, most] of item.max) {
    const asked = limits.get(resource);
    const bound = `the max of ${textOf(resource, most)} in ${range}: its pods are refused`;
    if (!asked) problems.push(`has no limit of ${resource} to hold against ${bound}; set it on every container`);
    else if (asked.exceeds(most))
      problems.push(
        `has a limit of ${textOf(resource, asked)} ${resource}, above ${bound}; lower it, or raise the max`,
      );
  }
  for (const [resource, least] of item.min) {
    const asked = requests.get(resource);
    const bound = `the min of ${textOf(resource, least)} in ${range}: its pods are refused`;
    if (!asked) problems.push(`asks for no ${resource} to hold against ${bound}; set it on every container`);
    else if (least.exceeds(asked))
      problems.push(`asks for ${textOf(resource, asked)} ${resource}, below ${bound}; raise it, or lower the min`);
  }
  for (const [resource, most] of item.ratio) {
    const [asked, limit] = [requests.get(resource), limits.get(resource)];
    const bound = `the maxLimitRequestRatio of ${most.toString()} in ${range}: its pods are refused`;
    if (!asked || asked.isZero || !limit || limit.isZero)
      problems.push(`has no request and limit of ${resource} to hold against ${bound}; set both`);
    else if (limit.exceedsTimes(most, asked))
      problems.push(
        `has a limit of ${textOf(resource, limit)} ${resource} for a request of ${textOf(resource, asked)}, above ${bound}; bring them closer together`,
      );
  }
  return problems;
}

/** Where a default limit does not go together with what a container asks for. */
function contradicted(own: ContainerAmounts, { rangeName, limit }: LimitItem): string[] {
  return [...limit].flatMap(([resource, given]) => {
    const asked = own.requests.get(resource);
    return !own.limits.has(resource) && asked?.exceeds(given)
      ? [
          `asks for ${textOf(resource, asked)} ${resource} without a limit and gets that of LimitRange '${rangeName}', ${textOf(resource, given)}, which is less: its pods are refused; give the container a limit of ${textOf(resource, asked)} or more, or raise the default`,
        ]
      : [];
  });
}
