import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, childOrEmpty, children, text } from '../fields';
import type { Remark } from './remark';

/** A file that a volume is to hold. */
interface File {
  readonly at: string;
  readonly path: string;
}

/** Files of one volume that are written to one path, or to a path below another file: one of them is lost. */
export function overlappingFiles(at: string, volume: JsonObject): Remark[] {
  const files = ['configMap', 'secret', 'downwardAPI'].flatMap((source) => items(at, volume, source));
  children(childOrEmpty(volume, 'projected'), 'sources').forEach((source, index) => {
    const where = `${at}/projected/sources/${index}`;
    for (const field of ['configMap', 'secret', 'downwardAPI']) files.push(...items(where, source, field));
    for (const field of ['serviceAccountToken', 'clusterTrustBundle']) {
      const single = child(source, field);
      if (single) files.push({ at: `${where}/${field}/path`, path: text(single, 'path') });
    }
  });
  return files.flatMap((file, index) => {
    const before = files.slice(0, index).find(({ path }) => overlap(path, file.path));
    if (!before || file.path === '') return [];
    const how = before.path === file.path ? 'is written already' : `is in the way of ${show(before.path)}`;
    return [{ at: file.at, message: `${show(file.path)} ${how}: one of the two is lost`, fix: 'give it another path' }];
  });
}

function items(at: string, holder: JsonObject, field: string): File[] {
  return children(childOrEmpty(holder, field), 'items').map((item, index) => ({
    at: `${at}/${field}/items/${index}/path`,
    path: text(item, 'path'),
  }));
}

function overlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}
