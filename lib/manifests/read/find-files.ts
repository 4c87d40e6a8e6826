import type { FileSystem } from './file-system';
import { packagingOf } from './packaging';
import type { ReadProblem } from './read-problem';
import { systemReason } from './system-reason';

/** What lies in a folder. */
export interface FoundFiles {
  /** Paths of the files, in byte order. */
  readonly files: readonly string[];
  readonly problems: readonly ReadProblem[];
}

const MANIFEST = /\.(?:ya?ml|json)$/;
/** Folders that never hold manifests to apply, and many files. */
const PASSED_OVER = new Set(['.git', 'node_modules']);

/** Finds every .yaml, .yml and .json file in a folder and below. Links are followed, each folder is read once. */
export function findFiles(fileSystem: FileSystem, folder: string): FoundFiles {
  const search = new Search(fileSystem);
  search.enter(folder, []);
  const { found, problems } = search;
  if (found.length === 0 && problems.length === 0) {
    problems.push({ file: folder, message: 'holds no .yaml, .yml or .json file' });
  }
  return { files: found.sort(byBytes), problems };
}

class Search {
  public readonly found: string[] = [];
  public readonly problems: ReadProblem[] = [];
  private readonly seen = new Set<string>();

  public constructor(private readonly fileSystem: FileSystem) {}

  public enter(folder: string, above: readonly string[]): void {
    this.tried(folder, () => {
      const real = this.fileSystem.realPath(folder);
      if (above.includes(real)) {
        this.problems.push({ file: folder, message: 'is a link to a folder that it lies in', fix: 'remove the link' });
        return;
      }
      if (this.seen.has(real)) return;
      this.seen.add(real);
      const names = this.fileSystem.list(folder);
      const packaging = packagingOf(folder, names);
      if (packaging !== undefined) this.problems.push(packaging);
      else for (const name of names) this.visit(join(folder, name), name, [...above, real]);
    });
  }

  private visit(path: string, name: string, above: readonly string[]): void {
    if (PASSED_OVER.has(name)) return;
    const isManifest = MANIFEST.test(name);
    const kind = this.kindOf(path, isManifest);
    if (kind === 'folder') this.enter(path, above);
    else if (kind === 'file' && isManifest) this.found.push(path);
  }

  /** A broken link matters only where it is named like a manifest. */
  private kindOf(path: string, isManifest: boolean): string | undefined {
    if (isManifest) return this.tried(path, () => this.fileSystem.stat(path).kind);
    try {
      return this.fileSystem.stat(path).kind;
    } catch {
      return undefined;
    }
  }

  private tried<T>(path: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.problems.push({ file: path, message: systemReason(error) });
      return undefined;
    }
  }
}

function join(folder: string, name: string): string {
  return folder === '.' ? name : `${folder.replace(/\/+$/, '')}/${name}`;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
