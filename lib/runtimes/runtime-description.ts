import type { RuntimeDefinition } from './runtime-definition';
import type { RuntimeContext, RuntimeFacts } from './runtime-facts';

/** Gives the facts of a runtime for one server, and the problems of its options (empty when they are fine). */
export interface RuntimeDescription {
  /** Name for error messages, as the field writes it: `BentoML`. */
  readonly title: string;
  /** Sentences about options that are wrong, each naming the option: `port must be ...`. */
  readonly problems: readonly string[];
  /** Sentences about options that are legal but likely not meant. Absent: none. */
  readonly warnings?: readonly string[];
  /** Whether facts depend on the image. */
  readonly asksForImage?: boolean;
  /** The factory of `ServingRuntime` that made it; nothing for those that know no program. */
  readonly factory?: string;
  /** What it was defined by, where it was. */
  readonly definition?: (context: RuntimeContext) => RuntimeDefinition;
  facts(context: RuntimeContext): RuntimeFacts;
}
