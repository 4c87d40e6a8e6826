import fc from 'fast-check';
import { checkAnnotations, checkLabels, checkSelectorLabels, isLabelValue, LABEL } from '../../lib/private/labels';
import { labelValue, qualifiedName } from '../support/api-server/names';

const found = (problems: (string | undefined)[]) => problems.filter((problem) => problem !== undefined);

const almostValues = fc.oneof(fc.stringMatching(/^[-._A-Za-z0-9]{0,8}$/), fc.string({ maxLength: 4 }));
const almostKeys = fc.oneof(
  fc.stringMatching(/^[-._A-Za-z0-9]{0,8}$/),
  fc.stringMatching(/^[-.a-zA-Z0-9]{0,8}\/[-._A-Za-z0-9]{0,8}$/),
  fc.stringMatching(/^[a-z]{1,3}(\.[a-z]{1,3}){0,2}\/[a-z/]{1,4}$/),
  fc.string({ maxLength: 4 }),
);

test('a label value is accepted exactly when the API server accepts it', () => {
  fc.assert(
    fc.property(almostValues, (value) => {
      expect(isLabelValue(value)).toBe(labelValue(value) === undefined);
      expect(found(checkSelectorLabels('labels', { key: value }))).toHaveLength(isLabelValue(value) ? 0 : 1);
    }),
    { numRuns: 500 },
  );
});

test('a label key is accepted exactly when the API server accepts it', () => {
  fc.assert(
    fc.property(almostKeys, (key) => {
      const problems = found(checkSelectorLabels('labels', { [key]: 'value' }));
      expect(problems).toHaveLength(qualifiedName(key) === undefined ? 0 : 1);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a value', 63, (text: string) => ({ key: text })],
  ['the name of a key', 63, (text: string) => ({ [text]: 'value' })],
  ['the prefix of a key', 253, (text: string) => ({ [`${text}/name`]: 'value' })],
])('%s has at most %d characters', (_part, longest, labels) => {
  expect(found(checkSelectorLabels('labels', labels('a'.repeat(longest))))).toEqual([]);
  expect(found(checkSelectorLabels('labels', labels('a'.repeat(longest + 1))))).toHaveLength(1);
});

test('an empty value is a value', () => {
  expect(isLabelValue('')).toBe(true);
});

test.each([undefined, null, 5, true, {}])('the value %p is no text, and refused', (value) => {
  expect(isLabelValue(value)).toBe(false);
  expect(found(checkSelectorLabels('labels', { team: value as never }))).toEqual([
    expect.stringMatching(/^labels\['team'\] must be at most 63 letters, digits, .*, got /),
  ]);
});

test.each([LABEL.NAME, LABEL.INSTANCE, LABEL.MANAGED_BY])(
  'the label %s is not for users to set: selectors stand on it',
  (key) => {
    expect(found(checkLabels('labels', { [key]: 'mine' }))).toEqual([
      `labels must not set '${key}': selectors stand on it and it is set for you, remove it`,
    ]);
    expect(found(checkSelectorLabels('selector', { [key]: 'live' }))).toEqual([]);
  },
);

test.each([LABEL.PART_OF, LABEL.VERSION, LABEL.COMPONENT, 'team', 'example.com/cost-centre'])(
  'the label %s is for users to set',
  (key) => {
    expect(found(checkLabels('labels', { [key]: 'mine' }))).toEqual([]);
  },
);

test('every wrong label is reported, keys and values alike', () => {
  expect(found(checkLabels('labels', { 'a b': 'c d', ok: 'yes', [LABEL.NAME]: '-' }))).toHaveLength(4);
});

test('annotations have keys like labels and values of any text', () => {
  const long = 'any text\nof any length '.repeat(100);
  expect(found(checkAnnotations('annotations', { 'example.com/note': long, empty: '' }))).toEqual([]);
  expect(found(checkAnnotations('annotations', { 'a b': 'c', number: 5 as never }))).toEqual([
    `annotations keys must be '[prefix/]name', got 'a b'`,
    `annotations['number'] must be a text, got 5`,
  ]);
});

test('none given is fine', () => {
  for (const none of [undefined, null as never, {}]) {
    expect(found([...checkLabels('labels', none), ...checkAnnotations('annotations', none)])).toEqual([]);
  }
});
