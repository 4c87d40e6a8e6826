import fc from 'fast-check';
import type { JsonObject } from '../../lib/private/json';
import { deepMerge, directiveProblems } from '../../lib/private/merge';

const key = fc.constantFrom(
  'a',
  'a',
  'a',
  'b',
  'name',
  'mountPath',
  'value',
  '0',
  '',
  'constructor',
  '__proto__',
  'toString',
);
const leaf = fc.oneof(fc.constantFrom('x', 'y', 'z', ''), fc.integer(), fc.boolean());
const listKey = fc.constantFrom('name', 'mountPath');

/** JSON as manifests hold it. With `nulls` it is a change, which may remove fields. Lists of named things name each once. */
function json(nulls: boolean): fc.Arbitrary<JsonObject> {
  return fc.letrec<{ value: unknown; named: JsonObject[]; object: JsonObject }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      tie('named'),
      tie('object'),
      ...(nulls ? [fc.constant(null)] : []),
    ),
    named: fc
      .tuple(listKey, fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }), fc.array(tie('object')))
      .map(([by, names, items]) =>
        names.map((name, index) => ({ ...items[index], name: undefined, mountPath: undefined, [by]: name })),
      ),
    // Own keys always, also `__proto__`, as JSON.parse makes them.
    object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  })).object;
}

const manifest = json(false);
const changes = json(true);
const text = (value: unknown) => JSON.stringify(value);

test('merging nothing changes nothing, and merging into nothing gives the changes', () => {
  fc.assert(
    fc.property(manifest, (base) => {
      expect(text(deepMerge(base, {}))).toBe(text(base));
      expect(text(deepMerge({}, base))).toBe(text(base));
      expect(deepMerge(base, {})).not.toBe(base);
    }),
  );
});

test('neither argument is changed', () => {
  fc.assert(
    fc.property(manifest, changes, (base, change) => {
      const before = [text(base), text(change)];
      deepMerge(base, change);
      expect([text(base), text(change)]).toEqual(before);
    }),
  );
});

test('merging the same changes again changes nothing', () => {
  fc.assert(
    fc.property(manifest, changes, (base, change) => {
      const once = deepMerge(base, change);
      expect(text(deepMerge(once, change))).toBe(text(once));
    }),
    { numRuns: 500 },
  );
});

test('no null is left, wherever a field was to be removed', () => {
  fc.assert(
    fc.property(manifest, changes, (base, change) => {
      expect(text(deepMerge(base, change))).not.toContain('null');
    }),
    { numRuns: 500 },
  );
});

