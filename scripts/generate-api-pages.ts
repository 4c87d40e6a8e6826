import * as fs from 'node:fs';
import * as path from 'node:path';
import { Documentation, Language } from 'jsii-docgen';
import { readAssembly } from './api-pages/assembly';
import { renderPages } from './api-pages/render';

const ROOT = path.join(__dirname, '..');
const FOLDER = path.join(ROOT, 'docs', 'api');

/** Writes docs/api from the compiled API: `npm run build` first. Pages of types that are gone go. */
async function main(): Promise<void> {
  const documentation = await Documentation.forProject(ROOT);
  const { content } = await documentation.toJson({ language: Language.TYPESCRIPT, readme: false });
  await documentation.cleanup();
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const [file, text] of renderPages(readAssembly(ROOT), content)) fs.writeFileSync(path.join(FOLDER, file), text);
}

void main();
