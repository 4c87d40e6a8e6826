import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a release gives: the output of the demonstration platform, and that of the systems in apps of their own. */
const OUTPUTS: readonly (readonly [from: string, to: string])[] = [
  ['dist', 'dist'],
  [path.join('__tests__', 'golden'), 'golden'],
];

/**
 * Records the output of a release under `__tests__/released/<version>`, where `__tests__/upgrade.test.ts` holds later
 * versions against it: once for a version, when its section in CHANGELOG.md has its name.
 *
 * @returns where it was recorded
 * @throws when the version has been recorded or CHANGELOG.md does not know it
 */
export function recordOutput(root: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(root, '__tests__', 'released', version);
  if (fs.existsSync(folder))
    throw new Error(`the output of ${version} is recorded and must stay; raise the version in package.json`);
  const changelog = fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  if (!changelog.split('\n').includes(`## ${version}`))
    throw new Error(`CHANGELOG.md has no section '## ${version}'; give '## Unreleased' that name`);
  for (const [from, to] of OUTPUTS) fs.cpSync(path.join(root, from), path.join(folder, to), { recursive: true });
  return folder;
}

if (require.main === module) {
  try {
    console.log(`recorded in ${path.relative('.', recordOutput(path.join(__dirname, '..')))}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
