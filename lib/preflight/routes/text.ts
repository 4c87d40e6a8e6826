/** A field of a hand-made manifest as text; the fallback for whatever is none. */
export function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
