import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { readDocuments } from '../../../lib/manifests/read/documents';

const valuesOf = (text: string) => {
  const { documents, faults } = readDocuments(text);
  expect(faults).toEqual([]);
  return documents.map(({ value }) => value);
};
const faultOf = (text: string) => readDocuments(text).faults[0]?.reason;

describe('a document', () => {
  test('merges where << stands: later keys override what it brings, and it overrides earlier ones, as in kubectl', () => {
    const base = 'base: &base { a: 1, b: 2 }\n';
    expect(valuesOf(`${base}object: { <<: *base, a: 3 }`)).toEqual([{ base: { a: 1, b: 2 }, object: { a: 3, b: 2 } }]);
    expect(valuesOf(`${base}object: { a: 3, <<: *base }`)).toEqual([{ base: { a: 1, b: 2 }, object: { a: 1, b: 2 } }]);
  });

  test('merges several, of which the first wins', () => {
    const text = 'x: [&a { k: a, l: a }, &b { k: b, m: b }]\nobject: { <<: [*a, *b] }';
    expect(valuesOf(text)).toEqual([{ x: expect.anything(), object: { k: 'a', l: 'a', m: 'b' } }]);
  });

  test('has a quoted << as a key like any other', () => {
    expect(valuesOf('"<<": 1')).toEqual([{ '<<': 1 }]);
  });

  test('makes text of keys that are numbers or booleans', () => {
    expect(valuesOf('{ 80: a, yes: b, 1.5: c, 0x10: d }')).toEqual([{ 80: 'a', true: 'b', 1.5: 'c', 16: 'd' }]);
  });

  test('knows the tags of YAML, and passes over all others', () => {
    const text =
      'a: !!str 5\nb: !!int "5"\nc: !!binary aGk=\nd: !Ref name\ne: !!set { x }\nf: !<tag:yaml.org,2002:float> 1\ng: !vault [1]\nh: ! 7';
    expect(valuesOf(text)).toEqual([{ a: '5', b: 5, c: 'hi', d: 'name', e: { x: null }, f: 1, g: [1], h: '7' }]);
  });

  test('has no prototype of its own making', () => {
    const [value] = valuesOf('__proto__: { polluted: true }\nconstructor: x') as object[];
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each([
    ['a: *nothing', 'alias *nothing names no anchor before it'],
    ['a: &a [*a]', 'anchor &a holds itself'],
    ['a: .nan', '.nan is a number that JSON cannot hold'],
    ['? [a]\n: b', 'a key must be text, this one is a list'],
    ['? { a: b }\n: c', 'a key must be text, this one is an object'],
    ['~: a', 'a key must be text, this one is empty'],
    ['<<: text', '<< must be given an object, or a list of objects'],
    ['a: !!int text', 'a value is not what its tag !!int says'],
  ])('refuses %j as kubectl does: %s', (text, reason) => {
    expect(faultOf(text)).toBe(reason);
  });

  test('keeps the last of equal keys, as kubectl does, and tells where they are', () => {
    const { documents } = readDocuments('a:\n  - b/c: 1\n    b/c: 2\n');
    expect(documents[0].value).toEqual({ a: [{ 'b/c': 2 }] });
    expect(documents[0].duplicates).toEqual([{ at: '/a/0/b~1c', offset: 18 }]);
  });

  test('a key that a merge brought may be said again', () => {
    expect(readDocuments('x: &x { a: 1 }\ny: { <<: *x, a: 2 }').documents[0].duplicates).toEqual([]);
    expect(readDocuments('x: &x { a: 1 }\ny: { <<: *x, a: 2, a: 3 }').documents[0].duplicates).toHaveLength(1);
  });

  test('may use aliases, and may not explode by them', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${`*${of},`.repeat(10)}]\n`;
    const bomb = `a: &a [${'x,'.repeat(10)}]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}`;
    expect(valuesOf(bomb)).toHaveLength(1);
    expect(faultOf(`${bomb}${level('e', 'd')}${level('f', 'e')}${level('g', 'f')}`)).toBe(
      'aliases expand to more than 400000 values',
    );
  });

  test('merges that explode are refused, too', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `k${index}: 1`).join(', ');
    const text = `base: &base { ${keys} }\nlist:\n${'  - { <<: *base }\n'.repeat(500)}`;
    expect(faultOf(text)).toBe('aliases expand to more than 400000 values');
  });

  test.each([
    ['lists', `${'['.repeat(600)}${']'.repeat(600)}`],
    ['objects in JSON', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['indentation', Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ])('that nests %s too deeply is refused', (_, text) => {
    expect(faultOf(text)).toBe('nesting exceeded maxDepth (500)');
  });
});

describe('a document that would take too much memory is refused', () => {
  test.each([
    ['one document holds more than 32 MiB', `a: "${'x'.repeat(33 << 20)}"`],
    ['one document holds more than 8000000 values', `a: [${'1,'.repeat(8_000_001)}1]`],
    ['one document holds more than 8000000 values', `a: ${'[],'.repeat(8_000_001)}`],
  ])('%s', (reason, text) => {
    const { documents, faults } = readDocuments(`b: 1\n---\n${text}\n---\nc: 2\n`);
    expect(documents.map(({ value }) => value)).toEqual([{ b: 1 }, { c: 2 }]);
    expect(faults).toMatchObject([{ number: 2, reason }]);
  });
});

describe('several documents', () => {
  test('are told apart by ---, and empty ones say nothing', () => {
    expect(valuesOf('# first\n---\na: 1\n--- # second\nb: 2\n...\n---\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(valuesOf('')).toEqual([]);
    expect(valuesOf('# nothing\n')).toEqual([]);
  });

  test('may have directives', () => {
    expect(valuesOf('%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('keep their anchors to themselves', () => {
    expect(readDocuments('a: &a 1\n---\nb: *a\n').faults).toMatchObject([{ number: 2 }]);
  });

  test('are read although one of them is no YAML', () => {
    const { documents, faults } = readDocuments('a: 1\n---\nb: [\n---\nc: 3\n---\n\td: 4\n---\ne: 5');
    expect(documents.map(({ number, value }) => [number, value])).toEqual([
      [1, { a: 1 }],
      [3, { c: 3 }],
      [5, { e: 5 }],
    ]);
    expect(faults.map(({ number, offset }) => [number, offset])).toEqual([
      [2, 'a: 1\n---\nb: ['.length - 1],
      [4, expect.any(Number)],
    ]);
  });

  test('may be JSON objects one after the other', () => {
    expect(valuesOf('{"a": 1}\n{"b": {\n}}\n\n{\n"c": 3}\n')).toEqual([{ a: 1 }, { b: {} }, { c: 3 }]);
    expect(readDocuments('{"a": 1}\n{"b": }\n{"c": 3').faults).toMatchObject([{ number: 3, offset: 23 }]);
  });

  test('are numbered through, however large the text is', () => {
    const one = (index: number) => `index: ${index}\ntext: ${'x'.repeat(100_000)}\n`;
    const text = Array.from({ length: 40 }, (_, index) => one(index)).join('---\n');
    const { documents } = readDocuments(text);
    expect(documents.map(({ number, value }) => [number, (value as { index: number }).index])).toEqual(
      Array.from({ length: 40 }, (_, index) => [index + 1, index]),
    );
    expect(new Set(documents.map(({ chunk }) => chunk)).size).toBeGreaterThan(2);
  });
});

describe('compared with another reader', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'yno0x18_.:-+eE~ #{}[]&*!|>\'"%@`,'.split('')), maxLength: 8 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  /** What the writer leaves without quotes though Go reads more into it: 0X8, +_0, <<. And blanks that it loses. */
  const isMiswritten = (object: object) =>
    /"(?:[-+]?[0-9_][^"]*|[-+]_[^"]*|<<)"|"[^"]*\\n *"|" *\\n/.test(JSON.stringify(object));

  test('whatever is written as YAML 1.1 comes back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), value, { maxKeys: 4 }), (object) => {
        fc.pre(!isMiswritten(object));
        const text = yaml.stringify(object, { version: '1.1', aliasDuplicateObjects: false });
        expect(valuesOf(text)).toEqual([JSON.parse(JSON.stringify(object))]);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is written as JSON comes back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), fc.constantFrom(undefined, 2, '\t'), (object, space) => {
        const text = JSON.stringify(object, null, space);
        expect(valuesOf(text)).toEqual([JSON.parse(text)]);
      }),
      { numRuns: 500 },
    );
  });

  test('no text is too strange: it is read, or a fault says where it is wrong', () => {
    const strange = fc.string({
      unit: fc.constantFrom(...'ab:- \n\t{}[]&*?!|>\'"#%,.~<\r\u2028\ufeff'.split(''), '---', '\n  ', ': '),
      maxLength: 60,
    });
    fc.assert(
      fc.property(strange, (text) => {
        const { faults } = readDocuments(text);
        for (const { offset } of faults) expect(offset >= 0 && offset <= text.length).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
