import * as fc from 'fast-check';
import { missingField, readSteps, withoutField } from '../../lib/private/field-removal';
import { deepMerge } from '../../lib/private/merge';

describe('a path', () => {
  test.each([
    ['spec.replicas', ['spec', 'replicas']],
    ["containers['iris'].env", ['containers', 'iris', 'env']],
    ['annotations["a.b/c"]', ['annotations', 'a.b/c']],
    ["['a']['b'].c", ['a', 'b', 'c']],
    ['a-b_c/d', ['a-b_c/d']],
  ])('%s has steps', (path, steps) => {
    expect(readSteps(path)).toEqual(steps);
  });

  test.each(['', '.', '.a', 'a.', 'a..b', 'a[0]', "a['", "a['']", 'a.[b]', "a['b'c"])('%j is none', (path) => {
    expect(readSteps(path)).toBeUndefined();
  });
});

const key = fc.constantFrom('a', 'b', 'a.b/c');
const { object } = fc.letrec<{ object: { [key: string]: unknown }; value: unknown }>((tie) => ({
  object: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    tie('object'),
    fc.uniqueArray(fc.record({ name: key, more: tie('value') }), { minLength: 1, selector: ({ name }) => name }),
  ),
}));
const steps = fc.array(fc.oneof(key, fc.constant('more')), { minLength: 1, maxLength: 4 });

test('what is removed is missing; nothing else is, and the object itself stays as it was', () => {
  fc.assert(
    fc.property(object, steps, (given, path) => {
      const before = JSON.stringify(given);
      const wasMissing = missingField('x', given, path) !== undefined;
      const rest = withoutField(given, path);
      expect(missingField('x', rest, path)).toBeDefined();
      expect(JSON.stringify(given)).toBe(before);
      if (wasMissing) expect(rest).toEqual(given);
      else expect(JSON.stringify(rest).length).toBeLessThan(before.length);
    }),
  );
});

test('removing a field is merging null into it', () => {
  const objects = fc.dictionary(key, fc.oneof(fc.integer(), fc.dictionary(key, fc.integer())));
  fc.assert(
    fc.property(objects, fc.array(key, { minLength: 1, maxLength: 2 }), (given, path) => {
      fc.pre(missingField('x', given, path) === undefined);
      const change = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), null);
      expect(withoutField(given, path)).toEqual(deepMerge(given, change as { [key: string]: unknown }));
    }),
  );
});