test('keys keep the order of the base, new ones follow', () => {
  expect(Object.keys(deepMerge({ b: 1, a: 1 }, { c: 1, a: 2, d: 1 }))).toEqual(['b', 'a', 'c', 'd']);
});

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['objects merge key by key', { a: { b: 1, c: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  ['null removes a field', { a: { b: 1, c: 1 } }, { a: { b: null } }, { a: { c: 1 } }],
  ['null removes what is not there', {}, { a: null, b: { c: null } }, { b: {} }],
  ['undefined says nothing', { a: 1 }, { a: undefined, b: undefined }, { a: 1 }],
  ['an object takes the place of a text', { a: 'text' }, { a: { b: 2 } }, { a: { b: 2 } }],
  ['an object takes the place of a list', { a: ['x'] }, { a: { b: 2 } }, { a: { b: 2 } }],
  ['a value takes the place of an object', { a: { b: 2 } }, { a: 1 }, { a: 1 }],
  ['a list of values is replaced', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
  ['an empty list empties', { env: [{ name: 'A' }] }, { env: [] }, { env: [] }],
  ['a list takes the place of a value', { a: 1 }, { a: [{ name: 'A' }] }, { a: [{ name: 'A' }] }],
  [
    'a list of unnamed things is replaced',
    { tolerations: [{ key: 'a' }] },
    { tolerations: [{ key: 'b' }] },
    { tolerations: [{ key: 'b' }] },
  ],
  [
    'a list with one unnamed thing is replaced',
    { ports: [{ name: 'http' }, { port: 9 }] },
    { ports: [{ name: 'http', port: 1 }] },
    { ports: [{ name: 'http', port: 1 }] },
  ],
  [
    'named things merge by name, in the order of the base, new ones last',
    { env: [{ name: 'B', value: '1' }, { name: 'A' }] },
    { env: [{ name: 'C' }, { name: 'A', value: '2' }, { name: 'B', value: '3' }] },
    { env: [{ name: 'B', value: '3' }, { name: 'A', value: '2' }, { name: 'C' }] },
  ],
  [
    'mounts merge by path: two mounts may show one volume',
    {
      mounts: [
        { name: 'data', mountPath: '/a' },
        { name: 'data', mountPath: '/b' },
      ],
    },
    {
      mounts: [
        { name: 'data', mountPath: '/b', readOnly: true },
        { name: 'data', mountPath: '/c' },
      ],
    },
    {
      mounts: [
        { name: 'data', mountPath: '/a' },
        { name: 'data', mountPath: '/b', readOnly: true },
        { name: 'data', mountPath: '/c' },
      ],
    },
  ],
  [
    'null removes a field of a named thing',
    { env: [{ name: 'A', value: '1' }] },
    { env: [{ name: 'A', value: null, valueFrom: { x: 1 } }] },
    { env: [{ name: 'A', valueFrom: { x: 1 } }] },
  ],
  [
    'null removes a field in a list that the base has none of',
    {},
    { a: [{ name: 'A', value: null }], b: [{ key: 'x', value: null }] },
    { a: [{ name: 'A' }], b: [{ key: 'x' }] },
  ],
])('%s', (_what, base, change, expected) => {
  expect(text(deepMerge(base, change))).toBe(text(expected));
});

test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
  'a key %j from JSON is a key like any other, and reaches no prototype',
  (name) => {
    const evil = JSON.parse(`{ "${name}": { "polluted": true }, "nested": { "${name}": { "polluted": true } } }`);
    const merged = deepMerge(deepMerge({ nested: {} }, evil), evil);
    expect(Object.keys(merged)).toEqual(['nested', name]);
    expect(text(merged)).toBe(`{"nested":{"${name}":{"polluted":true}},"${name}":{"polluted":true}}`);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((merged as { polluted?: unknown }).polluted).toBeUndefined();
  },
);

describe('the directives of strategic merge patches', () => {
  const base = {
    env: [
      { name: 'HOME', value: '/tmp' },
      { name: 'A', value: '1' },
    ],
    ports: [{ name: 'http', port: 80 }],
  };

  it('remove one thing of a list by its name, and nothing where it is not there', () => {
    expect(deepMerge(base, { env: [{ name: 'HOME', $patch: 'delete' }] }).env).toEqual([{ name: 'A', value: '1' }]);
    expect(deepMerge(base, { env: [{ name: 'B', $patch: 'delete' }] }).env).toEqual(base.env);
    expect(deepMerge({}, { env: [{ name: 'B', $patch: 'delete' }] })).toEqual({});
    expect(deepMerge({ env: [{ name: 'B' }] }, { env: [{ name: 'B', $patch: 'delete' }] })).toEqual({});
  });

  it('replace a list of named things, and an object', () => {
    expect(deepMerge(base, { ports: [{ $patch: 'replace' }, { name: 'web', port: 1 }] }).ports).toEqual([
      { name: 'web', port: 1 },
    ]);
    expect(deepMerge({ a: { b: 1, c: 2 } }, { a: { $patch: 'replace', d: 3 } })).toEqual({ a: { d: 3 } });
  });

  it('order a list, and leave behind it what is not named', () => {
    const merged = deepMerge(base, {
      env: [{ name: 'Z', value: '3' }],
      '$setElementOrder/env': [{ name: 'Z' }, { name: 'A' }],
    });
    expect(merged.env).toEqual([
      { name: 'Z', value: '3' },
      { name: 'A', value: '1' },
      { name: 'HOME', value: '/tmp' },
    ]);
    expect(Object.keys(merged)).toEqual(['env', 'ports']);
  });

  it('are held to what there is', () => {
    expect(directiveProblems('spec', { a: [{ $patch: 'merge' }], '$setElementOrder/env': 'A' })).toEqual([
      `spec.a[0].$patch must be 'delete' or 'replace', got "merge"`,
      'spec.$setElementOrder/env must be a list of names, each as { name: ... }',
    ]);
  });
});
