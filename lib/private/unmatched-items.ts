import { isPlainObject, type JsonObject } from './json';
import { isDirective, isRemoval, listKeyOf } from './merge';

/** An item that changes add to a list of named things, since nothing there has its name. */
export interface UnmatchedItem {
  /** Where the list is: `spec.template.spec.containers`. */
  readonly path: string;
  readonly name: string;
  /** Names that there are, without those that the changes remove. */
  readonly known: readonly string[];
  /** What an item of its own would have to say besides; nothing where it says enough. */
  readonly missing: string | undefined;
}

/** What an item of its own has to say in one of these fields. */
const NEEDS: { readonly [list: string]: readonly [what: string, ...fields: string[]] } = {
  containers: ['an image', 'image'],
  initContainers: ['an image', 'image'],
  env: ['a value', 'value', 'valueFrom'],
  ports: ['a port', 'containerPort', 'port'],
  volumeMounts: ['a name', 'name'],
};

/** The items that a merge adds to lists whose items have names, where it was to change one or to add one. */
export function unmatchedItems(base: JsonObject, changes: JsonObject, path = ''): UnmatchedItem[] {
  return Object.entries(changes).flatMap(([key, change]) => {
    if (isDirective(key)) return [];
    const at = path === '' ? key : `${path}.${key}`;
    const there = base[key];
    if (isPlainObject(change)) return isPlainObject(there) ? unmatchedItems(there, change, at) : [];
    if (!Array.isArray(change)) return [];
    const name = listKeyOf(Array.isArray(there) ? there : change, change);
    return name === undefined ? [] : inList(Array.isArray(there) ? there : [], change as JsonObject[], name, key, at);
  });
}

function inList(
  base: readonly JsonObject[],
  changes: readonly JsonObject[],
  key: string,
  list: string,
  path: string,
): UnmatchedItem[] {
  const goes = new Set(changes.filter(isRemoval).map((change) => change[key]));
  const stays = base.filter((item) => !goes.has(item[key]));
  return changes.flatMap((change) => {
    const name = String(change[key]);
    // What is not there need not go.
    if (isRemoval(change)) return [];
    const there = base.find((item) => item[key] === name);
    if (there) return unmatchedItems(there, change, `${path}['${name}']`);
    return [{ path, name, known: stays.map((item) => String(item[key])), missing: missingIn(list, change) }];
  });
}

/** A volume says besides its name what it is; everything else of it is in one field. */
function missingIn(list: string, item: JsonObject): string | undefined {
  if (list === 'volumes') return Object.keys(item).length > 1 ? undefined : 'a source';
  const [what, ...fields] = NEEDS[list] ?? [];
  return fields.length === 0 || fields.some((field) => item[field] !== undefined) ? undefined : what;
}
