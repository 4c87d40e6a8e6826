import { spawnSync } from 'node:child_process';

/** What Git answered. */
export interface GitAnswer {
  /** What it exited with; nothing where it could not be started. */
  readonly status: number | undefined;
  readonly output: Buffer;
  readonly errors: string;
}

/** Runs Git. Arguments are never read by a shell. */
export interface Git {
  /** The folder in which it runs, which relative paths start from. */
  readonly folder: string;
  /**
   * Runs one command of it.
   *
   * @param args the command and its arguments
   * @param input what it reads on standard input
   * @param limit how many bytes it may answer
   */
  run(args: readonly string[], input?: string, limit?: number): GitAnswer;
}

/**
 * Before every command: objects as they are, not what `git replace` puts in their place; no program of the
 * configuration that watches files; and paths that mean themselves, whatever characters they hold.
 */
const ALWAYS = ['--no-pager', '--no-replace-objects', '--literal-pathspecs', '-c', 'core.fsmonitor=false'];
const LIMIT = 64 * 1024 * 1024;

/** Git of this machine, in a folder. */
export function gitIn(folder: string): Git {
  return {
    folder,
    run: (args, input = '', limit = LIMIT) => {
      const { status, stdout, stderr, error } = spawnSync('git', [...ALWAYS, ...args], {
        cwd: folder,
        input,
        env: cleanEnvironment(process.env),
        maxBuffer: limit,
        windowsHide: true,
      });
      // A program that is not there gives no output at all, whatever the types say.
      const errors = error === undefined ? stderr.toString('utf8') : error.message;
      return {
        status: error === undefined && status !== null ? status : undefined,
        output: stdout ?? Buffer.alloc(0),
        errors,
      };
    },
  };
}

/**
 * Without the variables that point Git to another repository, index or configuration, as a hook has them
 * (https://git-scm.com/docs/git#_environment_variables). Messages are in English, locks are not taken, and what a
 * partial clone lacks is not fetched.
 */
function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^GIT_/i.test(name));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
