import type { FieldChange, ReviewedObject } from './object';

/** A change that the API server refuses. */
export interface Refusal {
  readonly object: ReviewedObject;
  /** JSON pointer to the field. */
  readonly at: string;
  /** Whether the field cannot change at all; else the new value is wrong. */
  readonly immutable: boolean;
  readonly message: string;
  /** The recipe out of it. */
  readonly fix?: string;
  /** What is applied all the same by the delivery tool, and what is not: a sentence. */
  readonly halfApplied?: string;
}

/** An object that is added or changed. */
export interface ObjectChange {
  readonly object: ReviewedObject;
  readonly kind: 'added' | 'changed' | 'renamed' | 'labels';
  /** The object that it was, of one that is renamed. */
  readonly was?: ReviewedObject;
  readonly fields: readonly FieldChange[];
}

/** An object that is in the manifests no more. */
export interface Removal {
  readonly object: ReviewedObject;
  /** What the delivery tool does with it, a sentence. */
  readonly outcome: string;
  /** Whether data or everything in a namespace goes with it. */
  readonly isDestructive: boolean;
}

/** A finding that somebody takes, newly. */
export interface Acknowledgement {
  readonly object: ReviewedObject;
  readonly rule: string;
  readonly reason: string;
}
