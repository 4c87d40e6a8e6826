/** Where a manifest comes from. What rules say never depends on it: only how a place is shown does. */
export type Origin = ConstructOrigin | FileOrigin | ListOrigin;

/** A construct of an app. */
export interface ConstructOrigin {
  readonly constructPath: string;
}

/** A document of a file. */
export interface FileOrigin {
  readonly file: string;
  /** Line on which the document begins, from 1. */
  readonly line?: number;
  /** Which document of the file, from 1. */
  readonly document?: number;
}

/** An object that was handed over as such. */
export interface ListOrigin {
  /** Its place among them, from 0. */
  readonly index: number;
}

/** The construct that was written stands for its main object, which nobody wrote and which is called `Default` in it. */
export function shownPath(constructPath: string): string {
  return `'${constructPath.replace(/\/Default$/, '')}'`;
}

/** How messages show a place. */
export function placeOf(origin: Origin): string {
  if ('constructPath' in origin) return shownPath(origin.constructPath);
  if ('index' in origin) return `object ${origin.index + 1}`;
  return `${origin.file}${origin.line === undefined ? '' : `:${origin.line}`}`;
}
