import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** Whether the package is built, and no source is newer. */
export function isBuilt(): boolean {
  const built = path.join(ROOT, 'build', 'bundle', 'index.js');
  if (!fs.existsSync(built)) return false;
  const { mtimeMs } = fs.statSync(built);
  const sources = ['lib', 'imports', 'release'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => path.join(folder, file)),
  );
  return [...sources, 'package.json', 'tsconfig.json', 'tsconfig.jsii.json', 'README.md'].every(
    (file) => fs.statSync(path.join(ROOT, file)).mtimeMs <= mtimeMs,
  );
}
