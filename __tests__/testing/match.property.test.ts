import fc from 'fast-check';
import type { Manifest } from 'cdk8s-model-serving/testing';
import { Manifests, Match } from 'cdk8s-model-serving/testing';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Keys as they occur in manifests, and some that trip up naive code. */
const key = fc.constantFrom('a', 'b', 'name', 'app.kubernetes.io/name', '0', '', 'constructor', 'with space', "it's");
/** cdk8s writes a text such as `0o17` without quotes, and kubectl reads that as a number. */
const text = fc.string().filter((value) => !/^[-+]?0o/.test(value));
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: Json; object: { [key: string]: Json } }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));
const manifest = fc
  .dictionary(key, value, { minKeys: 1, maxKeys: 4 })
  .map((spec): Manifest => ({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'it' }, spec }));

/** What is left when some keys of objects are left out, the choice made by `keep`. */
function part(whole: Json, keep: () => boolean): Json {
  if (Array.isArray(whole)) return whole.map((item) => part(item, keep));
  if (typeof whole !== 'object' || whole === null) return whole;
  return Object.fromEntries(
    Object.entries(whole)
      .filter(keep)
      .map(([name, inner]) => [name, part(inner, keep)]),
  );
}

/** The places of all leaves: what is neither an object nor a list, or is an empty one. */
function leaves(whole: Json, at: (string | number)[] = []): (string | number)[][] {
  if (typeof whole !== 'object' || whole === null || Object.keys(whole).length === 0) return [at];
  return Object.entries(whole).flatMap(([name, inner]) =>
    leaves(inner, [...at, Array.isArray(whole) ? Number(name) : name]),
  );
}

function withChange(whole: Json, [first, ...rest]: (string | number)[]): Json {
  if (first === undefined) return 'changed by the test';
  if (Array.isArray(whole)) return whole.map((item, index) => (index === first ? withChange(item, rest) : item));
  const object = whole as { [key: string]: Json };
  return Object.fromEntries(
    Object.entries(object).map(([name, inner]) => [name, name === first ? withChange(inner, rest) : inner]),
  );
}

function pathText(at: (string | number)[]): string {
  return at.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return /^[A-Za-z]+$/.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`;
  }, 'spec');
}

test('an object matches itself, partially and exactly', () => {
  fc.assert(
    fc.property(manifest, (object) => {
      const manifests = Manifests.of([object]);
      manifests.has('Thing', object);
      manifests.has('Thing', Match.exact(object));
    }),
  );
});

test('an object matches every part of itself', () => {
  fc.assert(
    fc.property(manifest, fc.infiniteStream(fc.boolean()), (object, choices) => {
      const expected = part(object, () => choices.next().value as boolean) as object;
      Manifests.of([object]).has('Thing', expected);
    }),
  );
});

test('when one value differs nothing matches, and the message names its path', () => {
  fc.assert(
    fc.property(manifest, fc.nat(), (object, choice) => {
      const places = leaves(object.spec as Json);
      const place = places[choice % places.length];
      const changed = { ...object, spec: withChange(object.spec as Json, place) };
      const manifests = Manifests.of([changed]);
      expect(() => {
        manifests.has('Thing', object);
      }).toThrow(`in one place:\n\n  ${pathText(place)}\n`);
      manifests.hasNo('Thing', object);
    }),
  );
});

test('a list matches Match.arrayWith of every selection of its items', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), fc.infiniteStream(fc.boolean()), (items, choices) => {
      const selection = items.filter(() => choices.next().value);
      const manifests = Manifests.of([{ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'it' }, items }]);
      manifests.has('Thing', { items: Match.arrayWith(selection) });
    }),
  );
});

test('YAML gives back the objects that it was made of', () => {
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 3 }), (objects) => {
      const manifests = Manifests.of(objects);
      expect(Manifests.fromYaml(manifests.toYaml()).all).toEqual(manifests.all);
    }),
  );
});
