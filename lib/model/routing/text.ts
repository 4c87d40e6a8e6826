/** A field of a hand-made manifest as text; the fallback for whatever is none. */
export function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

/** A path by which routes are compared: a slash at the end of a prefix means nothing. */
export function withoutSlash(path: string, type: unknown): string {
  return type === 'Exact' || path === '/' ? path : path.replace(/\/$/, '');
}
