/**
 * The program in KServe's image and its arguments: a URI and where it goes. Its exit code says whether everything is
 * there (python/storage-initializer/scripts/initializer-entrypoint@aaac4e294 of kserve/kserve).
 */
export function initializer(uri: string): (directory: string) => string[] {
  return (directory) => ['/storage-initializer/scripts/initializer-entrypoint', uri, directory];
}
