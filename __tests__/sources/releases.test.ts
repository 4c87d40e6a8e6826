import {
  BlueGreen,
  Canary,
  CanaryStage,
  Colour,
  ModelCache,
  ModelSource,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import { type RuntimeContext } from '../../lib/runtimes/runtime-facts';
import { declare, manifestsFrom, MINIMAL } from '../support/declare';
import { COMMIT } from './support';

const { image, ...SERVER } = MINIMAL;
const NEXT = 'b'.repeat(40);
const hub = (revision: string) => ModelSource.huggingFace({ repository: 'org/llama', revision, size: '15Gi' });
const claim = (path: string) => ModelSource.claim({ name: 'llama', path });

function templates(declareRelease: (tenant: TenantNamespace) => unknown): { [name: string]: any } {
  const app = new ServingApp();
  declareRelease(new TenantNamespace(app, 'chat'));
  const deployments = manifestsFrom(app).all.filter(({ kind }) => kind === 'Deployment');
  return Object.fromEntries(deployments.map(({ metadata, spec }: any) => [metadata.name, spec.template]));
}

const uriOf = (template: any) => template.spec.initContainers[0].command[1];

describe('weights of a release', () => {
  test('are those of each version: another revision is a canary of the same image', () => {
    const found = templates(
      (tenant) =>
        new Canary(tenant, 'ranker', {
          server: { ...SERVER, source: hub(COMMIT) },
          stable: { image },
          canary: { image, source: hub(NEXT) },
          replicas: 10,
          steps: [10, 50],
          stage: CanaryStage.weight(10),
        }),
    );
    expect(Object.entries(found).map(([name, template]) => [name, uriOf(template)])).toEqual(
      expect.arrayContaining([
        [expect.stringContaining('stable'), `hf://org/llama:${COMMIT}`],
        [expect.stringContaining('canary'), `hf://org/llama:${NEXT}`],
      ]),
    );
  });

  test('restart the pods of the side that changes, and no others', () => {
    const sides = (green: ModelSource, active: Colour) =>
      templates(
        (tenant) =>
          new BlueGreen(tenant, 'ranker', {
            server: { ...SERVER, replicas: 2 },
            blue: { image, source: claim('v1') },
            green: { image, source: green },
            active,
          }),
      );
    const before = sides(claim('v2'), Colour.BLUE);
    const after = sides(ModelSource.claim({ name: 'llama', path: 'v3', mountPath: '/models' }), Colour.BLUE);
    const [blue, green] = ['ranker-blue', 'ranker-green'];
    expect(after[blue]).toEqual(before[blue]);
    expect(after[green]).not.toEqual(before[green]);
    expect(sides(claim('v2'), Colour.GREEN)[green]).toEqual(before[green]);
  });

  test('are in one cache, each revision in a directory of its own', () => {
    const found = templates((tenant) => {
      const cacheOf = (id: string, revision: string) =>
        new ModelCache(tenant, id, { source: hub(revision), size: '40Gi' }).source;
      return new BlueGreen(tenant, 'ranker', {
        server: { ...SERVER, replicas: 2 },
        blue: { image, source: cacheOf('llama-v1', COMMIT) },
        green: { image, source: cacheOf('llama-v2', NEXT) },
        active: Colour.BLUE,
      });
    });
    const claimOf = (name: string) =>
      found[name].spec.volumes.find(({ name: volume }: any) => volume === 'model-source').persistentVolumeClaim
        .claimName;
    expect([claimOf('ranker-blue'), claimOf('ranker-green')]).toEqual(['llama-v1', 'llama-v2']);
  });

  test('are given the time of their download before a version is said to have failed', () => {
    const deadline = (source?: ModelSource) => {
      const app = new ServingApp();
      new BlueGreen(new TenantNamespace(app, 'chat'), 'ranker', {
        server: { ...SERVER, replicas: 2, source },
        blue: { image },
        active: Colour.BLUE,
      });
      return manifestsFrom(app).get('Deployment').spec.progressDeadlineSeconds;
    };
    expect(deadline(hub(COMMIT)) - deadline()).toBe(129 + 130);
  });
});

describe('a runtime', () => {
  test('is told where the weights are, and how long they take to be read', () => {
    const contexts: RuntimeContext[] = [];
    const runtime = ServingRuntime.http({ port: 8000, readinessPath: '/ready', livenessPath: '/live' });
    const { _description: description } = runtime;
    const facts = description.facts.bind(description);
    Object.assign(description, {
      facts: (context: RuntimeContext) => {
        contexts.push(context);
        return facts(context);
      },
    });
    declare({ runtime, source: ModelSource.claim({ name: 'llama', path: '8b', size: '15Gi' }) });
    declare({ runtime, source: ModelSource.claim({ name: 'llama', path: '70b' }) });
    declare({ runtime });
    expect(contexts.map(({ modelPath, readSeconds }) => [modelPath, readSeconds])).toEqual([
      ['/mnt/models/8b', 129],
      ['/mnt/models/70b', 0],
      [undefined, undefined],
    ]);
  });
});
