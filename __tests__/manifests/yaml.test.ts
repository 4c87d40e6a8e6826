import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import { readEmitted } from '../../lib/manifests/yaml/emitted';
import { emitDocument } from '../../lib/manifests/yaml/emitter';
import { UnwritableError } from '../../lib/private/errors';
import { anyText } from '../support/any-text';

const AMBIGUOUS = [
  ...'0o17 -0o17 017 0777 yes Yes on n N y no off OFF 1e3 1E3 1e+3 12:30 190:20:30 1:2:3.5 null Null ~ = << . ..'.split(
    ' ',
  ),
  ...'.inf -.inf +.INF .nan .NaN inf Infinity nan 0x1F 0b1 0b 1_000 1_0.5 +1 -1 .5 1. -.5 +.5e3 1.e3 0 00 08 -0'.split(
    ' ',
  ),
  ...'2001-12-14 2001-1-1 2001-12-14T21:59:43Z 1.2.3 1.2.3.4 10.0.0.1:80 10.0.0.0/8 1.30 4e4 4ee45dc3 12e34 500m e0 E5 e+5 e-5 -e3'.split(
    ' ',
  ),
  ...'1Gi 1e 1e3m 1_000k 5.5k 1:a a:1 a: :a a:b http://a:80/b?c=d#e --- -- ... ? ?a : - -a --port=80 -1a # #a a#b'.split(
    ' ',
  ),
  ...`!!str !a & &a * *a @ @a % %a \` | > ' " { } [ ] {a} [a] , a,b | |- >- $(A) $A \\ \\n a\\ true False TRUE`.split(
    ' ',
  ),
  ...['2001-12-14 21:59:43.10 -5', 'a: b', 'a #b', ' a', 'a ', 'a  b', '- a', '? a', ': a', 'key: |', '--- a', "it's"],
  ...['', ' ', '\t', '\n', '\n\n', 'a\n', 'a\n\n', '\na', 'a\n\nb', 'a\n \nb', 'a\n\t\nb', 'a \nb', ' a\nb', 'a\n b\n'],
  ...[
    '#!/bin/sh\nset -eu\n\n\tif true; then\n  exec "$@" # go\n\tfi\n',
    '\tif\n',
    'a\n---\nb\n',
    'a\n...\n',
    'a\n# b\n',
  ],
  ...[
    'a\r\nb\r\n',
    'a\rb',
    '\r',
    '😀',
    'é\nü',
    'a\u2028b',
    '\ufeff',
    '\ufeffa\nb',
    'a\u0085b',
    '\x7f',
    '\0',
    '\x1b[0m',
  ],
  ...[
    '\u200b',
    '\u00a0',
    '\ud83d\ude00\n\u2029',
    '\ufffe',
    '\uffff',
    '\ue000',
    '\b\f\v',
    '日本語: ある',
    '%YAML 1.1\n---\na',
  ],
];

const text = fc.oneof(
  fc.constantFrom(...AMBIGUOUS),
  anyText(),
  fc.stringMatching(/^[-+.:_0-9eExobnyNT~]{1,8}$/),
  fc.array(fc.constantFrom(...AMBIGUOUS, '\n', '\n', ' ', '\t'), { maxLength: 5 }).map((parts) => parts.join('')),
);
const number = fc.oneof(
  fc.constantFrom(1e-7, 0.1 + 0.2, -1e-300, 5e-324, 123456.789, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  fc.maxSafeInteger(),
  fc.double({ noDefaultInfinity: true, noNaN: true, max: 1e15, min: -1e15 }),
  // Kubernetes makes no difference between 0 and -0, and 0 is what is written.
).map((value) => (value === 0 ? 0 : value)); // prettier-ignore
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof({ arbitrary: text, weight: 4 }, { arbitrary: number, weight: 1 }, fc.constantFrom(true, false, null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** What the readers make of a text: both sets of rules, and a second library for both. */
const READERS: [string, (text: string) => unknown][] = [
  ['yaml, by the rules of YAML 1.1', (text) => parse(text, { version: '1.1' })],
  ['yaml, by the rules of YAML 1.2', (text) => parse(text, { version: '1.2' })],
  ['js-yaml, by the rules of YAML 1.1', (text) => load(text, { schema: YAML11_SCHEMA })],
  ['js-yaml, by the rules of YAML 1.2', (text) => load(text)],
  ['our reader of what we wrote', readEmitted],
];

describe.each(READERS)('read by %s', (_reader, read) => {
  test.each(AMBIGUOUS.map((one) => [one]))('%j stays that text, as a value, in a list and as a key', (one) => {
    const document = { value: one, list: [one, [one], { [one]: one }], [`${one}k`]: { [one]: one }, [one]: 1 };
    expect(read(emitDocument(document))).toEqual(document);
  });

  test('any value comes back as it was', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(read(emitDocument({ value: one }))).toEqual({ value: one });
      }),
      { numRuns: 400 },
    );
  });

  test('any number comes back as it was', () => {
    fc.assert(
      fc.property(number, (one) => {
        expect(read(emitDocument({ value: one }))).toEqual({ value: one });
      }),
    );
  });
});

test('a reader of one document after the other finds each where it is', () => {
  const script = { data: { 'run.sh': '---\n...\n--- a\n# no marker\n' } };
  expect(`${emitDocument(script)}---\n${emitDocument(script)}`.match(/^---/gm)).toHaveLength(1);
});

