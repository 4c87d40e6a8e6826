import { withCurrentNames } from './former-names';
import type { Structs } from './generated/structs';
import { copyOf, type JsonObject } from './json';
import { isMisnamed, meantMember, remedy } from './meant-member';
import { Problems } from './problems';
import { classOf, show } from './show';
import { type ItemKind, type Kind, type Members, membersOf, type StructName } from './struct-members';
import { isTypo } from './typo';

/**
 * The name of the struct that a type is. A prop that was added after the last `npm run generate:shapes`, and the name of
 * another struct, do not compile.
 */
export type StructOf<T> = {
  [Name in StructName]: [keyof T, Structs[Name]] extends [Structs[Name], keyof T] ? Name : never;
}[StructName];

/**
 * Holds what a caller without a type checker passed against a struct. What does not fit and what there is no member for
 * is noted and left out, so that everything behind this may rely on lists being lists and objects being objects. `null`
 * means "not given". Lists and plain objects are copied: what the caller does to its own afterwards is not seen.
 */
export function fitted<T extends object>(
  problems: Problems,
  property: string,
  value: T | undefined,
  struct: StructOf<T>,
): T | undefined {
  return fit({ problems, root: struct }, property, value, { struct }) as T | undefined;
}

/** The same for a list of a struct. */
export function fittedList<T extends object>(
  problems: Problems,
  property: string,
  value: readonly T[] | undefined,
  struct: StructOf<T>,
): T[] | undefined {
  return fit({ problems, root: struct }, property, value, { listOf: struct }) as T[] | undefined;
}

/**
 * Takes the options of a value that is made by a factory. The factory never throws: what is wrong is noted, for the
 * construct that uses the value to report. The copy is the value's own, so that what was checked is what is rendered.
 */
export function optionsOf<T extends object>(
  problems: Problems,
  options: T | undefined,
  struct: StructOf<T>,
): Partial<T> {
  return isObject(problems, options) ? (fitted(problems, '', options, struct) ?? {}) : {};
}

/** The same for a factory that checks every member itself and takes no `null` for "not given". */
export function strictOptionsOf<T extends object>(
  problems: Problems,
  options: T | undefined,
  struct: StructOf<T>,
): Partial<T> {
  if (!isObject(problems, options)) return {};
  problems.add(unknownMembers('', options, struct));
  return { ...withCurrentNames(problems, '', readAsMeant(options, struct), struct) };
}

function isObject<T extends object>(problems: Problems, options: T | undefined): options is T {
  if (options === undefined || options === null) return false;
  if (isDescription(options)) return true;
  problems.add(`options must be an object, got ${show(options)}`);
  return false;
}

/** Members that a struct does not have and that read like none of its own: whoever the object is handed on to may know them. */
export function othersIn(value: unknown, struct: StructName): JsonObject {
  if (!isDescription(value)) return {};
  const others = unknownNames(value, membersOf(struct)).filter((member) => !isMisnamed(member, struct));
  return Object.fromEntries(others.map((member) => [member, (value as JsonObject)[member]]));
}

/** Whether a value is an object with members: neither a list nor a Map, a Date or another of the built-in classes, whose members are none. */
function isDescription(value: unknown): value is object {
  return classOf(value) === 'Object';
}

/**
 * Members that a struct does not have, each with what was likely meant.
 *
 * @param root the struct that the caller passed, of which this one is a part
 */
export function unknownMembers(property: string, value: object, struct: StructName, root = struct): string[] {
  return unknownNames(value, membersOf(struct)).map((member) =>
    unknownMember(property, member, remedy(member, struct, root)),
  );
}

/**
 * Members under the name that was meant, where that is beyond doubt and is not given. It is an error all the same, but
 * what was given is checked, and is not asked for as if it were missing.
 */
function readAsMeant<T extends object>(value: T, struct: StructName): T {
  const members = membersOf(struct);
  const meant = unknownNames(value, members).flatMap((member): [string, unknown][] => {
    const name = meantMember(member, struct);
    const isGiven = name !== undefined && ((value as JsonObject)[name] ?? undefined) !== undefined;
    return name === undefined || isGiven ? [] : [[name, (value as JsonObject)[member]]];
  });
  return meant.length === 0 ? value : { ...value, ...Object.fromEntries(meant) };
}

