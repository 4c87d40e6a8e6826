import type { Manifest } from '../../manifests/manifest';
import { isPlainObject } from '../../private/json';
import { isLabelValue, LABEL } from '../../private/labels';

/**
 * Whether two objects of one kind are the same but for what they are called: their name and namespace, wherever labels,
 * selectors, containers and references repeat them, and the images and the version label of what they run. One stands for
 * the other wherever only what they say counts, and whether texts are equal: what the API server accepts, what pods ask for.
 */
export function differsInNames(first: Manifest, second: Manifest): boolean {
  if (first.kind !== second.kind || first.apiVersion !== second.apiVersion || WITH_MEANING.has(first.kind))
    return false;
  const names: Names = {
    from: first.name,
    to: second.name,
    fromNamespace: first.namespaceName ?? '',
    toNamespace: second.namespaceName ?? '',
  };
  return isOneToOne(names) && isSameObject(first.json, second.json, '', names, MAX_DEPTH);
}

/** What the first object is called, and the second in the same places. */
interface Names {
  readonly from: string;
  readonly to: string;
  readonly fromNamespace: string;
  readonly toNamespace: string;
}

/** Labels of these are settings, which a name might be the same word as. */
const WITH_MEANING: ReadonlySet<string> = new Set(['Namespace']);

/** Lists and maps go no deeper in any kind that is known. */
const MAX_DEPTH = 50;

/** Short enough to be the name of anything, and the value of a label. */
const NAME = /^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/;

function isOneToOne({ from, to, fromNamespace, toNamespace }: Names): boolean {
  return (
    (from === to || NAME.test(to)) &&
    (fromNamespace === toNamespace || NAME.test(toNamespace)) &&
    (from === fromNamespace) === (to === toNamespace)
  );
}

/** The fields that may hold the name or the namespace, by the key of the object that they are in; `labels` are maps of which any value may. */
const NAMED: ReadonlyMap<string, ReadonlySet<string> | 'labels'> = new Map<string, ReadonlySet<string> | 'labels'>([
  ['metadata', new Set(['name', 'namespace'])],
  ['labels', 'labels'],
  ['matchLabels', 'labels'],
  ['selector', 'labels'],
  ['spec', new Set(['serviceAccountName'])],
  ['containers', new Set(['name', 'image'])],
  ['initContainers', new Set(['name', 'image'])],
  ['scaleTargetRef', new Set(['name'])],
  ['roleRef', new Set(['name'])],
  ['subjects', new Set(['name', 'namespace'])],
]);

/** @param holder the key of what holds the value; of what stands in a list that of the list */
function isSame(one: unknown, other: unknown, holder: string, names: Names, depth: number): boolean {
  // What is undefined may be in one of the two only.
  if (typeof one !== 'object' || one === null) return one === other && one !== undefined;
  if (depth === 0) return false;
  if (!Array.isArray(one)) return isSameObject(one, other, holder, names, depth);
  if (!Array.isArray(other) || one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) {
    const item: unknown = one[index];
    const isItem =
      typeof item === 'string'
        ? item === other[index] && !isRenamed(item, names)
        : isSame(item, other[index], holder, names, depth - 1);
    if (!isItem) return false;
  }
  return true;
}

function isSameObject(one: unknown, other: unknown, holder: string, names: Names, depth: number): boolean {
  if (!isPlainObject(one) || !isPlainObject(other)) return false;
  let count = 0;
  for (const key in one) {
    const value = one[key];
    const counterpart = other[key];
    if (typeof value === 'string') {
      if (!isSameText(value, counterpart, holder, key, names)) return false;
    } else if (!isSame(value, counterpart, key, names, depth - 1)) return false;
    count++;
  }
  // All that is in the first one is in the other, which may have no more.
  return count === Object.keys(other).length;
}

function isSameText(text: string, other: unknown, holder: string, key: string, names: Names): boolean {
  // Selectors may ask for the version, which may differ where nothing is compared with it.
  if (text === other) return !isRenamed(text, names) && !(key === LABEL.VERSION && holder !== 'labels');
  const named = NAMED.get(holder);
  if (typeof other !== 'string' || named === undefined) return false;
  if (named === 'labels') {
    if (key === LABEL.VERSION) return holder === 'labels' && isLabelValue(other);
  } else if (!named.has(key)) return false;
  else if (key === 'image') return isImage(text) && isImage(other);
  return text === names.from ? other === names.to : text === names.fromNamespace && other === names.toNamespace;
}

/** Whether a text is the name of one of the two where they differ: it cannot be the same in both. */
function isRenamed(text: string, { from, to, fromNamespace, toNamespace }: Names): boolean {
  return (
    (from !== to && (text === from || text === to)) ||
    (fromNamespace !== toNamespace && (text === fromNamespace || text === toNamespace))
  );
}

function isImage(text: string): boolean {
  return text !== '' && text.trim() === text;
}
