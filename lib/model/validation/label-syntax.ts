import { isPlainObject, type JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { children, has, text, texts } from './fields';
import { dnsSubdomain, oneOf } from './names';
import { type Refusals, step } from './refusal';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_NAME = 63;
const MAX_ANNOTATIONS = 256 * 1024;
/** How many keys are remembered: a few of them stand in every object. */
const MAX_KNOWN = 4096;
const wellFormed = new Set<string>();

/** `[prefix/]name`: keys of labels and annotations, names of resources, taints, topologies. */
export function qualifiedName(key: string): string | undefined {
  if (wellFormed.has(key)) return undefined;
  const problem = qualifiedNameProblem(key);
  if (problem === undefined) {
    if (wellFormed.size >= MAX_KNOWN) wellFormed.clear();
    wellFormed.add(key);
  }
  return problem;
}

function qualifiedNameProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  if (parts.length > 2) return `must be '[prefix/]name' with one '/' at most, got ${show(key)}`;
  if (parts.length === 2 && dnsSubdomain(parts[0]) !== undefined) {
    return `must have a prefix of lower-case letters, digits, '-' and '.' before the '/', got ${show(key)}`;
  }
  if (name.length > MAX_NAME) return `must have a name of at most ${MAX_NAME} characters, got ${name.length}`;
  return NAME.test(name)
    ? undefined
    : `must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got ${show(key)}`;
}

/** Values of labels, of selectors and of taints. */
export function labelValue(value: string): string | undefined {
  if (value.length > MAX_NAME) return `must have at most ${MAX_NAME} characters, got ${value.length}`;
  return value === '' || NAME.test(value)
    ? undefined
    : `must be letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got ${show(value)}`;
}

/** The keys and values of a map of labels. */
export function labels(at: string, value: unknown, out: Refusals): void {
  if (!isPlainObject(value)) return;
  for (const key of Object.keys(value)) {
    const [item, keyProblem] = [value[key], qualifiedName(key)];
    const problem = typeof item === 'string' ? labelValue(item) : undefined;
    if (keyProblem !== undefined) out.invalid(step(at, key), `label key ${keyProblem}`);
    if (problem !== undefined) out.invalid(step(at, key), `label value ${problem}`);
  }
}

/** The keys of a map of annotations, and the size of all of it. */
export function annotations(at: string, value: unknown, out: Refusals): void {
  if (!isPlainObject(value)) return;
  let size = 0;
  for (const key of Object.keys(value)) {
    const item = value[key];
    // The server looks at the lower-case form: capitals are fine in the prefix of an annotation.
    const problem = qualifiedName(key) && qualifiedName(key.toLowerCase());
    if (problem !== undefined) out.invalid(step(at, key), `annotation key ${problem}`);
    size += Buffer.byteLength(key) + (typeof item === 'string' ? Buffer.byteLength(item) : 0);
  }
  if (size > MAX_ANNOTATIONS) out.invalid(at, `must have at most ${MAX_ANNOTATIONS} bytes in all, got ${size}`);
}

/** Labels and annotations of what is made later: pods, jobs, claims. */
export function templateMetadata(at: string, metadata: JsonObject, out: Refusals): void {
  labels(`${at}/labels`, metadata.labels, out);
  annotations(`${at}/annotations`, metadata.annotations, out);
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A label selector with `matchLabels` and `matchExpressions`. */
export function labelSelector(at: string, selector: JsonObject | undefined, out: Refusals): void {
  if (selector === undefined) return;
  if (has(selector, 'matchLabels')) labels(`${at}/matchLabels`, selector.matchLabels, out);
  children(selector, 'matchExpressions').forEach((expression, index) => {
    labelExpression(`${at}/matchExpressions/${index}`, expression, out);
  });
}

function labelExpression(at: string, expression: JsonObject, out: Refusals): void {
  const operator = text(expression, 'operator');
  const values = texts(expression, 'values');
  out.problem(`${at}/key`, qualifiedName(text(expression, 'key')));
  out.problem(`${at}/operator`, oneOf(operator, OPERATORS));
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0)
    out.invalid(`${at}/values`, `must hold a value with the operator ${operator}`);
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
    out.invalid(`${at}/values`, `must be empty with the operator ${operator}`);
  }
  values.forEach((value, index) => {
    out.problem(`${at}/values/${index}`, labelValue(value));
  });
}

/** Whether a selector selects everything. */
export function isEmptySelector(selector: JsonObject): boolean {
  const wanted = selector.matchLabels;
  return (
    (!isPlainObject(wanted) || Object.keys(wanted).length === 0) && children(selector, 'matchExpressions').length === 0
  );
}

/** Whether a selector selects an object with these labels. */
export function selects(selector: JsonObject, on: JsonObject): boolean {
  const wanted = selector.matchLabels;
  if (isPlainObject(wanted)) {
    for (const key of Object.keys(wanted))
      if (!Object.hasOwn(on, key) || (on[key] ?? '') !== (wanted[key] ?? '')) return false;
  }
  return children(selector, 'matchExpressions').every((expression) => isMet(expression, on));
}

function isMet(expression: JsonObject, on: JsonObject): boolean {
  const key = text(expression, 'key');
  const isThere = Object.hasOwn(on, key);
  const isIn = isThere && texts(expression, 'values').includes(text(on, key));
  switch (text(expression, 'operator')) {
    case 'In':
      return isIn;
    case 'NotIn':
      return !isIn;
    case 'Exists':
      return isThere;
    default:
      return !isThere;
  }
}
