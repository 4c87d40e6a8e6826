import { isPlainObject, type JsonObject } from '../../private/json';
import { nearestWithin } from '../../private/nearest';
import { alternatives, show } from '../../private/show';

/** What of an object its schema does not accept. Values are shown only where the schema lists those it takes. */
export interface SchemaViolation {
  /** A field that the schema does not have; else a value that it does not take. */
  readonly isUnknownField: boolean;
  /** JSON pointer. */
  readonly at: string;
  readonly message: string;
  readonly fix?: string;
}

/** What every object may have, whatever the schema lists. */
const OBJECT_FIELDS = ['apiVersion', 'kind', 'metadata'];

/**
 * Holds a custom resource against its schema as the API server does: a structural OpenAPI schema, in which fields that
 * are not listed are unknown (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/).
 * Formats and CEL rules are not judged. `null` is taken for a field that is not given, as the server does.
 */
export function schemaViolations(schema: JsonObject, object: JsonObject): SchemaViolation[] {
  const violations: SchemaViolation[] = [];
  checkValue(schema, object, '', violations);
  return violations;
}

function checkValue(schema: JsonObject, value: unknown, at: string, found: SchemaViolation[]): void {
  if (value === null || value === undefined) return;
  const refuse = (message: string, fix?: string): void => {
    found.push({ isUnknownField: false, at, message: `${nameOf(at)} ${message}`, ...(fix !== undefined && { fix }) });
  };
  if (!hasType(schema, value)) {
    refuse(`must be ${typesText(schema)}, got ${typeText(value)}`);
    return;
  }
  if (Array.isArray(schema.enum) && !schema.enum.some((allowed) => isSame(allowed, value))) {
    const nearest = typeof value === 'string' ? nearestWithin(value, schema.enum.filter(isText)) : undefined;
    refuse(`must be ${alternatives(schema.enum)}, got ${show(value)}`, nearest && `write ${nearest}`);
  }
  if (typeof value === 'string') checkText(schema, value, refuse);
  else if (typeof value === 'number') checkNumber(schema, value, refuse);
  else if (Array.isArray(value)) checkList(schema, value, at, refuse, found);
  else if (isPlainObject(value)) checkObject(schema, value, at, refuse, found);
  checkCombinations(schema, value, refuse);
}

type Refuse = (message: string, fix?: string) => void;

function checkText({ minLength, maxLength, pattern }: JsonObject, value: string, refuse: Refuse): void {
  const length = Array.from(value).length;
  if (typeof minLength === 'number' && length < minLength)
    refuse(`must have at least ${minLength} characters, it has ${length}`);
  if (typeof maxLength === 'number' && length > maxLength)
    refuse(`must have at most ${maxLength} characters, it has ${length}`);
  if (typeof pattern === 'string' && value.length <= MAX_MATCHED && patternOf(pattern)?.test(value) === false) {
    refuse(`must match ${pattern}`);
  }
}

function checkNumber(schema: JsonObject, value: number, refuse: Refuse): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    refuse(`must be ${exclusiveMinimum === true ? 'more than' : 'at least'} ${minimum}, got ${value}`);
  }
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    refuse(`must be ${exclusiveMaximum === true ? 'less than' : 'at most'} ${maximum}, got ${value}`);
  }
}

function checkList(
  schema: JsonObject,
  value: readonly unknown[],
  at: string,
  refuse: Refuse,
  found: SchemaViolation[],
): void {
  checkCount(value.length, 'items', schema.minItems, schema.maxItems, refuse);
  const { items } = schema;
  if (isPlainObject(items))
    value.forEach((item, index) => {
      checkValue(items, item, `${at}/${index}`, found);
    });
}

