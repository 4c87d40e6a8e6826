import fc from 'fast-check';
import { isProblems, readImageList, withImage, withNewImage } from '../../lib/private/image-list';
import { anyText } from '../support/any-text';

const LIST = `{
    "vision/iris" :  "iris:1",
  "search/ranker":"ranker:2"
}`;

function read(json: string) {
  const list = readImageList(json);
  if (isProblems(list)) throw new Error(list.join());
  return list;
}

test('one image changes, and no other byte of the file', () => {
  expect(withImage(LIST, read(LIST), 'vision/iris', 'iris:2')).toBe(LIST.replace('iris:1', 'iris:2'));
});

test.each([
  ['on a line of its own', '{\n\t"a": "a:1"\n}\n', '{\n\t"a": "a:1",\n\t"b": "b:1"\n}\n'],
  ['with the line ends of the file', '{\r\n  "a": "a:1"\r\n}', '{\r\n  "a": "a:1",\r\n  "b": "b:1"\r\n}'],
  ['on the one line there is', '{"a":"a:1"}', '{"a":"a:1", "b": "b:1"}'],
  ['in an empty list', '{ }', '{\n  "b": "b:1"\n}\n'],
])('an image is added %s', (_, before, after) => {
  expect(withNewImage(before, read(before), 'b', 'b:1')).toBe(after);
});

test.each([
  ['', ['is no JSON: it is empty']],
  ['{\n  "a": "a:1",\n}', ['is no JSON in line 3']],
  ['[]', ['must be an object of names and images, such as {"vision/iris": "iris:0.2.0"}']],
  [
    '{"a": 1, "b": {}}',
    [
      "'a' must be an image in quotation marks, got 1",
      "'b' must be an image in quotation marks, got an object (empty)",
    ],
  ],
  ['{"a": "a:1", "\\u0061": "a:2"}', ["'a' stands there twice; take one away"]],
])('%j is no list of images', (json, problems) => {
  expect(readImageList(json)).toEqual(problems);
});

test('whatever the names and the texts, what is written is what is read', () => {
  const texts = fc.oneof(anyText(), fc.constantFrom('__proto__', '"', '\\', '\\"', '{', ','));
  fc.assert(
    fc.property(
      fc.dictionary(texts, texts, { minKeys: 1 }),
      texts,
      texts,
      fc.nat(),
      fc.nat(3),
      (images, name, image, at, space) => {
        const json = JSON.stringify(images, null, space);
        const changed = Object.keys(images)[at % Object.keys(images).length];
        expect(JSON.parse(withImage(json, read(json), changed, image))).toEqual({ ...images, [changed]: image });
        if (!Object.hasOwn(images, name)) {
          const more = JSON.parse(withNewImage(json, read(json), name, image)) as object;
          expect(Object.entries(more)).toEqual(expect.arrayContaining([...Object.entries(images), [name, image]]));
        }
      },
    ),
  );
});
