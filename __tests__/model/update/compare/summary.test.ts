import { summary, tell } from '../../../../lib/model/update/compare/summary';
import type { Difference } from '../../../../lib/model/update/compare/differences';

const container = ['spec', 'containers', '0'];

describe('a summary', () => {
  it.each([
    ['m:1', [...container, 'image'], 'Pod', `'m:1'`],
    [5, ['spec', 'replicas'], 'Deployment', '5'],
    [{ b: 1, a: 2 }, ['spec', 'x'], 'Pod', 'an object (a, b)'],
    [['a', 'b'], [...container, 'args'], 'Pod', `['a', 'b']`],
    ['A', [...container, 'env', '0', 'name'], 'Pod', `'A'`],
    ['m', [...container, 'env', '0', 'valueFrom', 'configMapKeyRef', 'name'], 'Pod', `'m'`],
    ['b', ['data', 'a'], 'ConfigMap', `'b'`],
  ])('of %j at %j of a %s is %s', (value, path, kind, expected) => {
    expect(summary(value, path, kind)).toBe(expected);
  });

  it.each([
    [[...container, 'env', '0', 'value'], 'Pod'],
    [[...container, 'env', '0'], 'Pod'],
    [[...container, 'env'], 'Pod'],
    [['spec', 'env', 'A'], 'Thing.a.example'],
    [['data', 'a'], 'Secret'],
    [['stringData'], 'Secret'],
    [['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'], 'Pod'],
  ])('is not given at %j of a %s', (path, kind) => {
    expect(summary('secret', path, kind)).toBe('not shown');
  });
});

describe('a sentence about differences', () => {
  const difference = (path: readonly string[], before: unknown, after: unknown): Difference => ({
    path,
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    before,
    after,
  });

  it.each([
    [[difference(['a', 'b'], 1, 2)], 'b was 1 and would be 2'],
    [[difference(['a'], 1, 2)], 'it was 1 and would be 2'],
    [
      [difference(['a', 'b'], undefined, 2), difference(['a', 'c'], 1, undefined)],
      'b would be added, c would be removed',
    ],
    [[difference(['a', 'env', '0', 'value'], 'x', 'y')], 'env.0.value would change'],
    [
      [1, 2, 3, 4, 5].map((n) => difference(['a', `f${n}`], undefined, n)),
      'f1 would be added, f2 would be added, f3 would be added, 2 more',
    ],
  ])('is short: %#', (found, expected) => {
    expect(tell(found, ['a'], 'Pod')).toBe(expected);
  });
});
