import { Quantity } from '../private/quantity';
import { show } from '../private/show';
import { ArrayWith } from './array-with';
import { checkExpected, compare } from './compare';
import { sizeOf } from './cost';
import { Matcher } from './matcher';
import type { Mismatch } from './mismatch';

/**
 * What to put into an expected value where a literal says too much or too little.
 *
 * Without any of these an expected object matches when each of its keys does (other keys do not matter), and an
 * expected list matches a list of the same length whose items match one by one.
 */
export const Match = {
  /**
   * A list that holds, for each expected item, an item that matches it, in this order; other items may stand between.
   *
   * @throws Error when `items` is not a list or holds `undefined`
   */
  arrayWith(items: readonly unknown[]): Matcher {
    if (!Array.isArray(items)) throw new Error(`Match.arrayWith takes a list, got ${show(items)}`);
    checkExpected(items);
    return new ArrayWith(items);
  },

  /**
   * Exactly this value: objects, at any depth, hold no other keys. Matchers inside keep their own meaning.
   *
   * @throws Error when `value` is or holds `undefined`
   */
  exact(value: unknown): Matcher {
    checkExpected(value);
    const compareExactly = (actual: unknown, path: string): Mismatch[] => compare(value, actual, path, true);
    return new Check(`Match.exact(${JSON.stringify(value)})`, compareExactly, sizeOf(value));
  },

  /** No such key, or no such list item. A `null` that is written out is a value, and does not match. */
  absent(): Matcher {
    return new Check('Match.absent()', (actual, path) => {
      return actual === undefined ? [] : [{ path, expected: undefined, actual }];
    });
  },

  /** Any value but `null`: the key has to be there. */
  any(): Matcher {
    return Check.that('Match.any()', (actual) => actual !== undefined && actual !== null);
  },

  /**
   * A text in which the regular expression finds something. Anchor it (`/^...$/`) to speak of the whole text.
   *
   * @throws Error when `pattern` is not a regular expression
   */
  pattern(pattern: RegExp): Matcher {
    if (!(pattern instanceof RegExp)) throw new Error(`Match.pattern takes a regular expression, got ${show(pattern)}`);
    const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
    return Check.that(`Match.pattern(${pattern})`, (actual) => typeof actual === 'string' && stateless.test(actual));
  },

  /**
   * The same amount, however it is written: `500m` equals `0.5`, `1Gi` equals `1024Mi`.
   *
   * @throws Error when `quantity` is not a Kubernetes quantity
   */
  quantity(quantity: string): Matcher {
    const expected = Quantity.parse(quantity);
    return Check.that(`Match.quantity('${quantity}')`, (actual) => {
      const found = Quantity.tryParse(typeof actual === 'number' ? String(actual) : actual);
      return found !== undefined && expected.equals(found);
    });
  },
};

/** A matcher made of a function. */
class Check extends Matcher {
  public static that(text: string, holds: (actual: unknown) => boolean): Matcher {
    const check: Check = new Check(text, (actual, path) => (holds(actual) ? [] : [{ path, expected: check, actual }]));
    return check;
  }

  public constructor(
    private readonly text: string,
    public readonly compare: (actual: unknown, path: string) => Mismatch[],
    public readonly size = 1,
  ) {
    super();
  }

  public toString(): string {
    return this.text;
  }
}
