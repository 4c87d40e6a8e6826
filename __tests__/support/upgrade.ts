import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../../lib/testing';

/** Something that an upgrade must not bring about unasked. */
export interface Move {
  /** The object: `Deployment vision/iris`, `Namespace vision`. */
  readonly object: string;
  /** What happens to it: `is gone`, `spec.selector changes at /app`. */
  readonly what: string;
}

/** Where an object says which pods it is about. */
const SELECTORS = [
  ['spec', 'selector'],
  ['spec', 'podSelector'],
];
/** Where an object says what its pods are like; of a Pod it is all of its spec. */
const TEMPLATES = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

/** What becomes of the objects of a release: names, selectors and pod templates that are not what they were. */
export function movesBetween(before: readonly Manifest[], after: readonly Manifest[]): Move[] {
  const now = new Map(after.map((manifest) => [keyOf(manifest), manifest]));
  return before.flatMap((old) => {
    const object = nameOf(old);
    const manifest = now.get(keyOf(old));
    if (manifest === undefined) return [{ object, what: 'is gone' }];
    const places = [...SELECTORS, ...(old.kind === 'Pod' ? [['spec']] : TEMPLATES)];
    return places.flatMap((place) => {
      const change = firstChange(at(old, place), at(manifest, place));
      return change === undefined ? [] : [{ object, what: `${place.join('.')} changes at ${change || '/'}` }];
    });
  });
}

/** By the group alone: another version of it is the same object. */
function keyOf({ apiVersion, kind, metadata }: Manifest): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata.namespace ?? '', metadata.name].join('/');
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

function at(value: unknown, place: readonly string[]): unknown {
  return place.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** JSON pointer of the first difference; the order of keys is none. */
function firstChange(before: unknown, after: unknown): string | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return '';
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = firstChange(before[key], after[key]);
    if (change !== undefined) return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${change}`;
  }
  return undefined;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
