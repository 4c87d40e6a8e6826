import { isPlainObject } from '../../private/json';

/** A word of ours in a source text: a name that is imported, an identifier. Never a text of somebody else. */
interface Word {
  readonly kind: 'word';
  readonly text: string;
}

/** A call of a function of ours, or of a constructor. */
interface Call {
  readonly kind: 'call';
  readonly callee: string;
  readonly args: readonly Code[];
}

/** A member of an object literal. */
export interface Member {
  readonly key: string;
  readonly value: Code;
  /** What stands behind it as a comment, in words of ours. */
  readonly why?: string;
}

/** An expression of TypeScript. Texts of manifests are in it as literals alone. */
export type Code =
  | Word
  | Call
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] };

/** A word of ours. */
export function word(text: string): Code {
  return { kind: 'word', text };
}

/** A call: `call('new Chart', ...)`, `call('ContainerImage.of', ...)`. */
export function call(callee: string, ...args: readonly Code[]): Code {
  return { kind: 'call', callee, args };
}

/** A value of a manifest, at every depth. */
export function literal(value: unknown): Code {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(literal) };
  if (isPlainObject(value)) return object(Object.entries(value).map(([key, item]) => ({ key, value: literal(item) })));
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { kind: 'literal', value };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'literal', value };
  // What no manifest can hold is a text, which the API server tells of.
  return { kind: 'literal', value: JSON.stringify(value) ?? '' };
}

/** A list of expressions. */
export function list(items: readonly Code[]): Code {
  return { kind: 'list', items };
}

/** An object of expressions. */
export function object(members: readonly Member[]): Code {
  return { kind: 'object', members };
}

/** The members whose values are given, in order. */
export function members(given: { readonly [key: string]: Code | undefined }): Member[] {
  return Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

/** Seconds as the library takes them. */
export function seconds(amount: number): Code {
  return call('Duration.seconds', literal(amount));
}
