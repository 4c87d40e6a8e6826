import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What one release of the client says of the API: its types with their fields, and the kinds that are served.
 *
 * Read as text: the client itself and what it depends on are never loaded.
 */
export function readRelease(folder) {
  const generated = join(folder, 'dist', 'gen');
  const entry = ['index.js', 'api.js'].map((name) => join(generated, name)).find(existsSync);
  if (!entry) throw new Error(`${folder} does not look like a release of @kubernetes/client-node`);
  const texts = reachableFrom(entry);
  return { types: readTypes(texts), kinds: readKinds(texts) };
}

/** The texts of a module and of all that it loads: beside them lie what earlier releases had, and nobody loads. */
function reachableFrom(entry) {
  const texts = new Map();
  const pending = [entry];
  while (pending.length > 0) {
    const file = pending.pop();
    if (texts.has(file)) continue;
    const text = readFileSync(file, 'utf8');
    texts.set(file, text);
    for (const [, name] of text.matchAll(/(?:\bfrom\s*|\bimport\s*|\brequire\()['"](\.[^'"]+)['"]/g)) {
      const target = join(dirname(file), name);
      const found = [target, `${target}.js`].find((path) => path.endsWith('.js') && existsSync(path));
      if (found) pending.push(found);
    }
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

/** Types by name: `{ V1Container: [{ name, type, format }] }`. */
function readTypes(texts) {
  const types = new Map();
  for (const text of texts) {
    const match = /^(\w+)\.attributeTypeMap = (\[[\s\S]*?\n?\]);/m.exec(text);
    if (!match) continue;
    const fields = JSON.parse(match[2]).map(({ baseName, type, format }) => ({ name: baseName, type, format }));
    types.set(match[1], fields);
  }
  return types;
}

const COLLECTION = /^\/(?:api|apis\/([^/{}]+))\/([^/{}]+)\/(namespaces\/\{namespace\}\/)?([a-z]+)$/;

/** Kinds by `apiVersion/Kind`, from the paths that objects are created at. */
function readKinds(texts) {
  const kinds = new Map();
  for (const text of texts) {
    const calls = text.split(/localVarPath = (?:this\.basePath \+ )?/).slice(1);
    for (const call of calls) {
      const path = COLLECTION.exec(/^'([^']*)'/.exec(call)?.[1] ?? '');
      const body = /\.serialize\(body, "(\w+)"/.exec(call)?.[1];
      // Collections are deleted at the same paths: what is sent there is no object.
      if (!path || !body || body === 'V1DeleteOptions') continue;
      const [, group, version, namespaced, plural] = path;
      const apiVersion = group === undefined ? version : `${group}/${version}`;
      kinds.set(`${apiVersion}/${kindOf(body)}`, { type: body, plural, isNamespaced: namespaced !== undefined });
    }
  }
  return kinds;
}

/** `CoreV1Event` and `V1Event` are classes of the kind `Event`. */
function kindOf(className) {
  return className.replace(/^[A-Za-z]*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}
