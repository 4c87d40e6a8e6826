const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'does not exist',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ELOOP: 'is a link that leads in a circle',
  EISDIR: 'is a folder',
  ENOTDIR: 'is no folder',
  EMFILE: 'cannot be read: too many files are open',
  ENAMETOOLONG: 'cannot be read: the path is too long',
};

/** Why the file system refused, as a sentence that the path stands before. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return (code !== undefined && REASONS[code]) || `cannot be read: ${code ?? (error as Error).message}`;
}
