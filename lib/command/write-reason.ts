const REASONS: { readonly [code: string]: string } = {
  EEXIST: 'a file is in the way',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
};

/** Why the file system refused to write, as the end of `cannot be written: ...`. */
export function writeReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && REASONS[code]) || (code ?? message);
}
