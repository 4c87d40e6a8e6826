import { runInNewContext } from 'node:vm';
import { ApiObject, App, Chart } from 'cdk8s';
import type { Manifest } from 'cdk8s-model-serving/testing';
import { Manifests } from 'cdk8s-model-serving/testing';

const deployment = (name: string, namespace?: string, replicas = 2): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: namespace === undefined ? { name } : { name, namespace },
  spec: { replicas },
});
const service = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } });
const knative = (name: string): Manifest => ({
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name },
});

describe('finding objects', () => {
  const manifests = Manifests.of([
    deployment('iris', 'vision'),
    deployment('iris', 'research'),
    deployment('ranker', 'vision', 5),
    service('iris'),
    knative('iris'),
  ]);

  test('by kind', () => {
    expect(manifests.find('Deployment').map(({ metadata }) => metadata.name)).toEqual(['iris', 'iris', 'ranker']);
  });

  test('by kind and API version', () => {
    expect(manifests.find('Service')).toHaveLength(2);
    expect(manifests.find('v1/Service')).toEqual([service('iris')]);
    expect(manifests.find('serving.knative.dev/v1/Service')).toEqual([knative('iris')]);
  });

  test('by name and namespace', () => {
    expect(manifests.find('Deployment', 'iris')).toHaveLength(2);
    expect(manifests.find('Deployment', 'iris', 'research')).toEqual([deployment('iris', 'research')]);
    expect(manifests.find('Deployment', undefined, 'vision')).toHaveLength(2);
    expect(manifests.find('Deployment', 'none')).toEqual([]);
  });

  test.each(['deployment', 'apps/v1/deployment', 'Apps/v1/Deployment', '', 'a/b/c/Deployment'])(
    'fails for %p, which cannot be a kind',
    (kind) => {
      expect(() => {
        manifests.hasNo(kind);
      }).toThrow(`kind must be written like 'Deployment', 'v1/Service' or 'apps/v1/Deployment', got '${kind}'`);
    },
  );

  test('one object', () => {
    expect(manifests.get('Deployment', 'ranker')).toEqual(deployment('ranker', 'vision', 5));
    expect(manifests.get('v1/Service')).toEqual(service('iris'));
  });

  test('fails when several are the one, and lists them', () => {
    expect(message(() => manifests.get('Deployment', 'iris'))).toMatchInlineSnapshot(`
     "expected exactly one Deployment 'iris', there are 2 (give the name, the namespace or the API version too, or use find):
       Deployment 'iris' in namespace 'vision'
       Deployment 'iris' in namespace 'research'"
    `);
  });

  test('fails when none is the one, with the nearest names first', () => {
    expect(message(() => manifests.get('Deployment', 'rankr'))).toMatchInlineSnapshot(`
     "there is no Deployment 'rankr'; nearest first, there are:
       Deployment 'ranker' in namespace 'vision'
       Deployment 'iris' in namespace 'vision'
       Deployment 'iris' in namespace 'research'"
    `);
    expect(message(() => manifests.get('Deployment', 'iris', 'reserch'))).toMatchInlineSnapshot(`
     "there is no Deployment 'iris' in namespace 'reserch'; nearest first, there are:
       Deployment 'iris' in namespace 'research'
       Deployment 'iris' in namespace 'vision'
       Deployment 'ranker' in namespace 'vision'"
    `);
  });

  test('fails when there is no such kind, with the nearest kinds first', () => {
    expect(message(() => manifests.get('Servce'))).toMatchInlineSnapshot(
      `"there is no Servce; nearest first, there are: serving.knative.dev/v1/Service (1), v1/Service (1), apps/v1/Deployment (3)"`,
    );
    expect(message(() => manifests.get('apps/v1beta1/Deployment', 'iris'))).toMatchInlineSnapshot(
      `"there is no apps/v1beta1/Deployment; nearest first, there are: apps/v1/Deployment (3), v1/Service (1), serving.knative.dev/v1/Service (1)"`,
    );
    expect(message(() => Manifests.of([]).get('Service'))).toMatchInlineSnapshot(
      `"there is no Service: the set of manifests is empty"`,
    );
  });

  test('lists ten at most', () => {
    const many = Manifests.of(Array.from({ length: 12 }, (_, index) => service(`model-${index}`)));
    expect(message(() => many.get('Service', 'model-11x'))).toMatchInlineSnapshot(`
     "there is no Service 'model-11x'; nearest first, there are:
       Service 'model-11'
       Service 'model-1'
       Service 'model-10'
       Service 'model-0'
       Service 'model-2'
       Service 'model-3'
       Service 'model-4'
       Service 'model-5'
       Service 'model-6'
       Service 'model-7'
       ... and 2 more"
    `);
  });
});

