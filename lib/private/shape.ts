import { STRUCTS } from './generated/structs';
import { copyOf, type JsonObject } from './json';
import { nearestFirst } from './nearest';
import { Problems } from './problems';
import { show } from './show';
import { isTypo } from './typo';

/** A struct of the public API that callers pass in. */
export type StructName = keyof typeof STRUCTS;

/**
 * The name of the struct that a type is. A prop that was added after the last `npm run generate:shapes`, and the name of
 * another struct, do not compile.
 */
export type StructOf<T> = {
  [Name in StructName]: [keyof T, keyof (typeof STRUCTS)[Name]] extends [keyof (typeof STRUCTS)[Name], keyof T]
    ? Name
    : never;
}[StructName];

/** What a member of a struct is, as far as this goes into it. */
export type Kind =
  /** Checked where it is read. */
  | 'any'
  /** A list of texts, numbers, or values that say nothing of what tells them apart. */
  | 'list'
  | 'map'
  /** Of another package, which is known by an interface only. */
  | 'object'
  | { readonly struct: StructName }
  /** A list of a struct, of `any` or of `object`; `by` is the member that tells its items apart. */
  | { readonly listOf: ItemKind }
  | { readonly listOf: ItemKind; readonly by: string }
  /** A map of a struct: each is held against it where it is read, since that knows what a key means. */
  | { readonly mapOf: StructName }
  /** Fields to merge into manifests, checked where they are read: `null` means something there. */
  | { readonly fields: StructName };

type ItemKind = StructName | 'any' | 'object';

type Members = { readonly [member: string]: Kind };

/** The members of a struct, and of what kind each is. */
export function membersOf(struct: StructName): Members {
  return STRUCTS[struct];
}

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
  return fit(problems, property, value, { struct }) as T | undefined;
}

/** The same for a list of a struct. */
export function fittedList<T extends object>(
  problems: Problems,
  property: string,
  value: readonly T[] | undefined,
  struct: StructOf<T>,
): T[] | undefined {
  return fit(problems, property, value, { listOf: struct }) as T[] | undefined;
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
  return { ...options };
}

function isObject<T extends object>(problems: Problems, options: T | undefined): options is T {
  if (options === undefined || options === null) return false;
  if (typeof options === 'object' && !Array.isArray(options)) return true;
  problems.add(`options must be an object, got ${show(options)}`);
  return false;
}

/** Members that a struct does not have, each with the name that was likely meant. */
export function unknownMembers(property: string, value: object, struct: StructName): string[] {
  const members = membersOf(struct);
  return unknownNames(value, members).map((member) => {
    const [nearest] = nearestFirst(member, Object.keys(members), (name) => name);
    return unknownMember(property, member, nearest);
  });
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
    return meant === undefined ? [] : [unknownMember(property, member, meant)];
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

function unknownMember(property: string, member: string, meant: string): string {
  return `${property === '' ? 'there is' : `${property} has`} no prop '${member}'; did you mean '${meant}'?`;
}

function fit(problems: Problems, property: string, value: unknown, kind: Kind): unknown {
  if (value === undefined || value === null) return undefined;
  if (kind === 'any') return value;
  if (kind === 'list' || (typeof kind === 'object' && 'listOf' in kind)) {
    if (Array.isArray(value)) return fitItems(problems, property, value, kind === 'list' ? 'any' : kind.listOf);
    problems.add(`${property} must be a list, got ${show(value)}`);
    return undefined;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.add(`${property === '' ? 'props' : property} must be an object, got ${show(value)}`);
    return undefined;
  }
  return typeof kind === 'object' && 'struct' in kind
    ? fitStruct(problems, property, value, kind.struct)
    : copyOf(value);
}

function fitStruct(problems: Problems, property: string, value: object, struct: StructName): JsonObject {
  const members = membersOf(struct);
  const found = new Problems('');
  const result = fitMembers(found, property, value, members);
  if (Object.keys(value).length > Object.keys(result).length) problems.add(unknownMembers(property, value, struct));
  // Messages in the order of the struct, not in that of writing. Nearly always there are none.
  if (!found.isEmpty) fitMembers(problems, property, inOrderOf(members, value), members);
  return result;
}

function fitMembers(problems: Problems, property: string, value: object, members: Members): JsonObject {
  const result: JsonObject = {};
  for (const member of Object.keys(value)) {
    if (!Object.hasOwn(members, member)) continue;
    const fits = fit(problems, pathOf(property, member), (value as JsonObject)[member], members[member]);
    if (fits !== undefined) result[member] = fits;
  }
  return result;
}

function inOrderOf(members: Members, value: object): JsonObject {
  const known = Object.keys(members).filter((member) => Object.hasOwn(value, member));
  return Object.fromEntries(known.map((member) => [member, (value as JsonObject)[member]]));
}

function fitItems(problems: Problems, property: string, items: readonly unknown[], of: ItemKind): unknown[] {
  if (of === 'any') return [...items];
  const kind: Kind = of === 'object' ? of : { struct: of };
  return items.flatMap((item, index) => {
    const fittedItem = fit(problems, `${property}[${index}]`, item ?? 'nothing', kind);
    return fittedItem === undefined ? [] : [fittedItem];
  });
}
