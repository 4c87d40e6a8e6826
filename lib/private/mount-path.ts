import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { checkAbsolutePath } from './check-path';
import { show } from './show';

/** Checks a directory that something is mounted at. */
export function checkMountPath(property: string, value: unknown): string | undefined {
  const problem = checkAbsolutePath(property, value ?? null);
  if (problem !== undefined) return problem;
  const plain = posix.normalize(value as string).replace(/(?<=.)\/$/, '');
  // Two spellings of one directory would hide each other, and neither check nor API server would see it.
  if (plain !== value) return `${property} must be written without '.' as a part, ${show(plain)}, got ${show(value)}`;
  return plain === '/'
    ? `${property} must be a directory below '/', or it hides everything that is in the image, got '/'`
    : undefined;
}

const MAX_NAME = 63;
const HASH_LENGTH = 8;

/**
 * The name of a volume that nobody named, made from the path it is mounted at. It depends on nothing else: pods must
 * not be restarted because another volume was added. Where the plain form does not tell the path (`/etc/a-b` and
 * `/etc/a/b` look the same, `/é` looks like nothing), a digest of the path makes the difference.
 */
export function volumeNameOf(mountPath: unknown): string {
  const path = String(mountPath);
  const slug = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (`/${slug.replaceAll('-', '/')}` === path && slug.length <= MAX_NAME) return slug;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, HASH_LENGTH);
  const end = slug.slice(-(MAX_NAME - HASH_LENGTH - 1)).replace(/^-/, '');
  return end === '' ? `path-${hash}` : `${end}-${hash}`;
}
