import * as fs from 'node:fs';
import * as plus from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  ApiObject,
  App,
  type AppProps,
  Chart,
  Include,
  type IResolver,
  JsonPatch,
  Lazy,
  type ResolutionContext,
  Size,
} from 'cdk8s';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { ServingApp } from '../../lib';
import { celestialBodies } from '../../apps/celestial-bodies';
import { environments } from '../../apps/environments';
import { intentClassifier } from '../../apps/intent-classifier';
import { iris } from '../../apps/iris';
import { mlem } from '../../apps/mlem';
import { testApi } from '../../apps/test-api';
import { newOutdir, object, objectsIn, put, removeOutdir } from './support';

let outdir: string;
beforeEach(() => {
  outdir = newOutdir();
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  removeOutdir();
  jest.restoreAllMocks();
});

const CLUSTER_SCOPED = ['Namespace', 'ClusterRole', 'PersistentVolume', 'CustomResourceDefinition', 'PriorityClass'];

function canonical(value: any): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])])); // prettier-ignore
}

/** Every object of a folder, in an order of its own: what was meant, whoever wrote it. */
function meaning(folder: string): string[] {
  return objectsIn(folder)
    .map((one) => {
      if (CLUSTER_SCOPED.includes(one.kind)) delete one.metadata.namespace;
      return JSON.stringify(canonical(one));
    })
    .sort();
}

function expectSame(build: (app: App) => void, props: () => AppProps = () => ({})): string[] {
  for (const folder of ['stock', 'ours']) fs.rmSync(join(outdir, folder), { recursive: true, force: true });
  const stock = new App({ ...props(), outdir: join(outdir, 'stock') });
  build(stock);
  stock.synth();
  const ours = new ServingApp({ ...props(), outdir: join(outdir, 'ours') });
  build(ours);
  ours.synth();
  const written = meaning(ours.outdir);
  expect(written).toEqual(meaning(stock.outdir));
  return written;
}

test('the demonstration platform', () => {
  const written = expectSame((app) => {
    celestialBodies(app, 'registry.example/models');
    intentClassifier(app);
    mlem(app, { tag: 'd57e4cac' });
    testApi(app);
    environments(app);
    iris(app);
  });
  expect(written.length).toBeGreaterThan(40);
});

/** Resolves `{ ref }` and texts that begin with `env:`, and notes on which object it saw them. */
class References implements IResolver {
  public readonly seen: string[] = [];

  public resolve(context: ResolutionContext): void {
    const { value, key, obj } = context;
    if (typeof value === 'string' && value.startsWith('env:')) {
      this.seen.push(`${obj.node.path} /${key.join('/')}`);
      context.replaceValue(Lazy.any({ produce: () => value.slice(4) }));
    }
    if (typeof value?.ref === 'string') context.replaceValue([`env:${value.ref}`, 1]);
  }
}

type Piece = (scope: Construct, id: string) => Construct;

