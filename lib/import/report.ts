import type { ObjectRef } from '../manifests/object-ref';

/**
 * What became of an object: `server`, it is made by a ModelServer; `kept`, it stands in the file field by field; `left out`, it
 * is not in the file; `added`, it was not there before; `changed`, it means something else than before; `proposed`, a value
 * stands for one that nobody gave; `looks like`, a runtime of the library may know more; `to mend`, it was wrong before.
 */
export type NoteKind = 'server' | 'kept' | 'left out' | 'added' | 'changed' | 'proposed' | 'looks like' | 'to mend';

/** Something to know of one object. */
export interface ImportNote {
  readonly kind: NoteKind;
  readonly object: ObjectRef;
  readonly message: string;
}

/** What manifests become. */
export interface Imported {
  /** The TypeScript file. */
  readonly source: string;
  /** In the order of the kinds, then of the objects. */
  readonly notes: readonly ImportNote[];
  /** How many servers there are. */
  readonly servers: number;
}

/** The order in which notes are told. */
export const NOTE_KINDS: readonly NoteKind[] = [
  'changed',
  'left out',
  'added',
  'to mend',
  'proposed',
  'kept',
  'looks like',
  'server',
];
