import type { Engine } from '../../../lib/command/engine';
import { ENGINE } from '../../../lib/command/engine';
import { DISK_WRITER, type FileWriter } from '../../../lib/command/file-writer';
import { type Git, gitIn } from '../../../lib/command/git/git';
import type { Io } from '../../../lib/command/io';
import { run } from '../../../lib/command/run';
import type { FileSystem } from '../../../lib/manifests/read';
import type { Finding } from '../../../lib/rules/finding';

/** Files by path. */
export interface Files {
  readonly [path: string]: string;
}

/** A file system in memory. */
export function filesInMemory(files: Files): FileSystem {
  const isFolder = (path: string) => Object.keys(files).some((file) => file.startsWith(`${path}/`));
  const missing = (): never => {
    throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  };
  return {
    stat: (path) => {
      if (Object.hasOwn(files, path)) return { kind: 'file', size: Buffer.byteLength(files[path]) };
      return isFolder(path) ? { kind: 'folder', size: 0 } : missing();
    },
    list: (path) =>
      isFolder(path)
        ? [
            ...new Set(
              Object.keys(files).flatMap((file) =>
                file.startsWith(`${path}/`) ? [file.slice(path.length + 1).split('/')[0]] : [],
              ),
            ),
          ]
        : missing(),
    realPath: (path) => path,
    read: (path) => (Object.hasOwn(files, path) ? Buffer.from(files[path]) : missing()),
  };
}

export interface Ran {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

export interface World {
  readonly files?: Files;
  readonly standardInput?: string;
  readonly today?: string;
  readonly hasColours?: boolean;
  readonly engine?: Engine;
  readonly git?: Git;
  /** @default - the files */
  readonly fileSystem?: FileSystem;
  /** @default - this machine's */
  readonly writer?: FileWriter;
}

/** Runs a command line in this process. Words are split at blanks. */
export async function ran(commandLine: string | readonly string[], world: World = {}): Promise<Ran> {
  const { files = {}, standardInput = '', today = '2026-11-27', hasColours = false, engine = ENGINE } = world;
  const { git = gitIn('/'), fileSystem = filesInMemory(files), writer = DISK_WRITER } = world;
  let output = '';
  let errors = '';
  const io: Io = {
    fileSystem,
    writer,
    git,
    standardInput: () => Promise.resolve(Buffer.from(standardInput)),
    print: (text) => (output += text),
    printError: (text) => (errors += text),
    hasColours,
    today,
  };
  const args = typeof commandLine === 'string' ? commandLine.split(' ') : commandLine;
  const exitCode = await run(args, io, engine);
  return { exitCode, output, errors };
}

/** An engine that finds something in every ConfigMap that says so: `data: { finds: error }`. */
export const SIMPLE: Engine = {
  rules: [
    {
      id: 'config-says-error',
      title: 'a ConfigMap says nothing of errors',
      severity: 'error',
      reason: 'It is what tests need.',
      sources: ['https://example.com/errors'],
      example: { failing: 'data: { finds: error }\n', mended: 'data: {}\n' },
    },
    { id: 'config-says-warning', title: 'a ConfigMap says nothing of warnings', severity: 'warning' },
  ],
  run: (manifests) =>
    manifests.flatMap(({ json, origin, apiVersion, kind, name, namespaceName }): Finding[] => {
      const severity = (json.data as { finds?: string } | undefined)?.finds;
      if (severity !== 'error' && severity !== 'warning') return [];
      return [
        {
          rule: `config-says-${severity}`,
          severity,
          object: { apiVersion, kind, name, ...(namespaceName !== undefined && { namespaceName }) },
          at: '/data/finds',
          message: `it says ${severity}`,
          fix: 'say something else',
          origin,
        },
      ];
    }),
};

/** A ConfigMap in which the simple engine finds something. */
export const configMap = (name: string, finds: 'error' | 'warning' | 'nothing', namespace = 'shop'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata:\n  finds: ${finds}\n`;
