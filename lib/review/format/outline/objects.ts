import type { ObjectChange } from '../../data/changes';
import type { FieldChange, ReviewedObject } from '../../data/object';
import { listed, type Phrase, say, words } from '../phrase';
import type { Tone } from './section';

/** How many fields of one object are told. */
const FIELDS = 12;

/** How reports call an object: `Deployment vision/iris`. */
export function callOf({ kind, name, namespaceName }: ReviewedObject): string {
  return `${kind} ${namespaceName === undefined ? '' : `${namespaceName}/`}${name}`;
}

/** Which fields changed, and from what to what. */
export function fieldsOf(fields: readonly FieldChange[]): Phrase {
  return listed(fields.map(fieldOf), FIELDS);
}

/** What of the metadata changed in objects of which nothing else did: `annotations`, `labels and annotations`. */
export function metadataOf(changes: readonly ObjectChange[]): string {
  const fields = changes.filter(({ kind }) => kind === 'labels').flatMap((change) => change.fields);
  return ['labels', 'annotations']
    .filter((name) => fields.some(({ at }) => at.startsWith(`/metadata/${name}`)))
    .join(' and ');
}

function fieldOf({ at, kind, before, after }: FieldChange): Phrase {
  if (before !== undefined && after !== undefined) return say`${at} ${before} → ${after}`;
  const value = before ?? after;
  return [...say`${at}`, ...words(` ${kind}`), ...(value === undefined ? [] : say` (${value})`)];
}

/** The mark of something that is there before, after, or both times. */
export function toneOf(before: unknown, after: unknown): Tone {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}
