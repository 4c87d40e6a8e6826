import { isPlainObject } from '../../../private/json';
import type { MinorSpan } from '../refusal';
import type { ApiTable, ApiType, Field, Shape, Span } from './api-table';
import { isScalar } from './scalars';

/** Deeper than any type of the API but schemas of custom resources, which may hold themselves. */
export const MAX_DEPTH = 200;

/** Whether a value that is there can be read as it is written. */
type Check = (value: unknown, depth: number) => boolean;

/**
 * Whether API servers of some versions can read a value as it is written: every field known to all of them, every value
 * of the right type. Keeps no account of where it is: most objects are right, and those that are not are looked at again
 * by `Explanation`. What a type asks for is worked out once, when the first object of it comes.
 */
export class Conformity {
  private readonly checks = new Map<ApiType, Check>();

  public constructor(
    private readonly table: ApiTable,
    private readonly versions: MinorSpan,
  ) {}

  public of(value: unknown, shape: Shape): boolean {
    return value === null || value === undefined || this.item(shape)(value, 0);
  }

  private item(shape: Shape): Check {
    const { type, scalar = 'a' } = shape;
    let check: Check = type ? this.type(type) : scalar === 's' ? isText : (value) => isScalar(scalar, value);
    for (let index = shape.wrap.length - 1; index >= 0; index--)
      check = shape.wrap[index] === '[' ? list(check) : map(check);
    return check;
  }

  private type(type: ApiType): Check {
    const known = this.checks.get(type);
    if (known) return known;
    let fields: ReadonlyMap<string, Check> | undefined;
    const check: Check = (value, depth) => {
      if (depth > MAX_DEPTH || !isPlainObject(value)) return false;
      // A type may hold itself, so that its fields are read when they are needed.
      fields ??= this.fields(type);
      for (const key in value) {
        const item = value[key];
        const itemCheck = fields.get(key);
        if (itemCheck === undefined) return false;
        if (item !== null && item !== undefined && !itemCheck(item, depth + 1)) return false;
      }
      return true;
    };
    this.checks.set(type, check);
    return check;
  }

  /** The fields that all versions in question know. */
  private fields(type: ApiType): ReadonlyMap<string, Check> {
    const known = [...type.fields].filter(([, field]) => this.isKnownToAll(field));
    return new Map(known.map(([name, { shape }]) => [name, this.item(shape)]));
  }

  private isKnownToAll(field: Field): boolean {
    const { oldest, newest } = this.versions;
    return isKnown(field, oldest, this.table) && isKnown(field, newest, this.table);
  }
}

const isText: Check = (value) => typeof value === 'string';

function list(check: Check): Check {
  return (value, depth) => {
    if (!Array.isArray(value)) return false;
    for (const item of value as unknown[]) if (item !== null && item !== undefined && !check(item, depth)) return false;
    return true;
  };
}

function map(check: Check): Check {
  return (value, depth) => {
    if (!isPlainObject(value)) return false;
    for (const key in value) {
      const item = value[key];
      if (item !== null && item !== undefined && !check(item, depth)) return false;
    }
    return true;
  };
}

/** Whether a version may know what stands in the table with a span. */
export function isKnown({ since, until }: Span, minor: number, table: ApiTable): boolean {
  return (
    (since === undefined || minor >= table.earliest(since)) && (until === undefined || minor <= table.latest(until))
  );
}
