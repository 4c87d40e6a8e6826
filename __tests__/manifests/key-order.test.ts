import { ApiObject, App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { inReadingOrder } from '../../lib/manifests/yaml/key-order';
import { resolveValue } from '../../lib/synth/resolve-value';
import { emitDocument } from '../../lib/manifests/yaml/emitter';
import { parse } from '../synth/support';

const key = fc.constantFrom(
  ...['apiVersion', 'kind', 'name', 'spec', 'containers', 'volumes', 'a', 'B', 'é', '10', '9', '', 'constructor'],
);
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const { object } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries) as object),
}));

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

const owner = new ApiObject(new Chart(new App(), 'chart'), 'object', { apiVersion: 'v1', kind: 'Thing' });
const resolved = (value: unknown) => resolveValue(value, { object: owner, custom: [] }, []) as object;
const bytes = (value: unknown) => emitDocument(resolved(value));

test('the bytes are the same whatever order the keys were written in', () => {
  fc.assert(
    fc.property(object, (value) => {
      expect(bytes(reversed(value))).toBe(bytes(value));
    }),
  );
});

test('the meaning is unchanged: every key and value is there, lists keep their order', () => {
  fc.assert(
    fc.property(object, (value) => {
      expect(resolved(value)).toEqual(value);
    }),
  );
});

test('read as kubectl reads it, the YAML is the manifest', () => {
  fc.assert(
    fc.property(object, (spec) => {
      const manifest = { spec, metadata: { name: 'a' }, kind: 'Thing', apiVersion: 'v1' };
      expect(parse(bytes(manifest))).toEqual([manifest]);
    }),
  );
});

test('nothing is shared with the original, and no text is written as a reference to another', () => {
  const labels = { app: 'iris' };
  const manifest = { selector: labels, labels, list: [labels, labels] };
  expect(bytes(manifest)).not.toMatch(/[&*]/);
  expect((resolved(manifest) as typeof manifest).labels).not.toBe(labels);
});

test.each([
  [
    'an object begins with what it is',
    ['spec', 'data', 'metadata', 'kind', 'apiVersion'],
    'apiVersion kind metadata spec data',
  ],
  ['a name comes before all else', ['annotations', 'labels', 'namespace', 'name'], 'name namespace labels annotations'],
  [
    'a container: image, command, environment, ports',
    ['ports', 'env', 'args', 'command', 'image', 'name'],
    'name image command args env ports',
  ],
  [
    'the long lists of a pod come last',
    ['volumes', 'containers', 'affinity', 'serviceAccountName'],
    'serviceAccountName affinity containers volumes',
  ],
  ['a mount ends with nothing long', ['readOnly', 'name', 'mountPath'], 'name mountPath readOnly'],
  ['all others by code unit, not by locale', ['b', 'B', 'a', 'é', 'Z', '_'], 'B Z _ a b é'],
])('%s', (_what, keys, order) => {
  expect(inReadingOrder([...keys]).join(' ')).toBe(order);
});

test('the list itself is sorted, and one that is in order stays as it is', () => {
  const keys = ['spec', 'kind'];
  expect(inReadingOrder(keys)).toBe(keys);
  expect(keys).toEqual(['kind', 'spec']);
  expect(inReadingOrder([])).toEqual([]);
});

test('a key of data that is called like a part of JavaScript is not lost', () => {
  expect(bytes({ data: { toString: 'c', constructor: 'b', hasOwnProperty: 'a' } })).toBe(
    'data:\n  constructor: b\n  hasOwnProperty: a\n  toString: c\n',
  );
});
