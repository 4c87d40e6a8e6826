import { EgressProxy, ModelSource, NamespacePeer, SecretKeyRef } from '../../lib';
import { failure, INTERNET, serve, warnings, egressRules } from './support';

const key = (name: string) => SecretKeyRef.named('store', name);
const s3 = (options: object = {}) => ModelSource.s3({ uri: 's3://models/llama', ...options });
const gcs = (options: object = {}) => ModelSource.gcs({ uri: 'gs://models/llama', ...options });
const azure = (options: object = {}) =>
  ModelSource.azureBlob({ url: 'https://account.blob.core.windows.net/models/llama', ...options });
const SHA = 'a'.repeat(64);
const http = (options: object = {}) =>
  ModelSource.http({ url: 'https://models.example.com/llama.gguf', sha256: SHA, ...options });
const ROLE = 'arn:aws:iam::123456789012:role/models';
const CLIENT = '11111111-2222-3333-4444-555555555555';
const address = (cidr: string, port: number) => ({ to: [{ ipBlock: { cidr } }], ports: [{ port, protocol: 'TCP' }] });
const namespace = (name: string) => ({
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }],
});
const METADATA = [address('169.254.169.252/32', 988), address('169.254.169.254/32', 80)];

describe('a size that weights hardly have', () => {
  const SIZED = [
    [
      'huggingFace',
      (size: object) => ModelSource.huggingFace({ repository: 'org/llama', revision: 'a'.repeat(40), ...size }),
    ],
    ['s3', (size: object) => ModelSource.s3({ uri: 's3://models/llama', podIdentity: true, ...size })],
    ['claim', (size: object) => ModelSource.claim({ name: 'weights', ...size })],
  ] as const;

  test.each(
    SIZED.flatMap(([factory, source]) =>
      ['15', '15k', '15Ki'].map((size) => [factory, size, source({ size })] as const),
    ),
  )('is warned of: %s, %s', (_, size, source) => {
    expect(warnings(source)).toContainEqual(
      expect.stringMatching(
        new RegExp(`^source.size is likely not meant, got '${size}'.*; write '15Gi' for gibibytes$`),
      ),
    );
  });

  test('is warned of once, also where the volume is as large as it says', () => {
    const told = (size: object) => warnings(SIZED[1][1](size)).filter((text) => text.startsWith('source.'));
    expect(told({ size: '1Ei' })).toEqual([expect.stringMatching(/^source.size/)]);
    expect(told({ volumeSize: '15' })).toEqual([expect.stringMatching(/^source.volumeSize/)]);
    expect(told({ size: '15Mi' })).toEqual([]);
  });
});

