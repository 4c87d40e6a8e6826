import type { JsonObject } from '../../private/json';
import type { Code } from '../source/code';

/**
 * Some props of a server, and what a ModelServer makes of them: the one is written, the other is held against what is
 * live. Both stand together, since each is true only with the other.
 */
export interface Part {
  /** Props by name; what is left to the default is not there. */
  readonly props: { readonly [prop: string]: Code | undefined };
  /** Fields of the Deployment's spec. */
  readonly spec?: JsonObject;
  /** Fields of the pod's spec. */
  readonly pod?: JsonObject;
  /** Fields of the container. */
  readonly container?: JsonObject;
}