function checkObject(
  schema: JsonObject,
  value: JsonObject,
  at: string,
  refuse: Refuse,
  found: SchemaViolation[],
): void {
  checkCount(Object.keys(value).length, 'fields', schema.minProperties, schema.maxProperties, refuse);
  const required = Array.isArray(schema.required) ? schema.required.filter(isText) : [];
  const missing = required.filter((name) => value[name] === undefined || value[name] === null);
  if (missing.length > 0) refuse(`needs ${missing.map(show).join(', ')}`);
  const properties = isPlainObject(schema.properties) ? schema.properties : {};
  for (const [name, item] of Object.entries(value)) {
    const inner = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const property = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    if (isPlainObject(property)) checkValue(property, item, inner, found);
    else if (isUnknown(schema, properties, name, at))
      found.push(unknownField(name, at, inner, Object.keys(properties)));
  }
}

function checkCount(count: number, what: string, min: unknown, max: unknown, refuse: Refuse): void {
  if (typeof min === 'number' && count < min) refuse(`must have at least ${min} ${what}, it has ${count}`);
  if (typeof max === 'number' && count > max) refuse(`must have at most ${max} ${what}, it has ${count}`);
}

function isUnknown(schema: JsonObject, properties: JsonObject, name: string, at: string): boolean {
  if (Object.hasOwn(properties, name) || schema.additionalProperties === true) return false;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return false;
  if ((at === '' || schema['x-kubernetes-embedded-resource'] === true) && OBJECT_FIELDS.includes(name)) return false;
  return schema.additionalProperties === false || Object.keys(properties).length > 0;
}

function unknownField(name: string, at: string, inner: string, known: readonly string[]): SchemaViolation {
  const nearest = nearestWithin(name, known);
  return {
    isUnknownField: true,
    at: inner,
    message: `${nameOf(at)} has no field ${show(name)}`,
    fix: nearest === undefined ? 'remove it' : `write ${nearest}`,
  };
}

/** Fields that these list belong to the schema around them, so only values are judged. */
function checkCombinations(schema: JsonObject, value: unknown, refuse: Refuse): void {
  if (schema['x-kubernetes-int-or-string'] === true) return;
  const fits = (alternative: unknown): boolean => isPlainObject(alternative) && accepts(alternative, value);
  const { allOf, anyOf, oneOf, not } = schema;
  if (Array.isArray(allOf) && !allOf.every(fits)) refuse('does not fit everything that its schema asks at once');
  if (Array.isArray(anyOf) && !anyOf.some(fits)) refuse(`fits none of the ${anyOf.length} forms that its schema takes`);
  if (Array.isArray(oneOf)) {
    const count = oneOf.filter(fits).length;
    if (count !== 1)
      refuse(`must fit exactly one of the ${oneOf.length} forms that its schema takes, it fits ${count}`);
  }
  if (isPlainObject(not) && accepts(not, value)) refuse('has a form that its schema excludes');
}

function accepts(schema: JsonObject, value: unknown): boolean {
  const found: SchemaViolation[] = [];
  checkValue(schema, value, '', found);
  return found.every(({ isUnknownField }) => isUnknownField);
}

function hasType(schema: JsonObject, value: unknown): boolean {
  if (schema['x-kubernetes-int-or-string'] === true) return typeof value === 'string' || Number.isInteger(value);
  const types = typesOf(schema);
  return types.length === 0 || types.some((type) => type in TYPES && TYPES[type](value));
}

const TYPES: { readonly [type: string]: (value: unknown) => boolean } = {
  string: isText,
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isPlainObject,
  null: (value) => value === null,
};

const TYPE_NAMES: { readonly [type: string]: string } = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function typesOf({ type }: JsonObject): string[] {
  return Array.isArray(type) ? type.filter(isText) : isText(type) ? [type] : [];
}

function typesText(schema: JsonObject): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'a whole number or a text';
  return typesOf(schema)
    .filter((type) => type !== 'null')
    .map((type) => TYPE_NAMES[type] ?? type)
    .join(' or ');
}

function typeText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : 'an object';
}

/** Patterns are written for a matcher without backtracking: a long text could take this one forever. */
const MAX_MATCHED = 1024;
const patterns = new Map<string, RegExp | undefined>();

/** Go's syntax is nearly JavaScript's; what is not is not judged. */
function patternOf(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) patterns.set(pattern, compiled(pattern));
  return patterns.get(pattern);
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function nameOf(at: string): string {
  return at === '' ? 'the object' : at.slice(1).replaceAll('/', '.');
}
