import { Yaml } from 'cdk8s';
import { Manifests } from 'cdk8s-model-serving/testing';
import fc from 'fast-check';
import { inReadingOrder } from '../../lib/synth/key-order';

const key = fc.constantFrom(
  ...['apiVersion', 'kind', 'name', 'spec', 'containers', 'volumes', 'a', 'B', 'é', '10', '9', '', '__proto__'],
  'constructor',
);
/** cdk8s writes a text such as `0o17` without quotes, and kubectl reads that as a number. */
const text = fc.string().filter((value) => !/^[-+]?0o/.test(value));
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const { object } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  // Own keys always, also `__proto__`, as JSON.parse makes them.
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

const bytes = (value: unknown) => Yaml.stringify(inReadingOrder(value));

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
      const ordered = inReadingOrder(value);
      expect(JSON.stringify(inReadingOrder(reversed(ordered)))).toBe(JSON.stringify(ordered));
      expect(sortedText(ordered)).toBe(sortedText(value));
    }),
  );
});

test('read as kubectl reads it, the YAML is the manifest', () => {
  const spec = object.map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')) as object);
  fc.assert(
    fc.property(spec, (value) => {
      const manifest = { spec: value, metadata: { name: 'a' }, kind: 'Thing', apiVersion: 'v1' };
      expect(Manifests.fromYaml(bytes(manifest)).all).toEqual([manifest]);
    }),
  );
});

test('nothing is shared with the original, and no text is written as a reference to another', () => {
  const labels = { app: 'iris' };
  const manifest = { selector: labels, labels, list: [labels, labels] };
  expect(bytes(manifest)).not.toMatch(/[&*]/);
  expect((inReadingOrder(manifest) as typeof manifest).labels).not.toBe(labels);
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
  const ordered = inReadingOrder(Object.fromEntries(keys.map((name) => [name, 1]))) as object;
  expect(Object.keys(ordered).join(' ')).toBe(order);
});

test('a key of data that is called like a part of JavaScript is not lost', () => {
  const data = JSON.parse('{ "__proto__": "a", "constructor": "b", "toString": "c" }') as object;
  expect(JSON.stringify(inReadingOrder(data))).toBe('{"__proto__":"a","constructor":"b","toString":"c"}');
});

test.each([null, undefined, 5, 'text', true, new Date(0)])('what has no keys is itself: %p', (value) => {
  expect(inReadingOrder(value)).toBe(value);
});

function sortedText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${sortedText(inner)}`);
  return `{${entries.sort().join()}}`;
}
