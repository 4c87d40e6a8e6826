import { byCodeUnit, type JsonObject, objectAt } from '../../private/json';
import { expressionsOf, isMet } from '../selection/label-selector';

/** What a label selector asks of a label. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** In order; none for those that ask for none. */
  readonly values: readonly string[];
}

/** The requirements of a label selector, all of which have to hold, in one spelling and order. */
export function requirementsOf(selector: JsonObject): Requirement[] {
  const labels = Object.entries(objectAt(selector, 'matchLabels'));
  return [
    ...labels.map(([key, value]): Requirement => ({ key, operator: 'In', values: [textOf(value)] })),
    ...expressionsOf(selector).map(({ key, operator, values }) => ({
      key: textOf(key),
      operator: operator as Requirement['operator'],
      values: [...new Set(Array.isArray(values) ? values.map(textOf) : [])].sort(byCodeUnit),
    })),
  ].sort((a, b) => byCodeUnit(requirementText(a), requirementText(b)));
}

/** Whether labels meet all requirements. */
export function meets(labels: JsonObject, requirements: readonly Requirement[]): boolean {
  return requirements.every(({ key, operator, values }) => {
    const isThere = Object.hasOwn(labels, key);
    return isMet(operator, isThere, isThere && values.includes(textOf(labels[key])));
  });
}

/** Whether whatever meets some requirements meets others: each of those has to follow from one of them. */
export function implies(narrow: readonly Requirement[], wide: readonly Requirement[]): boolean {
  return wide.every((each) => narrow.some((other) => follows(other, each)));
}

function follows(from: Requirement, what: Requirement): boolean {
  if (from.key !== what.key) return false;
  const among = (values: readonly string[], others: readonly string[]): boolean =>
    values.every((value) => others.includes(value));
  switch (what.operator) {
    case 'In':
      return from.operator === 'In' && among(from.values, what.values);
    case 'NotIn':
      return (
        from.operator === 'DoesNotExist' ||
        (from.operator === 'NotIn' && among(what.values, from.values)) ||
        (from.operator === 'In' && !from.values.some((value) => what.values.includes(value)))
      );
    case 'Exists':
      return from.operator === 'In' || from.operator === 'Exists';
    case 'DoesNotExist':
      return from.operator === 'DoesNotExist';
    default:
      // The API server refuses it.
      return false;
  }
}

/** A requirement as messages say it: `team=web`, `tier in (a, b)`. */
export function requirementText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
    case 'NotIn':
      return `${key} not in (${values.join(', ')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `no ${key}`;
    default:
      return `${key} ${textOf(operator)} (${values.join(', ')})`;
  }
}

/** Labels are text; whatever else stands there is refused by the API server. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
