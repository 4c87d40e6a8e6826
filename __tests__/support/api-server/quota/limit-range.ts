import type { ILimitRangeItem } from 'kubernetes-models/v1/LimitRangeItem';
import type { ILimitRangeSpec } from 'kubernetes-models/v1/LimitRangeSpec';
import { compareQuantities, isNegative, parseQuantity } from '../../quantity-oracle';
import { duplicates, show, specOf } from '../manifest';
import { isKind, type ObjectRule } from '../rules';

const types = ['Container', 'PersistentVolumeClaim', 'Pod'];
const amounts = ['min', 'defaultRequest', 'default', 'max'] as const;

/** LimitRanges by themselves. */
export const limitRangeRule: ObjectRule = function* (manifest) {
  if (!isKind(manifest, 'LimitRange', '')) return;
  const limits = specOf<ILimitRangeSpec>(manifest).limits ?? [];
  for (const type of duplicates(limits.map((item) => item.type))) yield `spec.limits has two items of the type ${type}`;
  for (const [index, item] of limits.entries()) yield* itemProblems(`spec.limits[${index}]`, item);
};

function* itemProblems(where: string, item: ILimitRangeItem): Generator<string> {
  if (!types.includes(item.type)) yield `${where}.type must be one of ${types.join(', ')}, got ${show(item.type)}`;
  if (item.type === 'Pod' && (item.default ?? item.defaultRequest)) {
    yield `${where} of the type Pod must not have default or defaultRequest`;
  }
  if (item.type === 'PersistentVolumeClaim' && (item.min?.storage ?? item.max?.storage) === undefined) {
    yield `${where} of the type PersistentVolumeClaim must have min or max of storage`;
  }
  const resources = new Set(amounts.flatMap((field) => Object.keys(item[field] ?? {})));
  for (const resource of resources) {
    const given = amounts.flatMap((field) => {
      const value = item[field]?.[resource];
      return value === undefined ? [] : [{ field, value }];
    });
    const malformed = given.find(({ value }) => {
      const amount = parseQuantity(value);
      return !amount || isNegative(amount);
    });
    if (malformed) {
      yield `${where}.${malformed.field} of ${resource} must be a quantity of 0 or more, got ${show(malformed.value)}`;
      continue;
    }
    for (const [position, smaller] of given.entries()) {
      const larger = given[position + 1];
      if (larger && compareQuantities(smaller.value, larger.value) > 0) {
        yield `${where}: ${smaller.field} ${show(smaller.value)} of ${resource} is above ${larger.field} ${show(larger.value)}`;
      }
    }
    if (resource.includes('/')) {
      yield `${where} gives ${resource} a limit, which every container would then have: count devices in a quota`;
    }
  }
}
