import * as path from 'node:path';
import { circlesIn, importsOf } from './support/imports';

const graph = importsOf(path.join(__dirname, '..', 'lib'));

test('no files of the library import each other in a circle, not even for types', () => {
  const circles = circlesIn(graph);
  expect(circles).toEqual([]);
});

test('imports of types are among those that are looked at', () => {
  expect(graph.get('traffic/dialects/dialect.ts')).toContain('traffic/plan/route-plan.ts');
});

describe('a circle is found', () => {
  test.each([
    ['of two files', { a: ['b'], b: ['a'] }, [['a', 'b', 'a']]],
    ['of a file with itself', { a: ['a'] }, [['a', 'a']]],
    ['behind files that are in none', { a: ['b'], b: ['c'], c: ['d'], d: ['c'] }, [['c', 'd', 'c']]],
  ])('%s', (_title, imports, circles) => {
    expect(circlesIn(new Map(Object.entries(imports)))).toEqual(circles);
  });

  test('and two ways to one file are none', () => {
    expect(circlesIn(new Map(Object.entries({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })))).toEqual([]);
  });
});
