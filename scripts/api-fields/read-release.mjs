import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What one release of the client says of the API: its types with their fields, and the kinds that are served.
 *
 * Read as text: the client itself and what it depends on are never loaded.
 */
export function readRelease(folder) {
  const generated = join(folder, 'dist', 'gen');
  const models = ['models', 'model'].map((name) => join(generated, name)).find(existsSync);
  const apis = ['apis', 'api'].map((name) => join(generated, name)).find(existsSync);
  if (!models || !apis) throw new Error(`${folder} does not look like a release of @kubernetes/client-node`);
  return { types: readTypes(models), kinds: readKinds(apis) };
}

/** Types by name: `{ V1Container: [{ name, type, format }] }`. */
function readTypes(folder) {
  const types = new Map();
  for (const file of scripts(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    const match = /^(\w+)\.attributeTypeMap = (\[[\s\S]*?\n?\]);/m.exec(text);
    if (!match) continue;
    const fields = JSON.parse(match[2]).map(({ baseName, type, format }) => ({ name: baseName, type, format }));
    types.set(match[1], fields);
  }
  return types;
}

const COLLECTION = /^\/(?:api|apis\/([^/{}]+))\/([^/{}]+)\/(namespaces\/\{namespace\}\/)?([a-z]+)$/;

/** Kinds by `apiVersion/Kind`, from the paths that objects are created at. */
function readKinds(folder) {
  const kinds = new Map();
  for (const file of scripts(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
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

function scripts(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort();
}