describe('counting and asserting', () => {
  const manifests = Manifests.of([deployment('iris'), deployment('ranker', undefined, 5), service('iris')]);

  test('count takes a kind, and what the objects have in common', () => {
    expect(manifests.count('Deployment')).toBe(2);
    expect(manifests.count('Deployment', { spec: { replicas: 5 } })).toBe(1);
    expect(manifests.count('Ingress')).toBe(0);
  });

  test('has and hasNo pass silently', () => {
    manifests.has('Deployment');
    manifests.has('Deployment', { spec: { replicas: 5 } });
    manifests.hasNo('Deployment', { spec: { replicas: 1 } });
    manifests.hasNo('Ingress');
  });

  test('has fails when there is no such kind', () => {
    expect(
      message(() => {
        manifests.has('Ingress');
      }),
    ).toMatchInlineSnapshot(`"there is no Ingress; nearest first, there are: v1/Service (1), apps/v1/Deployment (2)"`);
  });

  test('hasNo fails with all that match', () => {
    expect(
      message(() => {
        manifests.hasNo('Deployment');
      }),
    ).toMatchInlineSnapshot(`
     "expected no Deployment, there are 2:
       Deployment 'iris'
       Deployment 'ranker'"
    `);
    expect(
      message(() => {
        manifests.hasNo('Deployment', { spec: { replicas: 5 } });
      }),
    ).toMatchInlineSnapshot(`
     "expected no Deployment that matches, there is one:
       Deployment 'ranker'"
    `);
  });

  test('fails when what is expected is no object', () => {
    expect(() => {
      manifests.has('Deployment', [] as object);
    }).toThrow('what is expected of an object must be an object, got []');
  });

  test('kinds are listed once, in order', () => {
    expect(manifests.kinds()).toEqual(['apps/v1/Deployment', 'v1/Service']);
  });

  test('a set can be iterated', () => {
    expect([...manifests]).toEqual(manifests.all);
  });
});

describe('objects at hand', () => {
  test('are copied', () => {
    const original = deployment('iris');
    const manifests = Manifests.of([original]);
    original.spec.replicas = 9;
    expect(manifests.get('Deployment').spec.replicas).toBe(2);
  });

  test('may come from another copy of the built-in classes, as test runners have', () => {
    const foreign = runInNewContext(`(${JSON.stringify(deployment('iris'))})`) as Manifest;
    const manifests = Manifests.of([foreign]);
    manifests.has('Deployment', foreign);
    expect(manifests.all).toEqual([deployment('iris')]);
  });

  test('a List is taken apart, as kubectl does', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [service('a'), service('b')] };
    expect(Manifests.of([list]).all).toEqual([service('a'), service('b')]);
  });

  test.each([
    [{ kind: 'Service', metadata: { name: 'a' } }, 'apiVersion must be a text that is not empty, got nothing'],
    [{ apiVersion: 'v1', kind: '', metadata: { name: 'a' } }, "kind must be a text that is not empty, got ''"],
    [{ apiVersion: 'v1', kind: 'Service' }, 'metadata.name must be a text that is not empty, got nothing'],
    [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 7 } },
      'metadata.name must be a text that is not empty, got 7',
    ],
    [[service('a')], 'it is [an object (apiVersion, kind, metadata)]'],
  ])('fails for %j, which is no manifest', (object, reason) => {
    expect(() => Manifests.of([service('fine'), object])).toThrow(
      `object 2 is not a Kubernetes manifest: ${reason}; kubectl apply would refuse it too, so take it out of what is read`,
    );
  });
});

