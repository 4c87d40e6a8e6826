import { isRecord, show } from '../../api-server/manifest';

/** What a value may be, as data: tables of fields are made of these. */
export type Shape =
  | { readonly is: 'text'; readonly min?: number; readonly max?: number; readonly pattern?: RegExp }
  | { readonly is: 'one of'; readonly values: readonly (string | number)[] }
  | { readonly is: 'whole'; readonly min?: number; readonly max?: number }
  | { readonly is: 'flag' }
  | { readonly is: 'anything' }
  | { readonly is: 'text or whole'; readonly pattern?: RegExp }
  | {
      readonly is: 'list';
      readonly of: Shape;
      readonly min?: number;
      readonly max?: number;
      readonly rules: readonly Rule<any>[];
    }
  | { readonly is: 'map'; readonly of: Shape }
  | { readonly is: 'struct'; readonly fields: Fields; readonly rules: readonly Rule<any>[] };

/** Fields by name; an exclamation mark at the end means required. */
export type Fields = Readonly<Record<string, Shape>>;

/** A rule over several fields: says what is wrong, to be put behind the path. */
export type Rule<T> = (value: T) => Iterable<string> | string | undefined;

export const text = (limits: { min?: number; max?: number; pattern?: RegExp } = {}): Shape => ({
  is: 'text',
  ...limits,
});
export const oneOf = (...values: (string | number)[]): Shape => ({ is: 'one of', values });
export const whole = (min?: number, max?: number): Shape => ({
  is: 'whole',
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
export const flag: Shape = { is: 'flag' };
export const anything: Shape = { is: 'anything' };
export const textOrWhole = (pattern?: RegExp): Shape => ({ is: 'text or whole', ...(pattern ? { pattern } : {}) });
export const map = (of: Shape): Shape => ({ is: 'map', of });
export const struct = <T = any>(fields: Fields, ...rules: Rule<T>[]): Shape => ({ is: 'struct', fields, rules });
export const list = <T = any>(
  of: Shape,
  { min, max }: { min?: number; max?: number } = {},
  ...rules: Rule<T[]>[]
): Shape => ({
  is: 'list',
  of,
  rules,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

/** Everything that is wrong with a value. Rules over several fields are asked only where each field is right. */
export function shapeProblems(shape: Shape, value: unknown, path: string): string[] {
  switch (shape.is) {
    case 'text':
      return textProblems(shape, value, path);
    case 'one of':
      return (shape.values as readonly unknown[]).includes(value)
        ? []
        : [`${path} must be one of ${shape.values.join(', ')}, got ${show(value)}`];
    case 'whole':
      return isWhole(value, shape.min, shape.max)
        ? []
        : [`${path} must be a whole number from ${shape.min ?? 'any'} to ${shape.max ?? 'any'}, got ${show(value)}`];
    case 'flag':
      return typeof value === 'boolean' ? [] : [`${path} must be true or false, got ${show(value)}`];
    case 'anything':
      return value === undefined ? [`${path} must be there`] : [];
    case 'text or whole':
      if (isWhole(value)) return [];
      return textProblems({ is: 'text', ...(shape.pattern ? { pattern: shape.pattern } : {}) }, value, path);
    case 'list':
      return listProblems(shape, value, path);
    case 'map':
      if (!isRecord(value)) return [`${path} must be a map, got ${show(value)}`];
      return Object.entries(value).flatMap(([key, each]) => shapeProblems(shape.of, each, `${path}.${key}`));
    case 'struct':
      return structProblems(shape, value, path);
  }
}

function textProblems(
  { min = 0, max = Infinity, pattern }: Shape & { is: 'text' },
  value: unknown,
  path: string,
): string[] {
  if (typeof value !== 'string') return [`${path} must be a text, got ${show(value)}`];
  if (value.length < min || value.length > max)
    return [`${path} must have ${min} to ${max} characters, got ${value.length}`];
  return !pattern || pattern.test(value)
    ? []
    : [`${path} does not have the form ${pattern.source}, got ${show(value)}`];
}

function isWhole(value: unknown, min = -Infinity, max = Infinity): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}

function listProblems(shape: Shape & { is: 'list' }, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} must be a list, got ${show(value)}`];
  const { min = 0, max = Infinity } = shape;
  const size =
    value.length < min || value.length > max ? [`${path} must have ${min} to ${max} entries, got ${value.length}`] : [];
  const inside = value.flatMap((each, index) => shapeProblems(shape.of, each, `${path}[${index}]`));
  return inside.length > 0 ? [...size, ...inside] : [...size, ...ruleProblems(shape.rules, value, path)];
}

function structProblems(shape: Shape & { is: 'struct' }, value: unknown, path: string): string[] {
  if (!isRecord(value)) return [`${path} must be an object, got ${show(value)}`];
  const found: string[] = [];
  const known = new Map(Object.entries(shape.fields).map(([name, field]) => [name.replace('!', ''), field]));
  for (const [name, field] of Object.entries(value)) {
    const expected = known.get(name);
    if (field === null) found.push(`${path}.${name} must not be null`);
    else if (!expected) found.push(`${path}.${name} is no field of it`);
    else if (field !== undefined) found.push(...shapeProblems(expected, field, `${path}.${name}`));
  }
  for (const name of Object.keys(shape.fields)) {
    if (name.endsWith('!') && value[name.slice(0, -1)] === undefined)
      found.push(`${path}.${name.slice(0, -1)} is required`);
  }
  return found.length > 0 ? found : ruleProblems(shape.rules, value, path);
}

function ruleProblems(rules: readonly Rule<any>[], value: unknown, path: string): string[] {
  return rules.flatMap((rule) => {
    const said = rule(value);
    const sentences = said === undefined ? [] : typeof said === 'string' ? [said] : [...said];
    return sentences.map((sentence) => `${path} ${sentence}`);
  });
}

/** Every field path a shape knows, as `a.b[].c`; those that are required end in an exclamation mark. */
export function fieldPaths(shape: Shape, path: string): string[] {
  if (shape.is === 'list') return fieldPaths(shape.of, `${path}[]`);
  if (shape.is !== 'struct') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => [
    `${path}.${name}`,
    ...fieldPaths(field, `${path}.${name.replace('!', '')}`),
  ]);
}

/** The values that occur more than once. */
export function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
