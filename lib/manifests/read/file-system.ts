import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';

/** What the reader asks of a file system. Every function throws what `node:fs` throws. */
export interface FileSystem {
  /** What a path is, behind all links. */
  stat(path: string): { readonly kind: 'file' | 'folder' | 'stream'; readonly size: number };
  /** Names in a folder. */
  list(path: string): string[];
  /** The path without links. */
  realPath(path: string): string;
  /** The bytes of a file or stream, which are more than the limit when there are more. */
  read(path: string, limit: number): Uint8Array;
}

const PIECE = 1 << 20;

/** The file system of this machine. */
export const DISK: FileSystem = {
  stat: (path) => {
    const stats = statSync(path);
    return { kind: stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'stream', size: stats.size };
  },
  list: (path) => readdirSync(path),
  realPath: (path) => realpathSync.native(path),
  read: (path, limit) => {
    const file = openSync(path, 'r');
    try {
      return readUpTo(file, limit);
    } finally {
      closeSync(file);
    }
  },
};

/** Streams have no size and files may grow, so the limit is held while reading. */
function readUpTo(file: number, limit: number): Uint8Array {
  const pieces: Buffer[] = [];
  const stats = fstatSync(file);
  let total = 0;
  while (total <= limit) {
    // One byte more than a file has shows that it has ended.
    const piece = Buffer.allocUnsafe(stats.isFile() && total === 0 ? Math.min(stats.size + 1, PIECE) : PIECE);
    const length = readSync(file, piece, 0, piece.length, null);
    pieces.push(piece.subarray(0, length));
    total += length;
    if (length === 0 || (stats.isFile() && length < piece.length)) break;
  }
  return Buffer.concat(pieces);
}
