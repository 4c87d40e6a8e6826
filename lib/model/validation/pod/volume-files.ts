import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { between } from '../counts';
import { child, children, has, number, text } from '../fields';
import type { Refusals } from '../refusal';
import { fieldRef, resourceFieldRef } from './field-refs';

const MAX_MODE = 0o777;

/** A path inside a volume. */
export function pathInside(path: string): string | undefined {
  return path.startsWith('/') || path.split('/').includes('..')
    ? `must be a relative path without '..', got ${show(path)}`
    : undefined;
}

/** Permissions of a file. */
export function fileMode(at: string, holder: JsonObject, field: string, out: Refusals): void {
  const mode = number(holder, field);
  if (between(mode, 0, MAX_MODE) !== undefined)
    out.invalid(`${at}/${field}`, `must be from 0 to 0777 (511), got ${mode}`);
}

/** Which keys of a ConfigMap or Secret are written to which files. */
export function keyFiles(at: string, source: JsonObject, out: Refusals): void {
  fileMode(at, source, 'defaultMode', out);
  children(source, 'items').forEach((item, index) => {
    const where = `${at}/items/${index}`;
    if (text(item, 'key') === '') out.invalid(`${where}/key`, 'is missing or empty');
    filePath(`${where}/path`, text(item, 'path'), out);
    fileMode(where, item, 'mode', out);
  });
}

/** Which facts of the pod are written to which files. */
export function podFiles(at: string, source: JsonObject, spec: JsonObject, out: Refusals): void {
  fileMode(at, source, 'defaultMode', out);
  children(source, 'items').forEach((item, index) => {
    const where = `${at}/items/${index}`;
    filePath(`${where}/path`, text(item, 'path'), out);
    fileMode(where, item, 'mode', out);
    const [field, resource] = [child(item, 'fieldRef'), child(item, 'resourceFieldRef')];
    if (field) fieldRef(`${where}/fieldRef`, field, 'file', out);
    if (resource) resourceFieldRef(`${where}/resourceFieldRef`, resource, spec, true, out);
    if (has(item, 'fieldRef') === has(item, 'resourceFieldRef')) {
      out.invalid(where, 'must have one of fieldRef and resourceFieldRef');
    }
  });
}

/** The path of a file that is made in a volume. */
export function filePath(at: string, path: string, out: Refusals): void {
  if (path === '') {
    out.invalid(at, 'is missing or empty');
    return;
  }
  out.problem(at, path.startsWith('..') ? `must not begin with '..', got ${show(path)}` : pathInside(path));
}
