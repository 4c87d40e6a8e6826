import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Writes a page that is generated where it differs: what is made from pages is stale only when one has changed. */
export function writePage(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
