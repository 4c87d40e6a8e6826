import { YamlOutputType } from 'cdk8s';
import { Acknowledge, ClusterProfile, ExistingNamespace, ModelServer, ServingApp, TenantNamespace } from '../../lib';
import { MINIMAL } from '../support/declare';

/** As written by somebody whose editor checks no types. */
const appWith = (props: unknown) => new ServingApp(props as object);

describe('the props of an app', () => {
  test.each([
    [{ outdri: 'z' }, "there is no prop 'outdri'; did you mean 'outdir'?"],
    [{ clusterProfile: ClusterProfile.of({}) }, "there is no prop 'clusterProfile'; did you mean 'cluster'?"],
    [{ outDir: 'z' }, "there is no prop 'outDir'; did you mean 'outdir'?"],
    [{ cluster: '1.36' }, "cluster must be made by ClusterProfile.of(...), got '1.36'"],
    [
      { cluster: { kubernetesVersion: '1.36' } },
      'cluster must be made by ClusterProfile.of(...), got an object (kubernetesVersion)',
    ],
    [{ delivery: 'argo' }, "delivery must be made by Delivery.argoCd(...) or .flux(...), got 'argo'"],
    [{ outdir: 3 }, 'outdir must be the path of a folder, got 3'],
    [{ outdir: '' }, "outdir must be the path of a folder, got ''"],
    [{ outputFileExtension: 3 }, "outputFileExtension must be the end of a file's name, such as '.k8s.yaml', got 3"],
    [{ outputFileExtension: '/x' }, "outputFileExtension must be the end of a file's name"],
    [{ yamlOutputType: 'z' }, "yamlOutputType must be one of YamlOutputType, such as .FILE_PER_CHART, got 'z'"],
    [{ yamlOutputType: 9 }, 'got 9'],
    [{ collectProblems: 'yes' }, 'collectProblems must be'],
    [{ resolvers: {} }, 'resolvers must be a list, got an object (empty)'],
    ['dist', "options must be an object, got 'dist'"],
    [new Map([['outdir', 'dist']]), 'options must be an object, got a Map'],
  ])('%p is refused', (props, problem) => {
    expect(() => appWith(props)).toThrow(problem);
  });

  test('are said at once', () => {
    expect(() => appWith({ outDir: 'a', cluster: 3, delivery: 4 })).toThrow(/^3 problems:/);
  });

  test.each([[{ a: 1 }], [{ checks: false }]])(
    '%p are handed to cdk8s, which may know them, with a warning',
    (props) => {
      const app = appWith(props);
      new TenantNamespace(app, 'vision');
      const [name] = Object.keys(props);
      expect(app.warnings).toEqual([expect.stringContaining(`prop '${name}' is none that is known here`)]);
    },
  );

  test.each([[undefined], [null], [{}], [{ cluster: null, outdir: undefined }]])('%p is nothing', (props) => {
    expect(appWith(props).synthYaml()).toBe('');
  });

  test.each(Object.values(YamlOutputType).filter((value) => typeof value === 'number'))('output type %d', (type) => {
    expect(new ServingApp({ yamlOutputType: type }).yamlOutputType).toBe(type);
  });
});

describe('what takes a construct and gets none', () => {
  const given = 'must be a construct, such as a TenantNamespace, got ';
  test.each([
    [
      'a server in a name',
      () => new ModelServer('vision' as never, 'iris', MINIMAL),
      `ModelServer 'iris': scope ${given}'vision'; pass the object itself`,
    ],
    ['a server in props', () => new ModelServer({} as never, 'iris', MINIMAL), `${given}an object (empty)`],
    [
      'a tenant in nothing',
      () => new TenantNamespace(undefined as never, 'vision'),
      `TenantNamespace 'vision': scope ${given}nothing`,
    ],
    [
      'a namespace in nothing',
      () => new ExistingNamespace(null as never, 'vision'),
      `ExistingNamespace 'vision': scope ${given}nothing`,
    ],
    [
      'an acknowledgement',
      () => {
        Acknowledge.finding(null as never, 'own-pods', 'so');
      },
      `Acknowledge: scope ${given}nothing`,
    ],
    [
      'a switch',
      () => {
        Acknowledge.checks('app' as never, 'so');
      },
      `Acknowledge: app ${given}'app'`,
    ],
  ])('%s', (_what, make, problem) => {
    expect(make).toThrow(problem);
  });
});

test.each([
  ['a Map', new Map([['A', '1']])],
  ['a Set', new Set(['A'])],
  ['a Date', new Date(0)],
  ['a Promise', Promise.resolve({})],
  ['an Error', new Error('no')],
])('%s is no object of options, whose members it has not', (shown, value) => {
  const tenant = new TenantNamespace(new ServingApp(), 'vision');
  expect(() => new ModelServer(tenant, 'a', { ...MINIMAL, env: value as never })).toThrow(
    `env must be an object, got ${shown}`,
  );
  expect(() => new ModelServer(tenant, 'b', { ...MINIMAL, resources: value as never })).toThrow(
    `resources must be an object, got ${shown}`,
  );
});
