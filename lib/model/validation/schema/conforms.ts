import { isPlainObject } from '../../../private/json';
import type { ApiTable, ApiType, Field, Shape, Span } from './api-table';
import { isScalar } from './scalars';

/** Deeper than any type of the API but schemas of custom resources, which may hold themselves. */
export const MAX_DEPTH = 200;

/**
 * Whether the API server can read a value as it is written: every field known, every value of the right type. Keeps no
 * account of where it is: most objects are right, and those that are not are looked at again by `explain`.
 */
export function conforms(value: unknown, shape: Shape, minor: number | undefined, table: ApiTable, depth = 0): boolean {
  if (value === null || value === undefined) return true;
  if (depth > MAX_DEPTH) return false;
  return shape.wrap === ''
    ? isItem(value, shape, minor, table, depth)
    : isWrapped(value, shape, 0, minor, table, depth);
}

function isItem(value: unknown, shape: Shape, minor: number | undefined, table: ApiTable, depth: number): boolean {
  if (shape.type === undefined) return shape.scalar !== undefined && isScalar(shape.scalar, value);
  return isPlainObject(value) && isObject(value, shape.type, minor, table, depth);
}

function isObject(
  value: { readonly [key: string]: unknown },
  type: ApiType,
  minor: number | undefined,
  table: ApiTable,
  depth: number,
): boolean {
  const { fields } = type;
  for (const key of Object.keys(value)) {
    const field = fields.get(key);
    if (field === undefined || !isKnownToAll(field, minor, table)) return false;
    if (!conforms(value[key], field.shape, minor, table, depth + 1)) return false;
  }
  return true;
}

function isWrapped(
  value: unknown,
  shape: Shape,
  level: number,
  minor: number | undefined,
  table: ApiTable,
  depth: number,
): boolean {
  if (value === null || value === undefined) return true;
  if (level === shape.wrap.length) return isItem(value, shape, minor, table, depth);
  if (shape.wrap[level] === '[') {
    return Array.isArray(value) && value.every((item) => isWrapped(item, shape, level + 1, minor, table, depth));
  }
  if (!isPlainObject(value)) return false;
  for (const key of Object.keys(value)) if (!isWrapped(value[key], shape, level + 1, minor, table, depth)) return false;
  return true;
}

/** Whether every version in question knows a field. */
function isKnownToAll(field: Field, minor: number | undefined, table: ApiTable): boolean {
  if (field.since === undefined && field.until === undefined) return true;
  return minor !== undefined && isKnown(field, minor, table);
}

/** Whether a version may know what stands in the table with a span. */
export function isKnown({ since, until }: Span, minor: number, table: ApiTable): boolean {
  return (
    (since === undefined || minor >= table.earliest(since)) && (until === undefined || minor <= table.latest(until))
  );
}
