import type { Mismatch } from './mismatch';

/** Something that stands in an expected value where a literal is not enough. Made by the functions of `Match`. */
export abstract class Matcher {
  /** How many values it speaks of; decides which object is the closest when none matches. */
  public readonly size: number = 1;

  /** The matcher as one would write it, for messages. */
  public abstract toString(): string;

  /** What is wrong with the value found at a path; empty when it matches. `undefined` stands for no value. */
  public abstract compare(actual: unknown, path: string): Mismatch[];

  /** Lets expected values that hold matchers be printed as text. */
  public toJSON(): string {
    return this.toString();
  }
}
