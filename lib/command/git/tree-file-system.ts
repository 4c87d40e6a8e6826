import type { FileSystem } from '../../manifests/read';
import { Blobs } from './blobs';
import type { Repository } from './repository';
import { type TreeEntry, treeEntries } from './tree-entries';

/** A commit as files and folders. */
export interface TreeFiles {
  readonly fileSystem: FileSystem;
  /** Whether there is anything. */
  readonly exists: boolean;
  /** What is not gone into: links and submodules. */
  readonly passedOver: readonly { readonly path: string; readonly kind: 'link' | 'submodule' }[];
}

/**
 * A commit as a file system. Its files have the bytes that were committed: no filter and no text conversion is run, no
 * link is followed, and no submodule is gone into.
 *
 * @param path what of it is there, with everything below
 * @param top what stands before every path, and stands for the root
 */
export function treeFileSystem(repository: Repository, commit: string, path: string, top: string): TreeFiles {
  const entries = treeEntries(repository, commit, path);
  const folders = foldersOf(entries);
  const blobs = new Blobs(
    repository,
    [...entries].flatMap(([at, entry]) => (entry.kind === 'file' && /\.(?:ya?ml|json)$/.test(at) ? [entry] : [])),
  );
  const below = (shown: string): string => shown.slice(top.length).replace(/^\//, '');
  const entryAt = (shown: string): TreeEntry => {
    const entry = entries.get(below(shown)) ?? failed('ENOENT');
    if (entry.kind === 'link') throw new Error('it is a link, and links in a commit are not followed');
    return entry;
  };
  return {
    fileSystem: {
      stat: (shown) => {
        if (folders.has(below(shown))) return { kind: 'folder', size: 0 };
        const { kind, size } = entryAt(shown);
        return kind === 'submodule' ? { kind: 'folder', size: 0 } : { kind: 'file', size };
      },
      list: (shown) => [...(folders.get(below(shown)) ?? [])],
      realPath: (shown) => shown,
      read: (shown) => blobs.read(entryAt(shown)),
    },
    exists: path === '' || entries.size > 0,
    passedOver: [...entries].flatMap(([at, { kind }]) => (kind === 'file' ? [] : [{ path: at, kind }])),
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
