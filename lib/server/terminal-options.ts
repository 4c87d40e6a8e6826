/** What a container is connected to besides its logs, for programs that will not run without it. */
export interface TerminalOptions {
  /**
   * Whether the standard input is kept open, so that `kubectl attach -i` reaches it.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Whether output goes to a terminal: some programs write their logs at once, and in colour, only there.
   *
   * @default false
   */
  readonly tty?: boolean;
}

/** The fields of a container, where they are asked for. */
export function renderTerminal({ stdin, tty }: TerminalOptions): { [field in 'stdin' | 'tty']: true | undefined } {
  return { stdin: stdin === true || undefined, tty: tty === true || undefined };
}
