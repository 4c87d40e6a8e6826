import {
  at,
  each,
  fieldAt,
  fill,
  fillZero,
  ownField,
  within,
  without,
} from '../../../../lib/model/update/fields/fields';
import { kindOf } from '../../../../lib/model/update/fields/kind';
import { byKey, keyOf, mergeKeysOf } from '../../../../lib/model/update/fields/merge-keys';

const upper = (object: object) => ({ ...object, seen: true });

describe('fields of an object', () => {
  it('are its own', () => {
    expect([ownField({}, 'constructor'), ownField({}, '__proto__'), ownField('text', 'length')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(fieldAt({ a: { b: 1 } }, 'a', 'b')).toBe(1);
    expect(fieldAt({ a: 'text' }, 'a', 'b', 'c')).toBeUndefined();
  });

  it('are filled in where they are not given', () => {
    expect(fill({ a: null, b: 0, c: '' }, { a: 1, b: 1, c: 1, d: 1 })).toEqual({ a: 1, b: 0, c: '', d: 1 });
    expect(fillZero({ a: null, b: 0, c: '', e: false }, { a: 1, b: 1, c: 1, e: 1 })).toEqual({
      a: 1,
      b: 1,
      c: 1,
      e: false,
    });
  });

  it('are changed where they are objects, and left where they are not', () => {
    const object = { a: { b: {} }, list: [{}, 'text'], text: 'text' };
    expect(at(['a', 'b'], upper)(object)).toEqual({ ...object, a: { b: { seen: true } } });
    expect(each(object, 'list', upper)).toEqual({ ...object, list: [{ seen: true }, 'text'] });
    for (const same of [
      within(object, 'text', upper),
      each(object, 'text', upper),
      at(['x'], upper)(object),
      without(object, 'x'),
      fill(object, { text: 1 }),
    ]) {
      expect(same).toBe(object);
    }
  });
});

describe('the kind of an object', () => {
  it.each([
    [{ apiVersion: 'apps/v1', kind: 'Deployment' }, 'Deployment.apps', true],
    [{ apiVersion: 'v1', kind: 'Service' }, 'Service', true],
    [{ apiVersion: 'serving.knative.dev/v1', kind: 'Service' }, 'Service.serving.knative.dev', false],
    [{ apiVersion: 5, kind: null }, '', true],
  ])('of %j is %s', (object, qualified, isBuiltIn) => {
    expect(kindOf(object)).toMatchObject({ qualified, isBuiltIn });
  });
});

describe('what identifies an item of a list', () => {
  it.each([
    ['Pod', 'containers', 'spec', ['name']],
    ['Pod', 'ports', 'containers', ['containerPort', 'protocol']],
    ['Service', 'ports', 'spec', ['port', 'protocol']],
    ['NetworkPolicy.networking.k8s.io', 'ports', 'ingress', undefined],
    ['Pod', 'imagePullSecrets', 'spec', ['name']],
    ['ServiceAccount', 'imagePullSecrets', '', undefined],
    ['ServiceAccount', 'secrets', '', ['name']],
    ['Pod', 'args', 'containers', undefined],
    ['Pod', 'constructor', 'containers', undefined],
  ])('in a %s of %s in %s is %j', (kind, field, parent, keys) => {
    expect(mergeKeysOf(kind, { field, parent })).toEqual(keys);
  });

  it('is the same for a protocol that is not given and the one that is meant', () => {
    const [short, long] = [{ port: 80 }, { port: 80, protocol: 'TCP' }].map((item) =>
      keyOf(item, ['port', 'protocol']),
    );
    expect(short).toBe(long);
  });

  it('is nothing where two items are the same, or one is none', () => {
    expect(byKey([{ name: 'a' }, { name: 'a' }], ['name'])).toBeUndefined();
    expect(byKey([{ name: 'a' }, null], ['name'])).toBeUndefined();
    expect(byKey([{ name: 'a' }, { name: 'b' }], ['name'])?.size).toBe(2);
  });
});
