import type { ObjectRef } from '../manifests/object-ref';
import type { Origin } from '../manifests/origin';

/** `error`: refused, or broken once applied. `warning`: works, and is likely not meant. */
export type Severity = 'error' | 'warning';

/** What a rule says of an object, as data. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly object: ObjectRef;
  /** JSON pointer into the object. */
  readonly at?: string;
  /** What is wrong, with the values received. Objects besides are called as in `titleOf`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Other objects that have part in it. */
  readonly others?: readonly RelatedObject[];
  /** Where the object comes from. */
  readonly origin?: Origin;
}

/** Another object that has part in a finding. */
export interface RelatedObject extends ObjectRef {
  /** Where it comes from. */
  readonly origin?: Origin;
}
