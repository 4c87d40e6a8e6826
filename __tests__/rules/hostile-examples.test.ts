import * as fc from 'fast-check';
import { Manifests } from '../../lib/testing';
import { isPlainObject } from '../../lib/private/json';
import { NO_CONTEXT } from '../../lib/rules/context';
import { RULES } from '../../lib/rules/registry';
import { runRules } from '../../lib/rules/run-rules';
import { setOf } from '../support/findings';

const EXAMPLES = RULES.flatMap(({ example }) => (example ? [example.failing, example.mended] : [])).map(
  (yaml) => Manifests.fromYaml(yaml).all,
);
const JUNK = [null, '', 'x', 0, -1, 1.5, true, [], {}, [null], [[]], [{}], { a: null }, ['x', 1]] as const;

/** A copy in which the value at the n-th place, counted in the order of reading, is another. */
function damaged(value: unknown, place: { left: number }, junk: unknown): unknown {
  place.left -= 1;
  if (place.left === 0) return junk;
  if (Array.isArray(value)) return value.map((item) => damaged(item, place, junk));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, damaged(item, place, junk)]));
}

test('no rule throws whatever stands in place of a part of its manifests', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...EXAMPLES),
      fc.array(fc.tuple(fc.nat(120), fc.constantFrom(...JUNK)), { minLength: 1, maxLength: 3 }),
      (example, changes) => {
        const objects = changes.reduce<unknown[]>(
          (all, [index, junk]) => {
            const place = { left: index + 1 };
            // The objects themselves, their kinds and metadata are what readers see to.
            return all.map((object) =>
              Object.fromEntries(
                Object.entries(object as object).map(([key, item]) => [
                  key,
                  ['apiVersion', 'kind'].includes(key)
                    ? item
                    : key === 'metadata' && place.left === 1
                      ? item
                      : damaged(item, place, junk),
                ]),
              ),
            );
          },
          [...example],
        );
        expect(() => runRules(setOf(objects as object[]), NO_CONTEXT)).not.toThrow();
      },
    ),
    { numRuns: 1500 },
  );
});