describe('YAML text', () => {
  test('is read document by document, empty ones passed over', () => {
    const manifests = Manifests.fromYaml(`
# a comment alone
---
apiVersion: v1
kind: Service
metadata: { name: a }
---
---
apiVersion: v1
kind: Service
metadata: { name: b }
`);
    expect(manifests.all).toEqual([service('a'), service('b')]);
    expect(Manifests.fromYaml('').all).toEqual([]);
  });

  test('is read as kubectl reads it', () => {
    const manifests = Manifests.fromYaml(`
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data: &base { yes: yes, octal: 0644, newOctal: 0o17, time: 12:30, date: 2026-01-31, grouped: 1_000 }
more: { <<: *base, quoted: "yes" }
`);
    const base = { true: true, octal: 420, newOctal: 15, time: '12:30', date: '2026-01-31', grouped: 1000 };
    expect(manifests.get('ConfigMap').data).toEqual(base);
    expect(manifests.get('ConfigMap').more).toEqual({ ...base, quoted: 'yes' });
  });

  test('fails where it is not YAML, with the document and the line', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n---\nkind: [unfinished\n';
    expect(() => Manifests.fromYaml(text)).toThrow(/^the YAML text, document 2 is not valid YAML: .*, at line 5$/);
    expect(() => Manifests.fromYaml('a: *nothing')).toThrow(
      /^the YAML text is not valid YAML: .*nothing.*, at line 1$/,
    );
    expect(() => Manifests.fromYaml('a: { b: 1,\n b: 2 }')).toThrow(
      'the YAML text is not valid YAML: a.b is given twice, at line 2',
    );
  });

  test('fails where a document is no manifest', () => {
    expect(() => Manifests.fromYaml('just text')).toThrow(
      "the YAML text is not a Kubernetes manifest: it is 'just text'",
    );
  });

  test('comes back as it went in', () => {
    const manifests = Manifests.of([deployment('iris', 'vision'), service('yes')]);
    expect(Manifests.fromYaml(manifests.toYaml()).all).toEqual(manifests.all);
  });
});

describe('an app', () => {
  const object = (scope: Chart, name: string) =>
    new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  const names = (manifests: Manifests) => manifests.all.map(({ metadata }) => metadata.name);

  function example() {
    const app = new App();
    const outer = new Chart(app, 'outer', { namespace: 'vision' });
    object(outer, 'in-outer');
    const inner = new Chart(outer, 'inner');
    object(inner, 'in-inner');
    const other = new Chart(app, 'other');
    object(other, 'in-other');
    return { app, outer, inner, other };
  }

  test('gives the objects of all charts, nested ones included', () => {
    expect(names(Manifests.fromApp(example().app)).sort()).toEqual(['in-inner', 'in-other', 'in-outer']);
    expect(Manifests.fromApp(new App()).all).toEqual([]);
  });

  test('gives them in the same order each time, the order in which cdk8s writes them', () => {
    const { app, other, inner } = example();
    other.addDependency(inner);
    const first = Manifests.fromApp(app);
    expect(names(Manifests.fromApp(app))).toEqual(names(first));
    expect(first.toYaml()).toBe(app.synthYaml());
  });

  test('writes nothing', () => {
    const app = new App({ outdir: '/dev/null/cannot-be-written' });
    object(new Chart(app, 'chart'), 'a');
    expect(names(Manifests.fromApp(app))).toEqual(['a']);
  });

  test('gives one chart with the charts nested in it', () => {
    const { outer, inner, other } = example();
    expect(names(Manifests.fromChart(outer)).sort()).toEqual(['in-inner', 'in-outer']);
    expect(names(Manifests.fromChart(inner))).toEqual(['in-inner']);
    expect(names(Manifests.fromChart(other))).toEqual(['in-other']);
  });

  test('is asked for its manifests where it has checks of its own', () => {
    class CheckedApp extends App {
      public _manifests(): object[] {
        return [service(`from-${this.node.children.length}-charts`)];
      }
    }
    const app = new CheckedApp();
    object(new Chart(app, 'chart'), 'a');
    expect(names(Manifests.fromApp(app))).toEqual(['from-1-charts']);
  });

  test('fails as synthesis does when something is not valid', () => {
    const { app, inner } = example();
    inner.node.addValidation({ validate: () => ['replicas must be 1 or more, got 0'] });
    expect(() => Manifests.fromApp(app)).toThrow('[outer/inner] replicas must be 1 or more, got 0');
  });
});

function message(failing: () => unknown): string {
  try {
    failing();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected a failure');
}
