import { posix } from 'node:path';
import { STANDARD_INPUT } from '../../manifests/read';
import { show } from '../../private/show';

/** One side of a review, as the command line names it. */
export type SideSpec =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'standard input' }
  | { readonly kind: 'commit'; readonly ref: string; readonly path: string; readonly title: string };

const COMMIT = 'git:';

/**
 * Reads a side: `-`, a path, or `git:REF[:PATH]`. As in Git, PATH starts from the root of the repository, and from the
 * current folder where it begins with a dot.
 *
 * @returns what is wrong with it where it cannot be one
 */
export function sideSpec(name: string, given: string): SideSpec | string {
  if (given === STANDARD_INPUT) return { kind: 'standard input' };
  if (!given.startsWith(COMMIT)) return { kind: 'path', path: given };
  const rest = given.slice(COMMIT.length);
  const colon = rest.indexOf(':');
  const ref = colon < 0 ? rest : rest.slice(0, colon);
  const path = colon < 0 ? '' : rest.slice(colon + 1);
  if (ref === '') return `${name} must name a commit, as git:REF or git:REF:PATH, got ${show(given)}`;
  if (path.startsWith('/'))
    return `${name} must have a path that starts from the root of the repository, got ${show(path)}`;
  return { kind: 'commit', ref, path, title: given };
}

/** A path of a commit from the root of its repository; nothing where it lies outside. */
export function pathFromRoot(prefix: string, path: string): string | undefined {
  const isRelative = /^\.\.?(?:\/|$)/.test(path);
  const normal = posix.normalize(isRelative ? `${prefix}${path}` : path || '.').replace(/\/+$/, '');
  if (normal === '..' || normal.startsWith('../')) return undefined;
  return normal === '.' ? '' : normal;
}