const PIECES: { [name: string]: Piece } = {
  plain: (scope, id) =>
    object(scope, id, 'ConfigMap', {
      data: { yes: 'no', 'run.sh': '#!/bin/sh\n\techo "$0" \n', octal: '0o17', empty: '', time: '12:30' },
    }),
  nothings: (scope, id) =>
    object(scope, id, 'Thing', { spec: { a: null, b: undefined, c: [], d: {}, e: [{}, { f: null }], g: false, h: 0 } }),
  lazy: (scope, id) =>
    object(scope, id, 'Thing', {
      metadata: { annotations: { at: Lazy.any({ produce: () => 'later' }) } },
      spec: Lazy.any({ produce: () => ({ list: [Lazy.any({ produce: () => ({ deep: id }) })], gone: undefined }) }),
    }),
  token: (scope, id) =>
    object(scope, id, 'Thing', { spec: { token: { resolve: () => ['env:a', { resolve: () => null, ref: 5 }.ref] } } }),
  union: (scope, id) => object(scope, id, 'Thing', { spec: { port: plus.k8s.IntOrString.fromString('http') } }),
  custom: (scope, id) => object(scope, id, 'Thing', { spec: { one: { ref: 'two' }, list: ['env:a', 'b'] } }),
  labels: (scope, id) => object(scope, id, 'Thing', { metadata: { labels: { team: 'env:b' }, finalizers: ['a/b'] } }),
  patched: (scope, id) => {
    const patched = object(scope, id, 'ConfigMap', { data: { a: 'x', b: 'y' } });
    patched.addJsonPatch(
      JsonPatch.add('/data/c', '1e3'),
      JsonPatch.remove('/data/a'),
      JsonPatch.replace('/data/b', 'z'),
      JsonPatch.copy('/metadata/name', '/data/name'),
      JsonPatch.add('/metadata/annotations', { 'example.com/a': 'b' }),
      JsonPatch.add('/data/unset', null),
      JsonPatch.add('/immutable', true),
    );
    return patched;
  },
  metadata: (scope, id) => {
    const extended = object(scope, id, 'Thing');
    extended.metadata.addLabel('a', 'b');
    extended.metadata.addAnnotation('c', 'd');
    extended.metadata.addFinalizers('example.com/e');
    extended.metadata.add('generateName', 'f-');
    return extended;
  },
  clusterRole: (scope, id) => object(scope, id, 'ClusterRole', { apiVersion: 'rbac.authorization.k8s.io/v1' }),
  namespace: (scope, id) => object(scope, id, 'Namespace'),
  generated: (scope, id) =>
    new plus.k8s.KubeDeployment(scope, id, {
      spec: {
        selector: { matchLabels: { app: id } },
        strategy: { rollingUpdate: { maxSurge: plus.k8s.IntOrString.fromNumber(1) } },
        template: {
          metadata: { labels: { app: id } },
          spec: {
            containers: [
              { name: 'a', image: 'a:1', resources: { limits: { memory: plus.k8s.Quantity.fromString('1Gi') } } },
            ],
          },
        },
      },
    }),
  eaten: (scope, id) => {
    const service = new plus.k8s.KubeService(scope, id, { spec: { ports: [{ port: 80 }] } });
    service.addJsonPatch(JsonPatch.add('/spec/sessionAffinity', null), JsonPatch.add('/spec/unknown', 1));
    return service;
  },
  plusDeployment: (scope, id) => {
    const deployment = new plus.Deployment(scope, id, {
      containers: [{ image: 'a:1', portNumber: 80, envVariables: { A: plus.EnvValue.fromValue('on') } }],
    });
    const config = new plus.ConfigMap(scope, `${id}-config`, { data: { a: '~' } });
    deployment.containers[0].mount('/config', plus.Volume.fromConfigMap(scope, `${id}-volume`, config));
    deployment.exposeViaService({ serviceType: plus.ServiceType.CLUSTER_IP });
    return deployment;
  },
  plusClaim: (scope, id) =>
    new plus.PersistentVolumeClaim(scope, id, {
      storage: Size.gibibytes(1),
      accessModes: [plus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    }),
  plusJob: (scope, id) => new plus.Job(scope, id, { containers: [{ image: 'a:1' }] }),
  plusRole: (scope, id) => {
    const role = new plus.ClusterRole(scope, id);
    role.allowRead(plus.ApiResource.PODS);
    return role;
  },
};

interface ChartPlan {
  readonly pieces: readonly string[];
  readonly isNested: boolean;
  readonly namespace?: string;
  /** A piece that depends on an earlier one. */
  readonly dependency?: readonly [source: number, target: number];
  readonly dependsOnFirst: boolean;
}

const chartPlan: fc.Arbitrary<ChartPlan> = fc.record(
  {
    pieces: fc.array(fc.constantFrom(...Object.keys(PIECES)), { minLength: 1, maxLength: 6 }),
    isNested: fc.boolean(),
    namespace: fc.constantFrom('vision', 'ranking'),
    dependency: fc.tuple(fc.nat(5), fc.nat(5)),
    dependsOnFirst: fc.boolean(),
  },
  { requiredKeys: ['pieces', 'isNested', 'dependsOnFirst'] },
);

function build(app: App, plans: readonly ChartPlan[]): void {
  const charts: Chart[] = [];
  plans.forEach(({ pieces, isNested, namespace, dependency, dependsOnFirst }, index) => {
    const scope = isNested && charts.length > 1 ? new Construct(charts[charts.length - 1], `group-${index}`) : app;
    const chart = new Chart(scope, `chart-${index}`, { namespace, labels: { chart: `chart-${index}` } });
    charts.push(chart);
    const made = pieces.map((piece, place) => PIECES[piece](chart, `c${index}-${place}-${piece.toLowerCase()}`));
    const [source, target] = [...(dependency ?? [0, 0])].map((place) => made[place % made.length]);
    // A Namespace that waits for something is refused: its file is applied first.
    const isLater = made.indexOf(source) > made.indexOf(target);
    if (isLater && pieces[made.indexOf(source)] !== 'namespace') source.node.addDependency(target);
    if (dependsOnFirst && scope === app && index > 0) chart.addDependency(charts[0]);
  });
}

test('any app of plain objects, generated classes and cdk8s-plus, with patches, tokens and dependencies', () => {
  fc.assert(
    fc.property(fc.array(chartPlan, { minLength: 1, maxLength: 4 }), (plans) => {
      expectSame(
        (app) => {
          build(app, plans);
        },
        () => ({ resolvers: [new References()] }),
      );
    }),
    { numRuns: 60 },
  );
});

test.each(Object.keys(PIECES))('%s', (piece) => {
  const resolvers = (): AppProps => ({ resolvers: [new References()] });
  const only = { pieces: [piece], isNested: false, dependsOnFirst: false };
  expectSame((app) => {
    build(app, [only, { ...only, namespace: 'vision' }]);
  }, resolvers);
});

test('a resolver of the app sees every value with its object and the path to it', () => {
  const resolver = new References();
  const app = new ServingApp({ outdir, resolvers: [resolver] });
  object(new Chart(app, 'chart'), 'a', 'Thing', { spec: { one: { ref: 'two' }, list: ['b', 'env:a'] } });
  app.synth();
  expect(resolver.seen).toEqual(['chart/a /spec/list/1', 'chart/a /spec/one/0']);
});

test('manifests that are included from a file', () => {
  const manifests = [
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: included }',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: included }\ndata: { a: "yes", c: "x\\n\\ty \\n" }',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.com }',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\ndata: { a: null, b: !!str 1 }',
  ];
  put(outdir, { 'in.yaml': manifests.join('\n---\n') });
  const written = expectSame((app) => {
    const include = new Include(new Chart(app, 'chart', { namespace: 'vision' }), 'in', {
      url: join(outdir, 'in.yaml'),
    });
    include.apiObjects[1].addJsonPatch(JsonPatch.add('/data/d', '1_000'));
  });
  expect(written).toHaveLength(4);
});

test('a subclass of ApiObject that renders itself is asked to', () => {
  class Special extends ApiObject {
    public override toJson(): any {
      return { ...super.toJson(), spec: { added: Lazy.any({ produce: () => 'never resolved' }) && 'plain' } };
    }
  }
  const written = expectSame((app) => {
    new Special(new Chart(app, 'chart'), 'special', { apiVersion: 'example.com/v1', kind: 'Special' });
  });
  expect(written[0]).toContain('"added":"plain"');
});

test('a chart that renders itself is refused: nobody would call it', () => {
  class Special extends Chart {
    public override toJson(): any[] {
      return super.toJson().slice(1);
    }
  }
  const app = new ServingApp({ outdir });
  object(new Special(app, 'special'), 'a');
  expect(() => {
    app.synth();
  }).toThrow(/^chart 'special' has a toJson\(\) of its own, and ServingApp resolves each object by itself/);
});
