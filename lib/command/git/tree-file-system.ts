import type { FileSystem } from '../../manifests/read';
import { Blobs } from './blobs';
import type { Repository } from './repository';
import { type TreeEntry, treeEntries } from './tree-entries';

/** A commit as files and folders. */
export interface TreeFiles {
  readonly fileSystem: FileSystem;
  /** Whether there is a file or folder. */
  has(path: string): boolean;
  /** Paths at and below a path that are not gone into: links and submodules. */
  passedOver(path: string): readonly { readonly path: string; readonly kind: 'link' | 'submodule' }[];
}

/**
 * A commit as a file system. Its files have the bytes that were committed: no filter and no text conversion is run, no
 * link is followed, and no submodule is gone into.
 *
 * @param top what stands before every path, and stands for the root
 */
export function treeFileSystem(repository: Repository, commit: string, top: string): TreeFiles {
  const entries = treeEntries(repository, commit);
  const folders = foldersOf(entries);
  const blobs = new Blobs(
    repository,
    [...entries].flatMap(([path, entry]) => (entry.kind === 'file' && /\.(?:ya?ml|json)$/.test(path) ? [entry] : [])),
  );
  const below = (path: string): string => (path === top ? '' : path.slice(top.length).replace(/^\//, ''));
  const entryAt = (path: string): TreeEntry => {
    const entry = entries.get(below(path)) ?? failed('ENOENT');
    if (entry.kind === 'link') throw new Error('it is a link, and links in a commit are not followed');
    return entry;
  };
  return {
    fileSystem: {
      stat: (path) => {
        if (folders.has(below(path))) return { kind: 'folder', size: 0 };
        const { kind, size } = entryAt(path);
        return kind === 'submodule' ? { kind: 'folder', size: 0 } : { kind: 'file', size };
      },
      list: (path) => [...(folders.get(below(path)) ?? [])],
      realPath: (path) => path,
      read: (path) => blobs.read(entryAt(path)),
    },
    has: (path) => folders.has(path) || entries.has(path),
    passedOver: (path) =>
      [...entries].flatMap(([at, { kind }]) =>
        kind !== 'file' && (path === '' || at === path || at.startsWith(`${path}/`)) ? [{ path: at, kind }] : [],
      ),
  };
}

/** What lies in each folder, by its path; the root has none. */
function foldersOf(entries: ReadonlyMap<string, TreeEntry>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of entries.keys()) {
    for (let rest = path; rest !== '';) {
      const slash = rest.lastIndexOf('/');
      const folder = slash < 0 ? '' : rest.slice(0, slash);
      const names = folders.get(folder);
      const name = rest.slice(slash + 1);
      if (names?.has(name)) break;
      if (names) names.add(name);
      else folders.set(folder, new Set([name]));
      rest = folder;
    }
  }
  return folders;
}

function failed(code: string): never {
  throw Object.assign(new Error(code), { code });
}