test('a script is written as a block that a person can read', () => {
  expect(emitDocument({ data: { 'run.sh': '#!/bin/sh\n\texec "$@" # go\n\necho done' } })).toBe(
    'data:\n  run.sh: |-\n    #!/bin/sh\n    \texec "$@" # go\n\n    echo done\n',
  );
});

test('lists and maps are written as people write them', () => {
  const document = { list: [{ name: 'a', args: ['--port=80'] }, [], {}, [['b']], null], map: {}, none: [] };
  expect(emitDocument(document)).toBe(
    ['list:', '  - name: a', '    args:', '      - --port=80', '  - []', '  - {}', '  - - - b', '  - null'] // prettier-ignore
      .concat('map: {}', 'none: []', '')
      .join('\n'),
  );
});

test('nothing is an anchor or a reference to one, however often it is used', () => {
  const shared = { labels: { app: 'iris' }, list: ['a', 'b'] };
  const read = emitDocument({ one: shared, two: shared, three: [shared, shared, shared.labels] });
  expect(read).not.toMatch(/[&*]/);
});

test('both zeros are written as 0', () => {
  expect(emitDocument({ a: 0, b: -0 })).toBe('a: 0\nb: 0\n');
});

test.each<[string, unknown, string]>([
  ['no number', { spec: [{ replicas: NaN }] }, '/spec/0/replicas is NaN, which is no number in JSON'],
  ['Infinity', { a: Infinity }, '/a is Infinity, which is no number in JSON'],
  ['-Infinity', { a: -Infinity }, '/a is -Infinity, which is no number in JSON'],
  ['an integer that readers round', { a: { b: 2 ** 53 } }, '/a/b is 9007199254740992, which readers would round'],
  ['an integer with an exponent', { a: 1e21 }, '/a is 1e+21, which readers would round; write it as text'],
  ['half a character', { a: ['x\ud83d'] }, '/a/0 holds half a character (a lone surrogate), which no file can hold'],
  ['its second half, in a script', { a: 'x\n\ude00\n' }, '/a holds half a character'],
  ['half a character in a key', { a: { '\ud83d': 1 } }, '/a has a key that holds half a character'],
  ['half a character in a key at the top', { '\ud83d': 1 }, '/ has a key that holds half a character'],
  ['a key too long', { a: { ['k'.repeat(1001)]: 1 } }, '/a has a key of 1001 characters, more than YAML readers take'],
  ['a key too long once it is written', { a: { ['\x01'.repeat(200)]: 1 } }, '/a has a key of 1202 characters'],
  ['a function', { a: () => 1 }, '/a is a function, which no manifest can hold'],
  ['nothing', { a: [undefined] }, '/a/0 is a undefined, which no manifest can hold'],
])('%s is an error that names the place', (_what, document, message) => {
  const emit = () => emitDocument(document as object);
  expect(emit).toThrow(UnwritableError);
  expect(emit).toThrow(message);
});

test.each(['k'.repeat(1000), '\x01'.repeat(160), '"'.repeat(499), '😀'.repeat(400)])(
  'a long key that readers take comes back as it was',
  (key) => {
    for (const [, read] of READERS) expect(read(emitDocument({ a: { [key]: 1 } }))).toEqual({ a: { [key]: 1 } });
  },
);

test('a text is written the same way whatever was written before: as a key, as a value, ten thousand others', () => {
  const text = 'line one\nline two\n';
  const before = emitDocument({ a: text });
  emitDocument({ [text]: 1 });
  expect(emitDocument({ a: text })).toBe(before);
  for (let index = 0; index < 10_000; index++) emitDocument({ c: `text ${index}`, [`key ${index}`]: index });
  expect(emitDocument({ a: text })).toBe(before);
  expect(before).toBe('a: |\n  line one\n  line two\n');
});

describe('of what somebody else wrote, or changed, our reader of what we wrote', () => {
  test.each([
    ['flow style', 'a: { b: 1 }\n'],
    ['a flow list', 'a: [1]\n'],
    ['an anchor', 'a: &x b\n'],
    ['a comment', 'a: b # c\n'],
    ['a line of comment', '# c\na: b\n'],
    ['single quotes', "a: 'b'\n"],
    ['a folded block', 'a: >\n  b\n'],
    ['another margin', 'a:\n    b: 1\n'],
    ['a list without margin', 'a:\n- b\n'],
    ['text of several lines', 'a: b\n  c\n'],
    ['a broken quote', 'a: "b\n'],
    ['nothing behind a key', 'a:\n'],
    ['text alone', 'a\n'],
    ['nothing', ''],
    ['a tag', 'a: !!str 1\n'],
  ])('says nothing: %s', (_what, document) => {
    expect(readEmitted(document)).toBeUndefined();
  });

  test('says the same as js-yaml, or nothing', () => {
    const line = fc.constantFrom(
      'a: b',
      'b:',
      '  c: 1',
      '  - d',
      '- e',
      '    f: |',
      '      g',
      ' h: 2',
      '',
      '"i": "j"',
      'k: {}',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const document = lines.map((each) => `${each}\n`).join('');
        const found = readEmitted(document);
        if (found) expect(load(document, { schema: YAML11_SCHEMA, json: true })).toEqual(found);
      }),
      { numRuns: 2000 },
    );
  });
});
