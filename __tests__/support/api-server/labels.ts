import { isRecord, show, type Labels } from './manifest';
import { at, labelValue, qualifiedName } from './names';

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelExpression[];
}

interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** Whether a selector selects a set of labels. The empty selector selects everything. */
export function selectorMatches(selector: LabelSelector, labels: Labels): boolean {
  const pairs = Object.entries(selector.matchLabels ?? {});
  return (
    pairs.every(([key, value]) => labels[key] === value) &&
    (selector.matchExpressions ?? []).every((expression) => expressionMatches(expression, labels))
  );
}

function expressionMatches({ key, operator, values = [] }: LabelExpression, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

export function isEmptySelector(selector: LabelSelector | undefined): boolean {
  const pairs = Object.keys(selector?.matchLabels ?? {}).length;
  return pairs + (selector?.matchExpressions ?? []).length === 0;
}

/** The syntax of a selector. */
export function* selectorProblems(path: string, selector: LabelSelector | undefined): Generator<string> {
  yield* labelProblems(`${path}.matchLabels`, selector?.matchLabels);
  for (const [index, { key, operator, values = [] }] of (selector?.matchExpressions ?? []).entries()) {
    const where = `${path}.matchExpressions[${index}]`;
    yield* at(`${where}.key`, qualifiedName(key));
    const takesValues = operator === 'In' || operator === 'NotIn';
    if (!takesValues && operator !== 'Exists' && operator !== 'DoesNotExist') {
      yield `${where}.operator must be In, NotIn, Exists or DoesNotExist, got ${show(operator)}`;
    } else if (takesValues !== values.length > 0) {
      yield `${where}.values must ${takesValues ? 'hold a value' : 'be absent'} with ${operator}`;
    }
    for (const value of values) yield* at(`${where}.values`, labelValue(value));
  }
}

/** The syntax of a map of labels. */
export function* labelProblems(path: string, labels: unknown): Generator<string> {
  if (!isRecord(labels)) return;
  for (const [key, value] of Object.entries(labels)) {
    yield* at(`${path} key`, qualifiedName(key));
    yield* at(`${path}[${JSON.stringify(key)}]`, labelValue(value));
  }
}

const annotationLimit = 256 * 1024;

/** The syntax of a map of annotations, and the size of all of them. */
export function* annotationProblems(path: string, annotations: unknown): Generator<string> {
  if (!isRecord(annotations)) return;
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    // The server compares the lower-case form: capitals are fine in the prefix of an annotation.
    yield* at(`${path} key`, qualifiedName(key.toLowerCase()));
    size += Buffer.byteLength(key) + Buffer.byteLength(String(value));
  }
  if (size > annotationLimit) yield `${path} must be at most ${annotationLimit} bytes together, got ${size}`;
}
