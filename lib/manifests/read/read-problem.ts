/** What could not be read, and why. */
export interface ReadProblem {
  /** Path as it was given or found; `-` for standard input. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line?: number;
  /** Number of the document, counted from 1, in a file that has several. */
  readonly document?: number;
  /** A sentence without a subject: the file stands before it. */
  readonly message: string;
  /** The way out. */
  readonly fix?: string;
}
