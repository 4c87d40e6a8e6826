import type { ReviewedObject } from './object';

/** Something that clients or pods rely on, and that is there no more. */
export interface Loss {
  /** What served it. */
  readonly object: ReviewedObject;
  /** A sentence. */
  readonly message: string;
  /** Whether requests are known to fail; else somebody has to know who relies on it. */
  readonly isOutage: boolean;
}
