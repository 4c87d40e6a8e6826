import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as kplus from 'cdk8s-plus-28';
import {
  ClaimAccessMode,
  ClusterProfile,
  ContainerImage,
  ModelCache,
  ModelServer,
  type ModelServerProps,
  ModelSource,
  NamespacePeer,
  SecretKeyRef,
  ServingApp,
  TenantNamespace,
} from '../../lib';
import { warningsOn } from '../../lib/core/warnings';
import { digest } from '../../lib/private/digest';
import { http } from '../../lib/sources/http';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { COMMIT, INTERNET } from './support';

const hub = (options: object = {}) =>
  ModelSource.huggingFace({ repository: 'org/llama', revision: COMMIT, size: '15Gi', ...options });

function declareCache(cacheProps: object = {}, props: Partial<ModelServerProps> = {}, tenantProps: object = {}) {
  const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.34' }) });
  const tenant = new TenantNamespace(app, 'chat', tenantProps);
  const cache = new ModelCache(tenant, 'llama-8b', { source: hub(), size: '40Gi', ...cacheProps });
  const server = new ModelServer(tenant, 'chat-api', { ...MINIMAL, source: cache.source, replicas: 3, ...props });
  return { app, tenant, cache, server };
}

function made(cacheProps: object = {}, props?: Partial<ModelServerProps>, tenantProps?: object) {
  const { app, cache, server } = declareCache(cacheProps, props, tenantProps);
  const manifests = manifestsFrom(app);
  const { template } = manifests.get('Deployment').spec;
  return {
    manifests,
    cache,
    server,
    pod: template.spec,
    job: manifests.get('Job'),
    claim: manifests.get('PersistentVolumeClaim'),
    policy: manifests.get('NetworkPolicy', 'llama-8b-download'),
    serverPolicy: manifests.get('NetworkPolicy', 'chat-api'),
  };
}

const failure = (cacheProps: object) => failureOf(() => declareCache(cacheProps));

