/** One place where a manifest is not what was expected. */
export interface Mismatch {
  /** Where: `spec.template.spec.containers[0].image`; empty for the whole value. */
  readonly path: string;
  /** The expected value or matcher; `undefined` means that there should be nothing. */
  readonly expected: unknown;
  /** The value found; `undefined` means that there is nothing. */
  readonly actual: unknown;
  /** What else helps to read it, for example how the length of a list was to be. */
  readonly note?: string;
}

/** The path of a key below a path. Keys that are no plain words come in brackets: `labels["app.kubernetes.io/name"]`. */
export function keyPath(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The path of a list item below a path. */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}
