/**
 * Needs modules that nothing has used before.
 *
 * @jest-environment node
 */
import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { canonical } from '../../lib/private/digest';
import { metadataOf } from '../../lib/synth/metadata';

const key = fc.oneof(fc.constantFrom('app', 'name', 'kind', 'a.b/c', 'constructor', 'toString'), fc.string({ minLength: 1 })).filter((text) => text !== '__proto__'); // prettier-ignore
const texts = fc.dictionary(key, fc.string(), { maxKeys: 4 });
const odd = fc.constantFrom<unknown>(undefined, null, 7, true, {}, [], Lazy.any({ produce: () => 'late' }));
const metadata = fc.record(
  {
    name: fc.string({ minLength: 1 }),
    namespace: fc.string(),
    labels: fc.oneof(texts, fc.dictionary(key, odd, { maxKeys: 3 })),
    annotations: fc.oneof(texts, fc.dictionary(key, odd, { maxKeys: 3 })),
    finalizers: fc.array(fc.string(), { maxLength: 2 }),
    ownerReferences: fc.constantFrom([], [{ apiVersion: 'v1', kind: 'Node', name: 'a', uid: 'b' }]),
    generateName: fc.oneof(fc.string(), odd),
  },
  { requiredKeys: [] },
);

const objectWith = (given: object, namespace?: string) =>
  new ApiObject(new Chart(new App(), 'chart', { namespace }), 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: given,
  });

function isRefused(object: ApiObject): boolean {
  try {
    object.metadata.toJson();
    return false;
  } catch {
    return true;
  }
}

test('metadata is what cdk8s makes of it, whatever is in it', () => {
  fc.assert(
    fc.property(metadata, fc.option(fc.constant('vision'), { nil: undefined }), texts, (given, namespace, added) => {
      const object = objectWith(given, namespace);
      for (const [name, value] of Object.entries(added)) {
        object.metadata.addLabel(name, value);
        object.metadata.addAnnotation(name, value);
      }
      // cdk8s itself falls over a label called `constructor`.
      fc.pre(!isRefused(object));
      expect(canonical(metadataOf(object))).toBe(canonical(object.metadata.toJson()));
    }),
    { numRuns: 500 },
  );
});

test.each([
  [
    'a field added later',
    (object: ApiObject) => {
      object.metadata.add('generateName', 'a-');
    },
  ],
  [
    'a finalizer',
    (object: ApiObject) => {
      object.metadata.addFinalizers('example.com/wait');
    },
  ],
  ['an owner', (object: ApiObject) => { object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Node', name: 'a', uid: 'b' }); }], // prettier-ignore
])('%s is not lost', (_what, change) => {
  const object = objectWith({ name: 'a' });
  change(object);
  expect(metadataOf(object)).toEqual(object.metadata.toJson());
  expect(Object.keys(object.metadata.toJson() as object)).not.toEqual(['name']);
});

/** The module and cdk8s as a program finds them that has just begun. */
function afresh(test: (cdk8s: typeof import('cdk8s'), of: typeof metadataOf) => void): void {
  jest.isolateModules(() => {
    const cdk8s = jest.requireActual<typeof import('cdk8s')>('cdk8s');
    test(cdk8s, jest.requireActual<typeof import('../../lib/synth/metadata')>('../../lib/synth/metadata').metadataOf);
  });
}

test('a label called like a part of JavaScript, which cdk8s falls over, is written whichever object comes first', () => {
  afresh(({ ApiObject: Fresh, App: FreshApp, Chart: FreshChart }, of) => {
    const chart = new FreshChart(new FreshApp(), 'chart');
    for (const name of ['first', 'second']) {
      const given = { name, labels: { constructor: 'x' } };
      expect(of(new Fresh(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: given }))).toEqual(given);
    }
  });
});

test('a release of cdk8s that makes something else of the same parts is believed', () => {
  afresh((cdk8s, of) => {
    const { prototype } = cdk8s.ApiObjectMetadataDefinition;
    const original = Object.getOwnPropertyDescriptor(prototype, 'toJson')?.value as () => object;
    prototype.toJson = function () {
      return { ...original.call(this), generation: 2 };
    };
    const chart = new cdk8s.Chart(new cdk8s.App(), 'chart');
    for (const name of ['first', 'second']) {
      const object = new cdk8s.ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
      expect(of(object)).toMatchObject({ name, generation: 2 });
    }
    prototype.toJson = original;
  });
});

test('a label called __proto__, which cdk8s loses, is lost whichever object comes first', () => {
  afresh((cdk8s, of) => {
    const chart = new cdk8s.Chart(new cdk8s.App(), 'chart');
    const labels = JSON.parse('{"__proto__":"x","a":"b"}') as { [key: string]: string };
    for (const name of ['first', 'second']) {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } };
      expect(of(new cdk8s.ApiObject(chart, name, object))).toEqual({ name, labels: { a: 'b' } });
      of(new cdk8s.ApiObject(chart, `plain-${name}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p' } }));
    }
  });
});