describe('a cache of weights', () => {
  test.each(['40', '40k', '1Ei'])('warns of a size that it hardly has: %s', (size) => {
    const { cache } = declareCache({ size, source: hub({ size: undefined }) });
    expect(warningsOn(cache)).toContainEqual(expect.stringMatching(`^size is likely not meant, got '${size}'`));
  });

  test('is a claim that a Job fills once', () => {
    const { claim, job } = made({ storageClassName: 'efs', source: hub({ token: SecretKeyRef.named('hf', 'token') }) });
    expect(claim).toMatchObject({
      metadata: { name: 'llama-8b', namespace: 'chat' },
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '40Gi' } }, storageClassName: 'efs' },
    });
    expect(job.metadata.name).toMatch(/^llama-8b-download-[0-9a-f]{8}$/);
    const [container] = job.spec.template.spec.containers;
    const [directory] = container.command.slice(-1);
    expect(directory).toMatch(/^\/mnt\/models\/[0-9a-f]{8}$/);
    expect(container.command.slice(0, 2)).toEqual(['sh', '-c']);
    expect(container.command.slice(3)).toEqual([
      `${directory}.complete`,
      directory,
      '/storage-initializer/scripts/initializer-entrypoint',
      `hf://org/llama:${COMMIT}`,
      directory,
    ]);
    expect(container.env).toContainEqual({
      name: 'HF_TOKEN',
      valueFrom: { secretKeyRef: { key: 'token', name: 'hf' } },
    });
    expect(job.spec.template.spec).toMatchObject({ restartPolicy: 'Never', serviceAccountName: 'llama-8b-download' });
  });

  test('lets the Job out to the hub, and the servers to nobody', () => {
    const { policy, serverPolicy } = made();
    expect(policy.spec.egress.slice(2)).toEqual([INTERNET]);
    expect(policy.spec.ingress).toBeUndefined();
    expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(policy.spec.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'llama-8b-download' } });
    expect(serverPolicy.spec.egress).toHaveLength(2);
  });

  test('is what servers wait for, as long as the download takes, and read', () => {
    const { pod, server, job } = made();
    const [directory] = job.spec.template.spec.containers[0].command.slice(-1);
    const [wait] = pod.initContainers;
    expect(wait).toMatchObject({ name: 'wait-for-model', image: 'kserve/storage-initializer:v0.19.0' });
    expect(wait.command[3]).toBe(`${directory}.complete`);
    expect(wait.volumeMounts).toContainEqual({ mountPath: '/mnt/models', name: 'model-source', readOnly: true });
    expect(pod.volumes).toContainEqual({
      name: 'model-source',
      persistentVolumeClaim: { claimName: 'llama-8b', readOnly: true },
    });
    expect(server._plan.source).toMatchObject({ modelPath: directory, fetchSeconds: 129, readSeconds: 129 });
    expect(pod.containers[0].env).toContainEqual({ name: 'HF_HUB_OFFLINE', value: '1' });
    expect(pod.containers[0].env.map(({ name }: any) => name)).not.toContain('HF_TOKEN');
  });

  test('has another Job and another directory for other weights, and none for another downloader', () => {
    const partsOf = (source: ModelSource) => {
      const { job } = made({ source });
      const { command } = job.spec.template.spec.containers[0];
      return { name: job.metadata.name, directory: command[command.length - 1] };
    };
    const before = partsOf(hub());
    const later = partsOf(hub({ revision: 'b'.repeat(40) }));
    const larger = partsOf(hub({ downloader: { memory: '8Gi' } }));
    expect(later.name).not.toBe(before.name);
    expect(later.directory).not.toBe(before.directory);
    // A Job cannot change, so it is another one, which finds that everything is there.
    expect(larger.name).not.toBe(before.name);
    expect(larger.directory).toBe(before.directory);
  });

  test('of one file is that file for servers', () => {
    const source = ModelSource.http({ url: 'https://models.example.com/a.gguf', sha256: 'a'.repeat(64) });
    expect(made({ source }).server._plan.source?.modelPath).toMatch(/^\/mnt\/models\/[0-9a-f]{8}\/a\.gguf$/);
    expect(made({ source, mountPath: '/m' }).server._plan.source?.modelPath).toMatch(/^\/m\/[0-9a-f]{8}\/a\.gguf$/);
  });

  test("stands in the tenant's place, with its labels, nodes and pull secrets, and says who it is to a cloud", () => {
    const source = ModelSource.azureBlob({
      url: 'https://account.blob.core.windows.net/models/llama',
      clientId: '11111111-2222-3333-4444-555555555555',
    });
    const { job, manifests } = made(
      { source, annotations: { 'example.com/owner': 'chat' } },
      {},
      {
        labels: { team: 'chat' },
        nodePool: { nodeSelector: { pool: 'gpu' }, tolerations: [{ key: 'gpu' }] },
        imagePullSecretNames: ['registry'],
      },
    );
    expect(job.metadata.annotations).toEqual({ 'example.com/owner': 'chat' });
    expect(job.spec.template.metadata.labels).toMatchObject({ team: 'chat', 'azure.workload.identity/use': 'true' });
    expect(job.spec.template.spec).toMatchObject({
      nodeSelector: { pool: 'gpu' },
      tolerations: [{ key: 'gpu', operator: 'Exists' }],
      imagePullSecrets: [{ name: 'registry' }],
    });
    expect(manifests.get('ServiceAccount', 'llama-8b-download').metadata.annotations).toMatchObject({
      'azure.workload.identity/client-id': '11111111-2222-3333-4444-555555555555',
    });
  });

  test('may have the name of its server', () => {
    const app = new ServingApp();
    const tenant = new TenantNamespace(app, 'chat');
    const { source } = new ModelCache(tenant, 'llama', { source: hub(), size: '40Gi' });
    new ModelServer(tenant, 'api', { ...MINIMAL, name: 'llama', source });
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('lets servers of the app be downloaded from', () => {
    const app = new ServingApp();
    const tenant = new TenantNamespace(app, 'chat');
    const store = new ModelServer(new TenantNamespace(app, 'stores'), 'store', MINIMAL);
    const source = ModelSource.s3({ uri: 's3://models/llama', endpoint: 'http://store.stores.svc', egress: [store] });
    new ModelCache(tenant, 'llama', { source, size: '40Gi' });
    const policies = manifestsFrom(app).all.filter(({ kind }) => kind === 'NetworkPolicy');
    const text = JSON.stringify(policies.find(({ metadata }) => metadata?.name === 'store'));
    expect(text).toContain('"app.kubernetes.io/instance":"llama-download"');
  });

  test('warns of weights that are not the same tomorrow, and not of downloads', () => {
    const { cache, server } = declareCache({ source: hub({ revision: undefined }) });
    expect(warningsOn(cache)).toEqual([expect.stringContaining('source names no revision, which means the newest')]);
    expect(warningsOn(server)).toEqual([]);
    const downloader = { image: ContainerImage.of('mirror/initializer') };
    expect(warningsOn(declareCache({ source: hub({ downloader }) }).cache)).toEqual([
      expect.stringContaining("image 'mirror/initializer' has no tag"),
    ]);
  });
});

