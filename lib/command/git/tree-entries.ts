import type { Repository } from './repository';

/** What a commit holds at a path. */
export interface TreeEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  readonly id: string;
  readonly size: number;
}

const LIMIT = 1024 * 1024 * 1024;
const KINDS: { readonly [mode: string]: TreeEntry['kind'] } = { 120000: 'link', 160000: 'submodule' };

/** Everything in a commit at and below a path, by path from the root, in byte order. */
export function treeEntries(repository: Repository, commit: string, path: string): ReadonlyMap<string, TreeEntry> {
  const at = path === '' ? [] : ['--', path];
  const listed = repository
    .run(['ls-tree', '-r', '-z', '-l', '--full-tree', commit, ...at], '', LIMIT)
    .toString('utf8');
  return new Map(
    listed.split('\0').flatMap((line): [string, TreeEntry][] => {
      const found = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line);
      if (!found) return [];
      const [, mode, id, size, name] = found;
      return [[name, { kind: KINDS[mode] ?? 'file', id, size: size === '-' ? 0 : Number(size) }]];
    }),
  );
}
