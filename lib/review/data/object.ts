import type { ObjectRef } from '../../manifests/object-ref';

/** An object that changes, as reviews name it. */
export type ReviewedObject = ObjectRef;

/** A field of an object. */
export interface FieldChange {
  /** JSON pointer; into the new object where it has the field, else into the old one. */
  readonly at: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Short text of the value before; never the value of a Secret or of a literal environment variable. */
  readonly before?: string;
  /** Short text of the value after, likewise. */
  readonly after?: string;
}
