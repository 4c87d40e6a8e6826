/** Orders texts by their bytes in UTF-8, as kubectl orders files. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
