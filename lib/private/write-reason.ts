const REASONS: { readonly [code: string]: string } = {
  EEXIST: 'a file is where a folder should be',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'a file name is too long for the file system',
};

/** Why the file system refused to write, as the end of `cannot be written: ...`. */
export function writeReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && REASONS[code]) || (code ?? message);
}
