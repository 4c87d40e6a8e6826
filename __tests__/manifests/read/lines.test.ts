import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { readManifests, type ReadManifests } from '../../../lib/manifests/read';

const read = (text: string): ReadManifests => readManifests(['-'], { standardInput: Buffer.from(text) });

const TEXT = `# a comment
apiVersion: v1
kind: ConfigMap
metadata:
  name: first
---
# another

apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: second, annotations: { "a/b~c": x } }
    spec:
      template:
        spec:
          containers:
            - name: a
            -
              name: b
              args: [x, y,
                z]
              command: |
                line
              merged: &m
                key: 1
              other: { <<: *m, own: 2 }
              80: number
              yes: word
              last: *m
  - { apiVersion: v1, kind: Service, metadata: { name: third } }
`;

test.each([
  [0, '', 2],
  [0, '/metadata/name', 5],
  [0, '/metadata/labels/app', 4],
  [1, '', 12],
  [1, '/metadata/annotations/a~1b~0c', 14],
  [1, '/spec/template/spec/containers/0/name', 19],
  [1, '/spec/template/spec/containers/0/image', 19],
  [1, '/spec/template/spec/containers/1', 21],
  [1, '/spec/template/spec/containers/1/args/2', 23],
  [1, '/spec/template/spec/containers/1/command', 24],
  [1, '/spec/template/spec/containers/1/other/key', 28],
  [1, '/spec/template/spec/containers/1/80', 29],
  [1, '/spec/template/spec/containers/1/true', 30],
  [1, '/spec/template/spec/containers/1/last/key', 31],
  [1, '/spec/template/spec/containers/2', 18],
  [2, '/metadata/name', 32],
])('object %i, %j stands on line %i, or what is around it does', (index, at, line) => {
  const { manifests, lineOf } = read(TEXT);
  expect(lineOf(manifests[index].origin, at)).toBe(line);
});

test('what was not read has no line', () => {
  expect(read(TEXT).lineOf({ file: '-', document: 1 }, '/kind')).toBeUndefined();
});

test('every field of every object stands where another reader finds it', () => {
  const leaf = fc.oneof(fc.string({ maxLength: 30 }), fc.integer(), fc.constant('two\nlines\n'), fc.constant(null));
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z/~]{1,6}$/), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { maxKeys: 5 });
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), fc.boolean(), (objects, isFlow) => {
      const text = objects
        .map((fields) =>
          yaml.stringify(
            { apiVersion: 'v1', kind: 'Thing', ...fields },
            { version: '1.1', collectionStyle: isFlow ? 'flow' : 'any', aliasDuplicateObjects: false },
          ),
        )
        .join('---\n');
      const { manifests, lineOf } = read(text);
      const counter = new yaml.LineCounter();
      yaml.parseAllDocuments(text, { version: '1.1', lineCounter: counter }).forEach((document, index) => {
        for (const [at, offset] of fieldsOf((document as yaml.Document).contents)) {
          expect([at, lineOf(manifests[index].origin, at)]).toEqual([at, counter.linePos(offset).line]);
        }
      });
    }),
    { numRuns: 200 },
  );
});

function* fieldsOf(node: unknown, at = ''): Generator<[string, number]> {
  if (yaml.isMap(node)) {
    for (const { key, value } of node.items) {
      const inner = `${at}/${String((key as yaml.Scalar).value)
        .replaceAll('~', '~0')
        .replaceAll('/', '~1')}`;
      yield [inner, (key as yaml.Scalar).range![0]];
      yield* fieldsOf(value, inner);
    }
  } else if (yaml.isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      // A block text begins after its header.
      const isBlock = yaml.isScalar(item) && (item.type === 'BLOCK_LITERAL' || item.type === 'BLOCK_FOLDED');
      if (!isBlock) yield [`${at}/${index}`, (item as yaml.Node).range![0]];
      yield* fieldsOf(item, `${at}/${index}`);
    }
  }
}
