/** Orders names of files by their bytes in UTF-8, folder by folder, as kubectl takes them. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

/** What stands behind a folder's name must not count: `iris/` comes before `iris-v2/`, though `-` comes before `/`. */
function bytesOf(name: string): Buffer {
  return Buffer.from(name.replaceAll('/', '\0'));
}
