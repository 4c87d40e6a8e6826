/** What the commands exit with. */
export const ExitCode = {
  /** Nothing was found that fails. */
  OK: 0,
  /** Something was found. */
  FINDINGS: 1,
  /** Something could not be read, or the command line is wrong. */
  UNUSABLE: 2,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
