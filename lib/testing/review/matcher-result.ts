/** What jest and vitest take from a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Said where the matcher fails, and with `.not` where it passes. */
  readonly message: () => string;
}
