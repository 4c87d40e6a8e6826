/** Where a manifest comes from: a construct, a document of a file, or a place among objects that were handed over. */
export type Origin =
  | { readonly constructPath: string }
  | {
      /** Path as it was given or found; `-` for standard input. */
      readonly file: string;
      /** Line, counted from 1. */
      readonly line?: number;
      /** Number of the YAML document in the file, counted from 1. */
      readonly document?: number;
    }
  | { readonly index: number };
