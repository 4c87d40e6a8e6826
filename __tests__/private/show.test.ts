import fc from 'fast-check';
import { alternatives, show } from '../../lib/private/show';

test.each([
  ['a text', 'iris', `'iris'`],
  ['an empty text', '', `''`],
  ['a text that looks like a number', '25', `'25'`],
  ['a number', 25, '25'],
  ['no number at all', NaN, 'NaN'],
  ['a big integer', 25n, '25'],
  ['a boolean', false, 'false'],
  ['nothing given', undefined, 'nothing'],
  ['null', null, 'nothing'],
  ['a list', ['a', 1, null], `['a', 1, nothing]`],
  ['an empty list', [], '[]'],
  ['a long list', [1, 2, 3, 4, 5, 6], '[1, 2, 3, 4, 5, ...]'],
  ['an object', { cpu: 1, memory: 2 }, 'an object (cpu, memory)'],
  ['an empty object', {}, 'an object (empty)'],
  ['a large object', { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, 'an object (a, b, c, d, e)'],
  ['an object without a prototype', Object.create(null), 'an object (empty)'],
  ['a function', () => 1, 'a function'],
  ['a symbol', Symbol('iris'), 'Symbol(iris)'],
])('%s shows what it is', (_what, value, shown) => {
  expect(show(value)).toBe(shown);
});

test('a text of up to 80 characters is shown whole, a longer one is cut there', () => {
  expect(show('a'.repeat(80))).toBe(`'${'a'.repeat(80)}'`);
  expect(show('a'.repeat(81))).toBe(`'${'a'.repeat(77)}...'`);
});

test('a list that holds itself is shown to a depth only', () => {
  const list: unknown[] = ['a'];
  list.push(list);
  expect(show(list)).toBe(`['a', ['a', [...]]]`);
});

test('anything can be shown, and stays short', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(show(value).length).toBeLessThan(5000);
    }),
  );
});

test.each([
  [[], ''],
  [['a'], `'a'`],
  [['a', 'b'], `'a' or 'b'`],
  [['a', 2, null], `'a', 2 or nothing`],
])('the alternatives %j read as a sentence does', (values, shown) => {
  expect(alternatives(values)).toBe(shown);
});
