import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Manifest, manifestOf } from '../manifests/manifest';
import { readEmitted } from '../manifests/yaml/emitted';
import type { JsonObject } from '../private/json';
import { MARKER } from './writer';

/**
 * The objects of some kinds that the files of an earlier synthesis hold. A file that cannot be read, or that somebody
 * changed into something that we do not write, says nothing: this is for advice, and no synthesis fails for it.
 */
export function earlierOutput(outdir: string, isWanted: (kind: string) => boolean): Manifest[] {
  return filesIn(outdir).flatMap((file) => {
    const objects = documentsIn(file)
      .filter((document) => isWanted(kindOf(document)))
      .map(readEmitted);
    if (objects.includes(undefined)) return [];
    return (objects as JsonObject[]).map((json) => manifestOf(json, { file, line: 1 }));
  });
}

/** In the folder and, where each chart has a folder, one below; in byte order. */
function filesIn(outdir: string): string[] {
  return entriesOf(outdir)
    .flatMap((entry) => {
      const inner = path.join(outdir, entry.name);
      return entry.isDirectory() ? entriesOf(inner).map(({ name }) => path.join(inner, name)) : [inner];
    })
    .filter((file) => /\.(ya?ml)$/.test(file))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function entriesOf(folder: string): fs.Dirent[] {
  return tried(() => fs.readdirSync(folder, { withFileTypes: true })) ?? [];
}

function documentsIn(file: string): string[] {
  const text = tried(() => fs.readFileSync(file, 'utf8'))?.replaceAll('\r\n', '\n') ?? '';
  const first = `${MARKER}\n`;
  return text.startsWith(first) ? text.slice(first.length).split(/^---\n/m) : [];
}

function kindOf(document: string): string {
  return /^kind: (\w+)$/m.exec(document)?.[1] ?? '';
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
