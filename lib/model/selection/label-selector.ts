import { type JsonObject, objectAt, objectsIn } from '../../private/json';

/**
 * Whether a label selector (`matchLabels`, `matchExpressions`) selects labels: an empty one selects everything
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/).
 */
export function selects(selector: JsonObject, labels: JsonObject): boolean {
  const wanted = objectAt(selector, 'matchLabels');
  return (
    Object.keys(wanted).every((key) => labels[key] === wanted[key]) &&
    expressionsOf(selector).every((expression) => holds(expression, labels))
  );
}

/** The requirements besides plain labels. */
export function expressionsOf({ matchExpressions }: JsonObject): readonly JsonObject[] {
  return objectsIn(matchExpressions);
}

function holds({ key, operator, values }: JsonObject, labels: JsonObject): boolean {
  const name = String(key);
  const isThere = Object.hasOwn(labels, name);
  return isMet(operator, isThere, isThere && Array.isArray(values) && values.includes(labels[name]));
}

/** Whether a requirement is met by labels that have its key or not, with one of its values or another. */
export function isMet(operator: unknown, isThere: boolean, isAmong: boolean): boolean {
  switch (operator) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return isThere;
    case 'DoesNotExist':
      return !isThere;
    default:
      // The API server refuses it; nothing is known of what it would select.
      return false;
  }
}
