import fc from 'fast-check';
import { CidrPeer, ClaimAccessMode, ContainerImage, type INetworkPeer, ModelSource, SecretKeyRef } from '../../lib';

/** Options that may be left out. */
const some = <T extends object>(options: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(options, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<T>>;
/** Values that are possible, and one that is not and comes up now and then. */
const mostly = <T>(bad: T, ...good: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constant(bad) });
const secret = mostly(SecretKeyRef.named('Store', 'key'), SecretKeyRef.named('store', 'key'));
const size = mostly('big', '1Gi', '15Gi', '130Gi');
const mountPath = mostly('models', '/mnt/models', '/models');
const download = some({
  size,
  volumeSize: mostly('2Gi', '200Gi'),
  mountPath,
  egress: fc.constant<INetworkPeer[]>([CidrPeer.of('10.0.0.0/8').limitedToPorts(443)]),
  downloader: some({
    image: fc.constant(ContainerImage.of('mirror/initializer:1')),
    cpu: fc.constant('2'),
    memory: fc.constant('4Gi'),
  }),
});

/** Sources of weights that are mostly possible. */
export const source: fc.Arbitrary<ModelSource> = fc.oneof(
  fc
    .tuple(download, some({ revision: fc.constantFrom('a'.repeat(40), 'main'), token: secret, offline: fc.boolean() }))
    .map(([shared, own]) => ModelSource.huggingFace({ repository: 'org/llama', ...shared, ...own })),
  fc
    .tuple(
      download,
      some({
        endpoint: mostly('minio', 'http://minio.minio.svc:9000', 'https://s3.example.com'),
        roleArn: fc.constant('arn:aws:iam::123456789012:role/models'),
        file: mostly('/a', 'a.gguf'),
      }),
    )
    .map(([shared, own]) => ModelSource.s3({ uri: 's3://models/llama', ...shared, ...own })),
  fc
    .tuple(download, fc.boolean())
    .map(([shared, mount]) => ModelSource.gcs({ uri: 'gs://models/llama', mount, ...shared })),
  fc
    .tuple(download, some({ accessKey: secret, clientId: fc.constant('11111111-2222-3333-4444-555555555555') }))
    .map(([shared, own]) =>
      ModelSource.azureBlob({ url: 'https://account.blob.core.windows.net/models/llama', ...shared, ...own }),
    ),
  download.map((shared) =>
    ModelSource.http({ url: 'https://models.example.com/a.gguf', sha256: 'a'.repeat(64), ...shared }),
  ),
  some({
    path: mostly('../8b', '8b'),
    readOnly: fc.boolean(),
    accessMode: fc.constantFrom(...Object.values(ClaimAccessMode)),
    mountPath,
    size,
  }).map((options) => ModelSource.claim({ name: 'llama', ...options })),
  some({ path: fc.constant('models/8b'), mountPath, size }).map((options) =>
    ModelSource.image({ image: ContainerImage.of('registry.example/llama:8b'), ...options }),
  ),
  fc.constant(ModelSource.inImage({ path: '/opt/llama' })),
);
