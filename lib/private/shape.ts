import type { JsonObject } from './json';
import type { Problems } from './problems';
import { show } from './show';

/** What a value must look like from outside: an object whose named members have a shape, or a list of one shape. */
export type Shape = { readonly [member: string]: Shape } | readonly [Shape] | 'any';

/** A list of anything. */
export const LIST: Shape = ['any'];
/** An object of anything. */
export const MAP: Shape = {};

/**
 * Holds what a caller without a type checker passed against a shape. What does not fit is noted and left out, so that
 * everything behind this may rely on lists being lists and objects being objects. `null` means "not given".
 */
export function fitted<T>(problems: Problems, property: string, value: T, shape: Shape): T | undefined {
  return fit(problems, property, value, shape) as T | undefined;
}

function fit(problems: Problems, property: string, value: unknown, shape: Shape): unknown {
  if (value === undefined || value === null) return undefined;
  if (shape === 'any') return value;
  if (isListShape(shape)) {
    if (Array.isArray(value)) return fitItems(problems, property, value, shape[0]);
    problems.add(`${property} must be a list, got ${show(value)}`);
    return undefined;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.add(`${property === '' ? 'props' : property} must be an object, got ${show(value)}`);
    return undefined;
  }
  const members = Object.entries(shape);
  if (members.length === 0) return value;
  const copy: JsonObject = Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
  for (const [member, inner] of members) {
    copy[member] = fit(problems, property === '' ? member : `${property}.${member}`, copy[member], inner);
  }
  return copy;
}

function fitItems(problems: Problems, property: string, items: readonly unknown[], shape: Shape): unknown[] {
  if (shape === 'any') return [...items];
  return items.flatMap((item, index) => {
    const fittedItem = fit(problems, `${property}[${index}]`, item ?? 'nothing', shape);
    return fittedItem === undefined ? [] : [fittedItem];
  });
}

function isListShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
