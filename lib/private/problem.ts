/** A sentence about what is wrong, or `undefined` when nothing is. */
export type Problem = string | undefined;
