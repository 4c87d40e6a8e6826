/** The JSON pointer of a path of fields and indexes. https://www.rfc-editor.org/rfc/rfc6901 */
export function pointer(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of fields and indexes of a JSON pointer. */
export function pathOf(at: string): string[] {
  return at
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
