import { copyOf, type JsonObject } from './json';
import { nearestFirst } from './nearest';
import { Problems } from './problems';
import { show } from './show';

/** What a value must look like from outside: an object whose named members have a shape, or a list of one shape. */
export type Shape = { readonly [member: string]: Shape } | readonly [Shape] | 'any';

/** The members that an object may have; one whose name is not among them is a slip of the keyboard. */
const CLOSED = Symbol('closed');

/** An object with these members and no others. */
function closed(members: { readonly [member: string]: Shape }): { readonly [member: string]: Shape } {
  return Object.defineProperty({ ...members }, CLOSED, { value: true });
}

/** One shape for each prop of a struct. */
export type ShapeOf<Props> = { readonly [Name in keyof Props]-?: Shape };

/** The shape of a struct: a prop that is added and forgotten in it does not compile. */
export const struct = <Props>(members: ShapeOf<Props>): { readonly [member: string]: Shape } => closed(members);

/** A list of anything. */
export const LIST: Shape = ['any'];
/** An object of anything. */
export const MAP: Shape = {};

/**
 * Holds what a caller without a type checker passed against a shape. What does not fit is noted and left out, so that
 * everything behind this may rely on lists being lists and objects being objects. `null` means "not given". Lists and
 * plain objects that the shape names are copied: what the caller does to its own afterwards is not seen.
 */
export function fitted<T>(problems: Problems, property: string, value: T, shape: Shape): T | undefined {
  return fit(problems, property, value, shape) as T | undefined;
}

/**
 * Takes the options of a value that is made by a factory. The factory never throws: what is wrong is noted, for the
 * construct that uses the value to report. The copy is the value's own, so that what was checked is what is rendered.
 */
export function optionsOf<T extends object>(
  problems: Problems,
  options: T | undefined,
  shape: { readonly [member: string]: Shape } = {},
): Partial<T> {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' || Array.isArray(options)) {
    problems.add(`options must be an object, got ${show(options)}`);
    return {};
  }
  return fitted(problems, '', options, shape) ?? {};
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
  if (CLOSED in shape) problems.add(strangers(property, value, shape));
  if (Object.keys(shape).length === 0) return copyOf(value);
  const found = new Problems('');
  const members = fitMembers(found, property, value, shape);
  // Messages in the order of the shape, not in that of writing. Nearly always there are none.
  if (!found.isEmpty) fitMembers(problems, property, inOrderOf(shape, value), shape);
  return members;
}

function fitMembers(
  problems: Problems,
  property: string,
  value: object,
  shape: { readonly [member: string]: Shape },
): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([member, item]) => {
        if (!Object.hasOwn(shape, member)) return [member, item];
        return [member, fit(problems, property === '' ? member : `${property}.${member}`, item, shape[member])];
      }),
  );
}

function inOrderOf(shape: object, value: object): JsonObject {
  const members = Object.keys(shape).filter((member) => Object.hasOwn(value, member));
  return Object.fromEntries(members.map((member) => [member, (value as JsonObject)[member]]));
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

/** Members that an object should not have, each with the name that was likely meant. */
function strangers(property: string, value: object, shape: object): string[] {
  return Object.keys(value)
    .filter((member) => !Object.hasOwn(shape, member) && (value as JsonObject)[member] !== undefined)
    .map((member) => {
      const [nearest] = nearestFirst(member, Object.keys(shape), (name) => name);
      return `${property === '' ? 'there is' : `${property} has`} no prop '${member}'; did you mean '${nearest}'?`;
    });
}
