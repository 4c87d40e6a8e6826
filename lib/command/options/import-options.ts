import { STANDARD_INPUT } from '../../manifests/read';
import { UsageError } from '../../private/errors';
import { notOneOf } from './check-options';
import { parseCommandLine } from './command-line';

const FORMATS = ['text', 'json'] as const;

/** What `import` is asked to do. */
export interface ImportCommandOptions {
  /** A folder, a file, or `-`. */
  readonly path: string;
  /** Where the file goes; nothing for standard output. */
  readonly output: string | undefined;
  /** Whether a file that is there already is replaced. */
  readonly force: boolean;
  readonly format: (typeof FORMATS)[number];
  /** Whether pods get the defaults of the library, and are replaced once for it. */
  readonly safeDefaults: boolean;
}

/**
 * Reads the options of `import`.
 *
 * @throws UsageError with everything that is wrong with them
 */
export function importOptions(args: readonly string[]): ImportCommandOptions {
  const line = parseCommandLine(args, { once: ['output', 'format'], several: [], flags: ['force', 'safe-defaults'] });
  const [path = STANDARD_INPUT, ...others] = line.operands;
  const [output, format] = [line.value('output'), line.value('format') ?? 'text'];
  const problems: string[] = [];
  if (line.operands.length === 0) problems.push("name what to import: a folder, a file, or '-' for standard input");
  if (others.length > 0) problems.push('import takes one path: what belongs together is in one folder, or piped by -');
  if (!isFormat(format)) problems.push(notOneOf('--format', format, FORMATS));
  if (line.has('force') && output === undefined)
    problems.push('--force needs --output: without a file none is replaced');
  if (output !== undefined && !/\.[cm]?ts$/.test(output))
    problems.push(`--output must be a TypeScript file, such as 'main.ts', got '${output}'`);
  if (problems.length > 0) throw new UsageError(problems);
  return {
    path,
    output,
    force: line.has('force'),
    format: format as ImportCommandOptions['format'],
    safeDefaults: line.has('safe-defaults'),
  };
}

function isFormat(format: string): format is ImportCommandOptions['format'] {
  return (FORMATS as readonly string[]).includes(format);
}
