import { parse } from 'yaml';
import { mergeApplied } from '../../../../lib/model/update/apply/merge';
import { kindOf } from '../../../../lib/model/update/fields/kind';

const deployment = kindOf({ apiVersion: 'apps/v1', kind: 'Deployment' });
const custom = kindOf({ apiVersion: 'a.example/v1', kind: 'Thing' });

/** What is live afterwards. */
function merged(live: string, before: string, after: string, isClientSide = false, kind = deployment): unknown {
  return mergeApplied(parse(live), parse(before), parse(after), { kind, isClientSide });
}

describe('an applied version', () => {
  it.each([
    ['keeps what was filled in', '{ a: 1, filled: 2 }', '{ a: 1 }', '{ a: 3 }', '{ a: 3, filled: 2 }'],
    ['takes away what was given', '{ a: 1, b: 2 }', '{ a: 1, b: 2 }', '{ a: 1 }', '{ a: 1 }'],
    [
      'takes away what was given with what was filled in below',
      '{ a: { b: 1, filled: 2 } }',
      '{ a: { b: 1 } }',
      '{}',
      '{}',
    ],
    [
      'keeps what was filled in beside',
      '{ a: { b: 1, c: 1, filled: 2 } }',
      '{ a: { b: 1, c: 1 } }',
      '{ a: { c: 1 } }',
      '{ a: { c: 1, filled: 2 } }',
    ],
    ['gives nothing with null', '{ a: 1, b: 1 }', '{ a: 1, b: 1 }', '{ a: 1, b: null }', '{ a: 1 }'],
    ['replaces lists', 'args: [a, b]', 'args: [a, b]', 'args: [c]', 'args: [c]'],
    ['replaces selectors', 'selector: { a: 1, filled: 2 }', '{}', 'selector: { b: 1 }', 'selector: { b: 1 }'],
    [
      'merges items by name, in the order of the new version',
      'containers: [{ name: a, filled: 1 }, { name: b, filled: 2 }]',
      'containers: [{ name: a }, { name: b }]',
      'containers: [{ name: c }, { name: b }, { name: a }]',
      'containers: [{ name: c }, { name: b, filled: 2 }, { name: a, filled: 1 }]',
    ],
    [
      'takes items away that it has not, and keeps those of others',
      'env: [{ name: a }, { name: injected }]',
      'env: [{ name: a }]',
      'env: [{ name: b }]',
      'env: [{ name: b }, { name: injected }]',
    ],
    [
      'takes away what it empties, and not what that is in',
      '{ a: { b: { c: 1 } }, d: { e: 1 } }',
      '{ a: { b: { c: 1 } }, d: { e: 1 } }',
      '{ a: { b: {} }, d: {} }',
      'a: {}',
    ],
  ])('%s', (_, live, before, after, expected) => {
    expect(merged(live, before, after)).toEqual(parse(expected));
  });

  it('replaces the lists of a custom resource, whose items nothing identifies', () => {
    const [live, before] = ['containers: [{ name: a, filled: 1 }]', 'containers: [{ name: a }]'];
    expect(merged(live, before, before, false, custom)).toEqual(parse(before));
  });

  it('of a strategy or a volume replaces all that is live when sent client-side', () => {
    const live = 'spec: { strategy: { type: A, filled: 1 }, volumes: [{ name: v, emptyDir: {} }] }';
    const after = 'spec: { strategy: { type: B }, volumes: [{ name: v, configMap: {} }] }';
    const before = 'spec: { strategy: { type: A }, volumes: [{ name: v }] }';
    expect(merged(live, before, after, true)).toEqual(parse(after));
    expect(merged(live, before, after)).toEqual({
      spec: { strategy: { type: 'B', filled: 1 }, volumes: [{ name: 'v', configMap: {}, emptyDir: {} }] },
    });
  });

  it('leaves an empty object empty when sent client-side', () => {
    expect(merged('a: { b: 1 }', 'a: { b: 1 }', 'a: {}', true)).toEqual({ a: {} });
  });
});
