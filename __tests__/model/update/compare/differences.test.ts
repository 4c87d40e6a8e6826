import { parse } from 'yaml';
import { differences } from '../../../../lib/model/update/compare/differences';
import { pathOf, pointer } from '../../../../lib/model/update/compare/pointer';

/** The differences of two documents of a kind, as `kind pointer`. */
function found(before: string, after: string, kind = 'Deployment.apps'): string[] {
  return differences(parse(before), parse(after), kind).map(
    (difference) => `${difference.kind} ${pointer(difference.path)}`,
  );
}

describe('differences', () => {
  it.each([
    ['{ a: 1, b: { c: 2 } }', '{ b: { c: 3 }, d: 4 }', ['removed /a', 'changed /b/c', 'added /d']],
    ['{ a/b: 1, c~d: 1 }', '{ a/b: 2, c~d: 2 }', ['changed /a~1b', 'changed /c~0d']],
    ['a: []', 'a: {}', ['changed /a']],
    ['args: [a, b, c]', 'args: [a, c]', ['removed /args/1']],
    ['args: [a, c]', 'args: [a, b, c]', ['added /args/1']],
    ['args: [a, b]', 'args: [b, a]', ['changed /args/0', 'changed /args/1']],
    ['args: [a, b, c]', 'args: [x, y]', ['changed /args']],
    ['rules: [{ a: 1 }, { a: 2 }]', 'rules: [{ a: 1 }, { a: 3 }]', ['changed /rules/1/a']],
  ])('of %s and %s are %j', (before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });

  it.each([
    [
      'containers: [{ name: a, image: x }]',
      'containers: [{ name: b, image: b }, { name: a, image: y }]',
      ['added /containers/0', 'changed /containers/1/image'],
    ],
    ['containers: [{ name: a }, { name: b }]', 'containers: [{ name: b }]', ['removed /containers/0']],
    ['containers: [{ name: a }, { name: b }]', 'containers: [{ name: b }, { name: a }]', ['changed /containers']],
    ['env: [{ name: a, value: x }]', 'env: [{ name: a, value: y }]', ['changed /env/0/value']],
    ['env: [{ name: a }, { name: a }]', 'env: [{ name: a }]', ['removed /env/1']],
    [
      'volumeMounts: [{ name: a, mountPath: /a }]',
      'volumeMounts: [{ name: b, mountPath: /a }]',
      ['changed /volumeMounts/0/name'],
    ],
    [
      'containers: [{ name: a, ports: [{ containerPort: 1 }] }]',
      'containers: [{ name: a, ports: [{ containerPort: 1, protocol: UDP }] }]',
      ['added /containers/0/ports/0', 'removed /containers/0/ports/0'],
    ],
  ])('pair items by what identifies them: %s and %s are %j', (before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });

  it('pair the ports of a Service by number and protocol', () => {
    const [before, after] = ['{ port: 80, name: a }', '{ port: 80, name: b }'].map(
      (port) => `spec: { ports: [${port}] }`,
    );
    expect(found(before, after, 'Service')).toEqual(['changed /spec/ports/0/name']);
  });
});

describe('a JSON pointer', () => {
  it('is read as it is written', () => {
    expect(pathOf(pointer(['a/b', 'c~d', '', '~1', '0']))).toEqual(['a/b', 'c~d', '', '~1', '0']);
  });
});
