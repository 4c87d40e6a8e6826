import type { NameAndValue } from './route-match';

/** A regular expression that a header `Cookie` matches as a whole when it holds this cookie with this value. */
export function cookiePattern([name, value]: NameAndValue): string {
  return `^(.*; ?)?${escapeRegExp(name)}=${escapeRegExp(value)}(;.*)?$`;
}

/** Text that stands for itself in a regular expression of RE2, as gateways have it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