/**
 * Members that read like one of a struct, at every depth. For objects that the code of others makes, which may know
 * members that are none of ours.
 */
export function misspeltMembers(property: string, value: unknown, struct: StructName): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = membersOf(struct);
  const misspelt = unknownNames(value, members).flatMap((member) => {
    const meant = Object.keys(members).find((known) => isTypo(member, known));
    return meant === undefined ? [] : [unknownMember(property, member, `did you mean '${meant}'?`)];
  });
  const inside = Object.entries(members).flatMap(([member, kind]) =>
    misspeltInside(pathOf(property, member), (value as JsonObject)[member], kind),
  );
  return [...misspelt, ...inside];
}

function misspeltInside(property: string, value: unknown, kind: Kind): string[] {
  if (typeof kind !== 'object') return [];
  if ('struct' in kind) return misspeltMembers(property, value, kind.struct);
  if (!('listOf' in kind) || !Array.isArray(value)) return [];
  const { listOf } = kind;
  if (listOf === 'any' || listOf === 'object') return [];
  return value.flatMap((item, index) => misspeltMembers(`${property}[${index}]`, item, listOf));
}

function pathOf(property: string, member: string): string {
  return property === '' ? member : `${property}.${member}`;
}

function unknownNames(value: object, members: Members): string[] {
  return Object.keys(value).filter(
    (member) => !Object.hasOwn(members, member) && (value as JsonObject)[member] !== undefined,
  );
}

function unknownMember(property: string, member: string, way: string): string {
  return `${property === '' ? 'there is' : `${property} has`} no prop '${member}'; ${way}`;
}

/** Where problems are noted, and the struct that the caller passed. */
interface Fitting {
  readonly problems: Problems;
  readonly root: StructName;
}

function fit(fitting: Fitting, property: string, value: unknown, kind: Kind): unknown {
  if (value === undefined || value === null) return undefined;
  if (kind === 'any') return value;
  if (kind === 'list' || (typeof kind === 'object' && 'listOf' in kind)) {
    if (Array.isArray(value)) return fitItems(fitting, property, value, kind === 'list' ? 'any' : kind.listOf);
    fitting.problems.add(`${property} must be a list, got ${show(value)}`);
    return undefined;
  }
  if (!isDescription(value)) {
    fitting.problems.add(`${property === '' ? 'props' : property} must be an object, got ${show(value)}`);
    return undefined;
  }
  return typeof kind === 'object' && 'struct' in kind
    ? fitStruct(fitting, property, value, kind.struct)
    : copyOf(value);
}

function fitStruct({ problems, root }: Fitting, property: string, written: object, struct: StructName): JsonObject {
  const members = membersOf(struct);
  const given = withCurrentNames(problems, property, written, struct);
  const found = new Problems('');
  let result = fitMembers({ problems: found, root }, property, given, members);
  // Nearly always every member is one.
  if (found.isEmpty && Object.keys(given).length === Object.keys(result).length) return result;
  problems.add(unknownMembers(property, given, struct, root));
  const value = readAsMeant(given, struct);
  if (value !== given) result = fitMembers({ problems: found, root }, property, value, members);
  // Messages in the order of the struct, not in that of writing.
  if (!found.isEmpty) fitMembers({ problems, root }, property, inOrderOf(members, value), members);
  return result;
}

function fitMembers(fitting: Fitting, property: string, value: object, members: Members): JsonObject {
  const result: JsonObject = {};
  for (const member of Object.keys(value)) {
    if (!Object.hasOwn(members, member)) continue;
    const fits = fit(fitting, pathOf(property, member), (value as JsonObject)[member], members[member]);
    if (fits !== undefined) result[member] = fits;
  }
  return result;
}

function inOrderOf(members: Members, value: object): JsonObject {
  const known = Object.keys(members).filter((member) => Object.hasOwn(value, member));
  return Object.fromEntries(known.map((member) => [member, (value as JsonObject)[member]]));
}

function fitItems(fitting: Fitting, property: string, items: readonly unknown[], of: ItemKind): unknown[] {
  if (of === 'any') return [...items];
  const kind: Kind = of === 'object' ? of : { struct: of };
  return items.flatMap((item, index) => {
    const fittedItem = fit(fitting, `${property}[${index}]`, item ?? 'nothing', kind);
    return fittedItem === undefined ? [] : [fittedItem];
  });
}
