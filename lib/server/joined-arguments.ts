import { show } from '../private/show';

/** A flag, a blank and a value, as a shell would have parted them. */
const JOINED = /^(--?[A-Za-z][-\w.]*)\s+\S/;
/** A flag whose value is a line of flags for another program: `--gunicorn-opts`. */
const TAKES_A_LINE = /^-.*(opts?|options?|args?|arguments?|flags?|command|cmd)$/i;
const SHELL = /(^|\/)(ba|da|z|a)?sh$/;

/**
 * Warnings about a flag and its value in one argument: nothing parts them where there is no shell, and servers end with a
 * flag that they do not know. The value is not repeated, it may be a secret.
 */
export function joinedArguments(property: string, command: readonly string[], args: readonly string[]): string[] {
  if (command.some((word) => SHELL.test(word)) || args.some((word) => SHELL.test(word))) return [];
  return args.flatMap((arg, index) => {
    const [, flag] = JOINED.exec(arg) ?? [];
    if (flag === undefined || TAKES_A_LINE.test(args[index - 1] ?? '')) return [];
    return [
      `${property}[${index}] holds ${show(flag)} and its value in one text, which a server reads as one flag that it does not know; write two texts, or '${flag}=...'`,
    ];
  });
}