describe('weights of a store', () => {
  test.each([
    ['Amazon S3', s3(), 's3://models/llama/', []],
    [
      'a store that speaks like it, with keys',
      s3({
        endpoint: 'http://minio.minio.svc:9000',
        region: 'eu',
        accessKeyId: key('id'),
        secretAccessKey: key('key'),
      }),
      's3://models/llama/',
      [
        { name: 'AWS_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { key: 'id', name: 'store' } } },
        { name: 'AWS_DEFAULT_REGION', value: 'eu' },
        { name: 'AWS_ENDPOINT_URL', value: 'http://minio.minio.svc:9000' },
        { name: 'AWS_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { key: 'key', name: 'store' } } },
      ],
    ],
    [
      'a public bucket',
      s3({ anonymous: true }),
      's3://models/llama/',
      [{ name: 'awsAnonymousCredential', value: 'true' }],
    ],
    ['Google Cloud', gcs(), 'gs://models/llama', []],
    [
      'Azure',
      azure({ accessKey: key('key') }),
      'https://account.blob.core.windows.net/models/llama',
      [{ name: 'AZURE_STORAGE_ACCESS_KEY', valueFrom: { secretKeyRef: { key: 'key', name: 'store' } } }],
    ],
  ])('of %s are downloaded before the server starts', (_, source, uri, env) => {
    const { init, server, modelPath } = serve(source);
    expect(init.command).toEqual(['/storage-initializer/scripts/initializer-entrypoint', uri, '/mnt/models']);
    expect(init.env.filter(({ name }: any) => name !== 'HOME')).toEqual(env);
    expect(server.env).toEqual([{ name: 'HOME', value: '/tmp' }]);
    expect(modelPath).toBe('/mnt/models');
  });

  test('are known to the cloud by the service account', () => {
    const annotations = (source: ModelSource) => serve(source).account.metadata.annotations;
    expect(annotations(s3({ roleArn: ROLE }))).toEqual({ 'eks.amazonaws.com/role-arn': ROLE });
    expect(annotations(gcs({ serviceAccountEmail: 'models@project.iam.gserviceaccount.com' }))).toEqual({
      'iam.gke.io/gcp-service-account': 'models@project.iam.gserviceaccount.com',
    });
    const { account, template, deployment } = serve(azure({ clientId: CLIENT, tenantId: CLIENT }));
    expect(account.metadata.annotations).toEqual({
      'azure.workload.identity/client-id': CLIENT,
      'azure.workload.identity/tenant-id': CLIENT,
    });
    expect(template.metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    expect(deployment.spec.selector.matchLabels).not.toHaveProperty('azure.workload.identity/use');
    expect(annotations(s3())).toBeUndefined();
  });

  test.each([
    ['S3', s3(), [INTERNET]],
    ['S3 with the agent of EKS', s3({ podIdentity: true }), [INTERNET, address('169.254.170.23/32', 80)]],
    ['MinIO of a namespace', s3({ endpoint: 'http://minio.minio.svc.cluster.local:9000' }), [namespace('minio')]],
    ['MinIO by its address', s3({ endpoint: 'http://10.0.0.7:9000' }), [address('10.0.0.7/32', 9000)]],
    ['MinIO beside the server', s3({ endpoint: 'http://minio:9000' }), []],
    [
      'a store whose peer is named',
      s3({ endpoint: 'https://s3.corp:9000', egress: [NamespacePeer.external('gateway')] }),
      [namespace('gateway')],
    ],
    ['Google Cloud', gcs(), [INTERNET, ...METADATA]],
    ['Google Cloud, mounted', gcs({ mount: true }), [INTERNET, ...METADATA]],
    ['Azure', azure(), [INTERNET]],
    ['a web server', http(), [INTERNET]],
  ])('of %s are reached through the NetworkPolicy', (_, source, egress) => {
    expect(egressRules(serve(source))).toEqual(egress);
  });

  test('go through the egress proxy, credentials do not', () => {
    const cluster = { egressProxy: EgressProxy.of({ url: 'http://proxy.egress.svc:3128' }) };
    expect(egressRules(serve(gcs(), {}, { cluster }))).toEqual(
      expect.arrayContaining([namespace('egress'), ...METADATA]),
    );
    expect(egressRules(serve(gcs(), {}, { cluster }))).toHaveLength(3);
  });

  test('of a bucket of Google Cloud are mounted where that is asked for', () => {
    const { pod, server, template, modelPath } = serve(gcs({ mount: true }));
    expect(pod.volumes).toContainEqual({
      name: 'model-source',
      csi: {
        driver: 'gcsfuse.csi.storage.gke.io',
        readOnly: true,
        volumeAttributes: { bucketName: 'models', mountOptions: 'implicit-dirs,only-dir=llama' },
      },
    });
    expect(template.metadata.annotations).toEqual({ 'gke-gcsfuse/volumes': 'true' });
    expect(server.volumeMounts).toContainEqual({ mountPath: '/mnt/models', name: 'model-source', readOnly: true });
    expect(pod.initContainers).toBeUndefined();
    expect(modelPath).toBe('/mnt/models');
  });

  test('of a mounted bucket are mounted as the server says, and kept in a claim that only the sidecar of GKE finds', () => {
    const mountOptions = ['file-cache:max-size-mb:-1', 'metadata-cache:ttl-secs:3600'];
    const { pod, server } = serve(gcs({ mount: true, mountOptions, cacheClaimName: 'local-disks' }));
    expect(pod.volumes).toContainEqual({
      name: 'model-source',
      csi: expect.objectContaining({
        volumeAttributes: {
          bucketName: 'models',
          mountOptions: 'implicit-dirs,only-dir=llama,file-cache:max-size-mb:-1,metadata-cache:ttl-secs:3600',
        },
      }),
    });
    // Not read-only: what is read is written there.
    const cache = { name: 'gke-gcsfuse-cache', persistentVolumeClaim: { claimName: 'local-disks' } };
    expect(pod.volumes).toContainEqual(cache);
    expect(server.volumeMounts.map(({ name }: any) => name)).not.toContain(cache.name);
  });

  test.each([
    [s3({ file: 'q4/llama.gguf' }), 's3://models/llama/q4/llama.gguf', '/mnt/models/llama.gguf'],
    [s3({ uri: 's3://models/llama//' }), 's3://models/llama/', '/mnt/models'],
    [s3({ uri: 's3://models' }), 's3://models/', '/mnt/models'],
    [gcs({ file: 'llama.gguf' }), 'gs://models/llama/llama.gguf', '/mnt/models/llama.gguf'],
    [
      azure({ file: 'llama.gguf' }),
      'https://account.blob.core.windows.net/models/llama/llama.gguf',
      '/mnt/models/llama.gguf',
    ],
  ])('%# may be one file, and never what begins with the same name', (source, uri, modelPath) => {
    const served = serve(source);
    expect(served.init.command[1]).toBe(uri);
    expect(served.modelPath).toBe(modelPath);
  });

  test('of a mounted bucket may be one file', () => {
    expect(serve(gcs({ mount: true, file: 'q4/llama.gguf' })).modelPath).toBe('/mnt/models/q4/llama.gguf');
  });

  test('of a web server are one file, served only with the digest that is meant', () => {
    const { init, modelPath } = serve(http());
    expect(init.image).toBe('curlimages/curl:8.12.1');
    expect(init.command.slice(0, 2)).toEqual(['sh', '-c']);
    expect(init.command.slice(3)).toEqual([
      'download',
      'https://models.example.com/llama.gguf',
      SHA,
      '/mnt/models/llama.gguf',
    ]);
    expect(modelPath).toBe('/mnt/models/llama.gguf');
    expect(serve(http({ fileName: 'model.gguf' })).modelPath).toBe('/mnt/models/model.gguf');
  });

  test('keep what reads like a variable of Kubernetes as it is', () => {
    const { init } = serve(s3({ uri: 's3://models/$(HOME)/a$$b/$1' }));
    expect(init.command[1]).toBe('s3://models/$$(HOME)/a$$$b/$1/');
  });

  test('are warned of where a public hub serves them to several pods', () => {
    const hub = http({ url: 'https://huggingface.co/org/model/resolve/main/model.gguf' });
    expect(warnings(hub, { replicas: 2 })).toEqual([
      expect.stringContaining('source downloads the weights from huggingface.co for each of 2 pods'),
    ]);
    for (const source of [s3(), gcs(), azure(), http()]) expect(warnings(source, { replicas: 2 })).toEqual([]);
  });
});

describe('weights of a store are refused', () => {
  test.each([
    [
      s3({ uri: 'https://models/llama' }),
      "source.uri must be 's3://<bucket>/<path>' with a bucket of 3 to 63 lower-case letters, digits, '-' and '.', without spaces, got 'https://models/llama'",
    ],
    [s3({ endpoint: 'minio:9000' }), "source.endpoint must be a URL that begins with 'https://...' or 'http://...'"],
    [s3({ roleArn: 'models' }), 'source.roleArn must be the ARN of a role such as'],
    [
      s3({ accessKeyId: key('id') }),
      'source.accessKeyId and secretAccessKey must be given together, got accessKeyId alone',
    ],
    [
      s3({ accessKeyId: 'AKIA0000000000000000', secretAccessKey: key('k') }),
      'source.accessKeyId must be made by SecretKeyRef',
    ],
    [s3({ roleArn: ROLE, anonymous: true }), 'source.roleArn and anonymous must not be given together'],
    [s3({ podIdentity: 1 }), 'source.podIdentity must be true or false, got 1'],
    [s3({ file: '/llama' }), "source.file must be a path such as 'llama-8b/v2'"],
    [
      gcs({ uri: 's3://models' }),
      "source.uri must be 'gs://<bucket>/<path>' with a bucket of 3 to 222 lower-case letters, digits, '-', '_' and '.', without spaces, got 's3://models'",
    ],
    [gcs({ serviceAccountEmail: 'me@gmail.com' }), 'source.serviceAccountEmail must be a service account such as'],
    [
      gcs({ mount: true, volumeSize: '1Gi' }),
      "source.volumeSize must be left out with mount, which downloads nothing, got '1Gi'",
    ],
    [
      gcs({ mount: true, uri: 'gs://models/a,b' }),
      "source.uri must have no ',' with mount, whose options it parts, got 'gs://models/a,b'",
    ],
    [
      gcs({ mountOptions: ['o=ro'] }),
      "source.mountOptions must be left out without mount, got ['o=ro']; set mount to true",
    ],
    [
      gcs({ cacheClaimName: 'disks' }),
      "source.cacheClaimName must be left out without mount, got 'disks'; set mount to true",
    ],
    [gcs({ mount: true, mountOptions: 'o=ro' }), "source.mountOptions must be a list, got 'o=ro'"],
    [gcs({ mount: true, mountOptions: ['a', 'b,c'] }), 'source.mountOptions[1] must be one option without'],
    [gcs({ mount: true, mountOptions: ['only-dir=b'] }), "which are written for you, got 'only-dir=b'"],
    [gcs({ mount: true, mountOptions: [1] }), 'which are written for you, got 1'],
    [gcs({ mount: true, mountOptions: [''] }), "which are written for you, got ''"],
    [gcs({ mount: true, cacheClaimName: 'Disks' }), 'source.cacheClaimName must be lower-case letters'],
    [gcs({ mount: 'yes' }), "source.mount must be true or false, got 'yes'"],
    [
      azure({ url: 'https://account.blob.core.windows.net/models' }),
      "source.url must be 'https://<account>.blob.core.windows.net/<container>/<path>'",
    ],
    [
      azure({ url: 'https://account.blob.core.windows.net/models/llama?sig=hidden' }),
      'source.url must have no query, where a shared access signature',
    ],
    [azure({ clientId: 'me' }), 'source.clientId must be an id such as'],
    [azure({ tenantId: CLIENT }), 'source.tenantId must be left out without clientId'],
    [azure({ clientId: CLIENT, accessKey: key('k') }), 'source.clientId and accessKey must not be given together'],
    [
      http({ sha256: undefined }),
      'source.sha256 must be the 64 hexadecimal digits that sha256sum prints for the file, got nothing',
    ],
    [http({ sha256: 'sha256:abc' }), "got 'sha256:abc'"],
    [http({ url: 'https://models.example.com/' }), "source.fileName must be a text that is not empty, got ''"],
    [http({ fileName: '../etc/passwd' }), 'source.fileName must be a name of letters'],
    [http({ url: 'https://me:hidden@models.example.com/a' }), 'source.url must hold no user and password'],
    [s3({ size: '2Gi', volumeSize: '1Gi' }), "source.volumeSize must hold the weights, which are '2Gi'"],
  ])('%#: %s', (source, message) => {
    const said = failure(source);
    expect(said).toContain(message);
    expect(said).not.toMatch(/AKIA|hidden/);
  });

  test('where the service account that a cloud is to know is made elsewhere', () => {
    const serviceAccount = { name: 'shared' } as never;
    expect(failure(s3({ roleArn: ROLE }), { serviceAccount })).toContain(
      "source annotates the service account with 'eks.amazonaws.com/role-arn', and serviceAccount is made elsewhere, got 'shared'; annotate that one and leave the identity of ModelSource.s3(...) out",
    );
  });

  test.each(['AWS_SECRET_ACCESS_KEY', 'AZURE_STORAGE_ACCESS_KEY'])('where %s stands in a variable', (name) => {
    const source = name.startsWith('AWS') ? s3() : azure();
    expect(failure(source, { env: { [name]: 'hidden' } })).toContain(
      `env must not hold a secret, whose value stands in the manifest for everyone to read, got '${name}'`,
    );
  });
});
