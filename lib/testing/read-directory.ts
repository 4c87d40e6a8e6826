import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Manifest } from './manifest';
import { toManifests } from './manifest';
import { readYaml } from './read-yaml';

/**
 * Reads every .yaml, .yml and .json file in a directory and below, in byte order of the path.
 *
 * @throws Error when there is no such directory or no such file in it, or when a file is not what it should be
 */
export function readDirectory(directory: string): Manifest[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new Error(`there is no directory '${directory}' (${resolve(directory)}); synthesize into it first`);
  }
  const files = manifestFiles(directory);
  if (files.length === 0) {
    throw new Error(`directory '${directory}' holds no .yaml, .yml or .json file; synthesize into it first`);
  }
  return files.flatMap((file) => readManifestFile(join(directory, file)));
}

function manifestFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ya?ml|json)$/.test(file) && statSync(join(directory, file)).isFile())
    .map((file) => ({ file, bytes: Buffer.from(file.split(sep).join('/')) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ file }) => file);
}

function readManifestFile(path: string): Manifest[] {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.json') ? readJson(text, path) : readYaml(text, path);
}

function readJson(text: string, path: string): Manifest[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not valid JSON: ${(error as Error).message}`);
  }
  return toManifests(value, path);
}
