import { FORMER_NAMES } from './generated/structs';
import type { JsonObject } from './json';
import type { Problems } from './problems';
import { membersOf, type StructName } from './struct-members';

/** Former names of a struct's members, each with the member that it has become. */
export function formerNamesOf(struct: StructName): { readonly [former: string]: string } {
  return Object.hasOwn(FORMER_NAMES, struct) ? FORMER_NAMES[struct as keyof typeof FORMER_NAMES] : {};
}

/** The names of a struct's members that callers are told: none of the former ones. */
export function currentNamesOf(struct: StructName): string[] {
  const former = formerNamesOf(struct);
  return Object.keys(membersOf(struct)).filter((member) => !Object.hasOwn(former, member));
}

/**
 * Reads members that were given under their former names as the members that they have become. Both names at once are an
 * error, whatever they say.
 *
 * @param property where the struct is; empty for the props themselves
 */
export function withCurrentNames<T extends object>(
  problems: Problems,
  property: string,
  value: T,
  struct: StructName,
): T {
  const given = value as JsonObject;
  const former = Object.entries(formerNamesOf(struct)).filter(([name]) => isGiven(given[name]));
  if (former.length === 0) return value;
  const result = Object.fromEntries(Object.entries(given).filter(([name]) => former.every(([each]) => each !== name)));
  for (const [name, current] of former) {
    if (isGiven(given[current])) problems.add(bothGiven(property, name, current));
    else result[current] = given[name];
  }
  return result as T;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function bothGiven(property: string, former: string, current: string): string {
  const at = property === '' ? '' : `${property}.`;
  return `${at}${former} is the former name of '${current}', and both are given; leave out '${former}'`;
}
