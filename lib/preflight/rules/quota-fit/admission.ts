import type { ChargedPods } from '../../../core/consumption/consumption';
import {
  type ContainerAmounts,
  defaultedAmounts,
  type LimitItem,
  ownAmounts,
} from '../../../core/consumption/limit-range';
import { containersOf } from '../../../core/consumption/pod-charge';
import { canonicalKey, forcesValue, textOf } from '../../../core/consumption/quota-key';
import type { Quota } from '../../../core/consumption/resource-quota';
import { isPlainObject } from '../../../private/json';
import type { BudgetedNamespace } from './budgeted-namespace';

/** Pods that would be refused one by one, by a quota for lack of a value or by a LimitRange. */
export function admissionProblems({ quotas, consumption: { pods, limits } }: BudgetedNamespace): string[] {
  const demands = quotas.map((quota) => ({
    quota,
    keys: [...quota.hard.keys()].filter(forcesValue).map(canonicalKey),
  }));
  return pods.flatMap((each) => {
    const asked = demands.filter(({ quota, keys }) => keys.length > 0 && (quota.counts?.(each) ?? true));
    return containersOf(each.podSpec).flatMap(({ container }) => {
      const own = ownAmounts(container);
      const amounts = defaultedAmounts(own, limits);
      const problems = [...lacking(each, amounts, asked), ...limits.flatMap((item) => outside(own, amounts, item))];
      return problems.map((problem) => `'${each.object.path}': container '${String(container.name)}' ${problem}`);
    });
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

/** Where a container lies outside of what a LimitRange allows, or its defaults do not go together with what it asks for. */
function outside(own: ContainerAmounts, { requests, limits }: ContainerAmounts, item: LimitItem): string[] {
  const range = `LimitRange '${item.rangeName}'`;
  const problems: string[] = [];
  for (const [resource, most] of item.max) {
    const asked = limits.get(resource);
    if (asked?.exceeds(most))
      problems.push(
        `has a limit of ${textOf(resource, asked)} ${resource}, above the max of ${textOf(resource, most)} in ${range}: its pods are refused; lower it, or raise the max`,
      );
  }
  for (const [resource, least] of item.min) {
    const asked = requests.get(resource);
    if (asked && least.exceeds(asked))
      problems.push(
        `asks for ${textOf(resource, asked)} ${resource}, below the min of ${textOf(resource, least)} in ${range}: its pods are refused; raise it, or lower the min`,
      );
  }
  for (const [resource, given] of item.limit) {
    const asked = own.requests.get(resource);
    if (!own.limits.has(resource) && asked?.exceeds(given))
      problems.push(
        `asks for ${textOf(resource, asked)} ${resource} without a limit and gets that of ${range}, ${textOf(resource, given)}, which is less: its pods are refused; give the container a limit of ${textOf(resource, asked)} or more, or raise the default`,
      );
  }
  return problems;
}
