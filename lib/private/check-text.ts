import type { Problem } from './problem';
import { alternatives, show } from './show';

/** Checks that a value, when given, is one of a fixed set (enums, for callers without a type checker). */
export function checkOneOf(property: string, value: unknown, allowed: readonly unknown[]): Problem {
  return value === undefined || allowed.includes(value)
    ? undefined
    : `${property} must be ${alternatives(allowed)}, got ${show(value)}`;
}

/** Checks a member of an enum, and names its members as they are written in code. */
export function checkMember(
  property: string,
  value: unknown,
  name: string,
  members: { readonly [member: string]: string },
): Problem {
  const problem = checkOneOf(property, value, Object.values(members));
  const written = Object.keys(members).map((member) => `${name}.${member}`);
  return problem && `${problem}; write ${written.slice(0, -1).join(', ')} or ${written.at(-1) ?? ''}`;
}

/** Checks that a value, when given, is text with something in it. */
export function checkText(property: string, value: unknown): Problem {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return undefined;
  return `${property} must be a text that is not empty, got ${show(value)}`;
}

/** Checks a list of texts, such as the arguments of a command. */
export function checkTexts(property: string, value: unknown): Problem {
  if (value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string')))
    return undefined;
  return `${property} must be a list of texts, got ${show(value)}`;
}