describe('a cache of weights is refused', () => {
  test.each([
    [{ size: undefined }, 'size must be a quantity of bytes'],
    [{ size: 40 }, 'size must be a quantity of bytes'],
    [{ size: '10Gi' }, "size must hold the weights, which are '15Gi' as the source's size says, got '10Gi'; raise it"],
    [
      { accessMode: ClaimAccessMode.READ_ONLY_MANY },
      "accessMode must let the Job write, got 'ReadOnlyMany'; use ReadWriteMany",
    ],
    [{ accessMode: 'RWX' }, "accessMode must be 'ReadWriteOnce'"],
    [
      { accessMode: ClaimAccessMode.READ_WRITE_ONCE },
      "source.accessMode must be one for many where several pods mount the claim 'llama-8b', got 'ReadWriteOnce' for 3 pods",
    ],
    [{ storageClassName: 'Fast' }, 'storageClassName must be'],
    [{ mountPath: 'models' }, 'mountPath must be an absolute path'],
    [
      { source: ModelSource.claim({ name: 'llama' }) },
      'source must be one that downloads, such as ModelSource.huggingFace(...), .s3(...) or .http(...), got ModelSource.claim(...)',
    ],
    [{ source: ModelSource.gcs({ uri: 'gs://models/llama', mount: true }) }, 'got ModelSource.gcs(...)'],
    [{ source: 'org/llama' }, "got 'org/llama'"],
    [{ source: hub({ revision: 'a/b' }) }, "source.revision must be a commit, tag or branch without '/', got 'a/b'"],
    [{ volumeSize: '1Gi' }, "there is no prop 'volumeSize'"],
  ])('with %p', (props, message) => {
    expect(failure(props)).toContain(message);
  });

  test.each([
    ['Llama', 'its id, which is its name, must be lower-case letters'],
    ['l'.repeat(46), "must have at most 45 characters, as the Job's name adds 18 to it"],
  ])('with the id %s', (id, message) => {
    const tenant = new TenantNamespace(new ServingApp(), 'chat');
    expect(failureOf(() => new ModelCache(tenant, id, { source: hub(), size: '40Gi' }))).toContain(message);
  });

  test('where its server is in another namespace', () => {
    const { app, cache } = declareCache();
    const other = new TenantNamespace(app, 'search');
    expect(failureOf(() => new ModelServer(other, 'api', { ...MINIMAL, source: cache.source }))).toContain(
      "source must be of the server's namespace, 'search', got 'chat/llama-8b' of 'chat'; declare the cache where the server is",
    );
  });

  test('where its secret is in another namespace, or its image in a registry that the tenant does not allow', () => {
    const app = new ServingApp();
    const other = new TenantNamespace(app, 'search');
    const secret = new kplus.Secret(other, 'hf', { metadata: { name: 'hf' } });
    const tenant = new TenantNamespace(app, 'chat', { allowedRegistries: ['registry.example'] });
    const source = hub({ token: SecretKeyRef.of(secret, 'token'), egress: [NamespacePeer.external('hub')] });
    const said = failureOf(() => new ModelCache(tenant, 'llama', { source, size: '40Gi' }));
    expect(said).toContain("envFromSecrets['HF_TOKEN'] must be of the server's namespace, 'chat'");
    expect(said).toContain('source.downloader.image must');
  });
});

describe('what a Job runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [, , once] = made().job.spec.template.spec.containers[0].command as string[];
  const [, , wait] = made().pod.initContainers[0].command as string[];
  const run = (script: string, ...args: string[]) => execFileSync('sh', ['-c', script, ...args], { stdio: 'pipe' });

  test('marks what is complete, and does it once', () => {
    const directory = join(folder, 'one');
    const append = ['sh', '-c', 'echo bytes >> "$0/model"', directory];
    run(once, `${directory}.complete`, directory, ...append);
    run(once, `${directory}.complete`, directory, ...append);
    expect(readFileSync(join(directory, 'model'), 'utf8')).toBe('bytes\n');
  });

  test('marks nothing that failed, and fails', () => {
    const directory = join(folder, 'two');
    expect(() => run(once, `${directory}.complete`, directory, 'false')).toThrow();
    expect(existsSync(`${directory}.complete`)).toBe(false);
  });

  test('is waited for until the mark is there', () => {
    writeFileSync(join(folder, 'three.complete'), '');
    expect(run(wait, join(folder, 'three.complete')).toString()).toBe('');
    const limited = `timeout 1 sh -c '${wait}' "$0"`;
    expect(() => run(limited, join(folder, 'four.complete'))).toThrow();
  });

  test('keeps a file from a web server only with its digest', () => {
    const origin = join(folder, 'origin');
    writeFileSync(origin, 'weights');
    const fetched = (sha256: string, target: string) => {
      const source = http({ url: 'https://models.example.com/a.gguf', sha256 });
      const [, , script] = source.download!({}).command('/mnt/models');
      run(script, 'download', `file://${origin}`, sha256, target);
    };
    fetched(digest('weights'), join(folder, 'right'));
    expect(readFileSync(join(folder, 'right'), 'utf8')).toBe('weights');
    expect(() => {
      fetched(digest('others'), join(folder, 'wrong'));
    }).toThrow();
    expect(existsSync(join(folder, 'wrong'))).toBe(false);
  });
});
