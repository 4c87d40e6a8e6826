import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';

let parent = '';

/** A folder that does not exist yet, in a new one. */
export function newOutdir(): string {
  parent = fs.mkdtempSync(join(tmpdir(), 'synth-'));
  return join(parent, 'dist');
}

export function removeOutdir(): void {
  fs.rmSync(parent, { recursive: true, force: true });
}

/** Files below a folder with their text, folders with a slash behind them; nothing when there is no folder. */
export function contentOf(folder: string): { [path: string]: string } {
  if (!fs.existsSync(folder)) return {};
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .map((entry) => [join(entry.parentPath, entry.name), entry] as const)
      .map(([path, entry]) =>
        entry.isDirectory()
          ? [`${path.slice(folder.length + 1)}/`, '']
          : [path.slice(folder.length + 1), entry.isFile() ? fs.readFileSync(path, 'utf8') : 'not a file'],
      ),
  );
}

/** The files below a folder, in the order in which kubectl takes them: folder by folder, by the bytes of their names. */
export function filesOf(folder: string): string[] {
  const files = Object.keys(contentOf(folder)).filter((path) => !path.endsWith('/'));
  const key = (path: string) => Buffer.from(path.split('/').join('\0'));
  return files.sort((a, b) => Buffer.compare(key(a), key(b)));
}

export function parse(text: string): any[] {
  return parseAllDocuments(text, { version: '1.1' })
    .map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as unknown;
    })
    .filter((value) => value !== null);
}

/** All objects in the files of a folder. */
export function objectsIn(folder: string): any[] {
  return filesOf(folder).flatMap((file) => parse(fs.readFileSync(join(folder, file), 'utf8')));
}

export function put(folder: string, files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(join(folder, path, '..'), { recursive: true });
    fs.writeFileSync(join(folder, path), text);
  }
}

/** Kinds of Kubernetes that tests of files and order need; all others are custom resources, of which anything goes. */
const API_VERSIONS: { readonly [kind: string]: string } = {
  ConfigMap: 'v1',
  LimitRange: 'v1',
  Namespace: 'v1',
  ResourceQuota: 'v1',
  Secret: 'v1',
  Service: 'v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
};

export function object(scope: Construct, id: string, kind = 'ConfigMap', props: { [key: string]: any } = {}) {
  const { metadata, ...others }: { [key: string]: any } = {
    ...(kind === 'Service' && { spec: { ports: [{ port: 80 }] } }),
    ...props,
  };
  const apiVersion = API_VERSIONS[kind] ?? 'example.com/v1';
  return new ApiObject(scope, id, { apiVersion, kind, metadata: { name: id, ...metadata }, ...others });
}
