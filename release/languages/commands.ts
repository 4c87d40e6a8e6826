import { execFileSync, spawnSync } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
}

/** Whether a program can be started on this machine. */
export function isThere(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}

/**
 * Runs a program and gives its output.
 *
 * @throws with the last lines of what it says, when it fails
 */
export function run(program: string, args: readonly string[], { cwd, env }: CommandOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...quiet(), ...env },
  });
  if (error) throw error;
  if (status === 0) return stdout;
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-12).join('\n  ');
  throw new Error(`${program} ${args.slice(0, 3).join(' ')} ended with ${status}:\n  ${said}`);
}

/** Runs a program that shows its own output. */
export function runAloud(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...quiet() } });
}

/** That a release of Node.js is at its end is no news for whoever runs this. */
function quiet(): { [name: string]: string } {
  return { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };
}
