import type { ObjectRef } from '../manifests/object-ref';
import type { Origin } from '../manifests/origin';

/** How much a finding weighs: an error fails, a warning is printed. */
export type Severity = 'error' | 'warning';

/** What a rule found, as data: reporters make the text. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** The object it was found in. */
  readonly object: ObjectRef;
  /** Where in the object: a JSON pointer (RFC 6901). */
  readonly at?: string;
  /** What is wrong with the values received. */
  readonly message: string;
  /** The way out, in terms of Kubernetes. */
  readonly fix?: string;
  /** Other objects that take part in it. */
  readonly others?: readonly ObjectRef[];
  readonly origin?: Origin;
}
