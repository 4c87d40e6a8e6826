import {
  ContainerImage,
  EgressProxy,
  type HuggingFaceOptions,
  ModelSource,
  NamespacePeer,
  SecretKeyRef,
} from '../../lib';
import { COMMIT, failure, INTERNET, serve, warnings, egressRules } from './support';

const OPTIONS: HuggingFaceOptions = { repository: 'meta-llama/Llama-3.1-8B-Instruct', revision: COMMIT, size: '15Gi' };
const from = (options: object = {}) => ModelSource.huggingFace({ ...OPTIONS, ...options });

describe('weights of a hub', () => {
  test('are downloaded by an init container into a volume that the server can only read', () => {
    const { pod, init, server, modelPath } = serve(from({ token: SecretKeyRef.named('hf', 'token') }));
    expect(init).toEqual({
      name: 'download-model',
      image: 'kserve/storage-initializer:v0.19.0',
      imagePullPolicy: 'Always',
      command: [
        '/storage-initializer/scripts/initializer-entrypoint',
        `hf://meta-llama/Llama-3.1-8B-Instruct:${COMMIT}`,
        '/mnt/models',
      ],
      env: [
        { name: 'HF_HUB_DISABLE_TELEMETRY', value: '1' },
        { name: 'HF_TOKEN', valueFrom: { secretKeyRef: { key: 'token', name: 'hf' } } },
        { name: 'HF_XET_CHUNK_CACHE_SIZE_BYTES', value: '0' },
        { name: 'HOME', value: '/tmp' },
      ],
      resources: {
        limits: { cpu: '1', 'ephemeral-storage': '1Gi', memory: '2Gi' },
        requests: { cpu: '1', 'ephemeral-storage': '1Gi', memory: '2Gi' },
      },
      securityContext: server.securityContext,
      volumeMounts: [
        { mountPath: '/tmp', name: 'tmp' },
        { mountPath: '/mnt/models', name: 'model-source' },
      ],
    });
    expect(pod.volumes).toContainEqual({ name: 'model-source', emptyDir: { sizeLimit: '16896Mi' } });
    expect(server.volumeMounts).toContainEqual({ mountPath: '/mnt/models', name: 'model-source', readOnly: true });
    expect(modelPath).toBe('/mnt/models');
  });

  test('are on the disk that the pod asks for', () => {
    expect(serve(from()).server.resources.requests['ephemeral-storage']).toBe('18944Mi');
    expect(serve(from({ size: undefined })).server.resources.requests['ephemeral-storage']).toBe('52Gi');
  });

  test('keep the token from the server, which does not ask the hub', () => {
    const { server } = serve(from({ token: SecretKeyRef.named('hf', 'token') }));
    expect(server.env).toEqual([
      { name: 'HF_HUB_OFFLINE', value: '1' },
      { name: 'HOME', value: '/tmp' },
      { name: 'TRANSFORMERS_OFFLINE', value: '1' },
    ]);
    expect(serve(from({ offline: false })).server.env).toEqual([{ name: 'HOME', value: '/tmp' }]);
    expect(serve(from(), { env: { HF_HUB_OFFLINE: '0' } }).server.env).toContainEqual({
      name: 'HF_HUB_OFFLINE',
      value: '0',
    });
  });

  test('lengthen the start by what 125 MB/s take, twice: to come over the network, and to be read', () => {
    const plain = serve(from({ size: undefined }));
    const sized = serve(from());
    // 15Gi are 16.1 GB, which are 129 s.
    expect(plain.server.startupProbe).toMatchObject({ failureThreshold: 120, periodSeconds: 5 });
    expect(sized.server.startupProbe).toMatchObject({ failureThreshold: 146, periodSeconds: 5 });
    const deadlines = [plain, sized].map(({ deployment }) => deployment.spec.progressDeadlineSeconds);
    // Without a size, the download is given as long as the model: 600 s.
    expect(deadlines[1] - deadlines[0]).toBe(129 + 730 - (600 + 600));
  });

  test.each([
    ['the public internet, port 443', {}, {}, [INTERNET]],
    [
      'a mirror in the cluster',
      { mirror: 'http://hf-mirror.hub.svc:8080' },
      {},
      [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'hub' } } }] }],
    ],
    [
      'a mirror elsewhere',
      { mirror: 'https://hf.example.com:8443' },
      {},
      [{ ...INTERNET, ports: [{ port: 8443, protocol: 'TCP' }] }],
    ],
    [
      'a mirror by its address',
      { mirror: 'https://10.1.2.3' },
      {},
      [{ to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: [{ port: 443, protocol: 'TCP' }] }],
    ],
    ['a mirror in the same namespace', { mirror: 'http://hf-mirror' }, {}, []],
    [
      'who is named',
      { egress: [NamespacePeer.external('hub').limitedToPorts(8080)] },
      {},
      [
        {
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'hub' } } }],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    ],
    [
      "the cluster's egress proxy and nobody else",
      {},
      { egressProxy: EgressProxy.of({ url: 'http://proxy.egress.svc:3128' }) },
      [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'egress' } } }] }],
    ],
  ])('come from %s', (_, options, cluster, egress) => {
    expect(egressRules(serve(from(options), {}, { cluster }))).toEqual(egress);
  });

  test('go through the egress proxy, which a mirror in the cluster does not', () => {
    const cluster = { egressProxy: EgressProxy.of({ url: 'http://proxy.egress.svc:3128', noProxy: ['.corp'] }) };
    const names = (options: object) => serve(from(options), {}, { cluster }).init.env.map(({ name }: any) => name);
    const { init } = serve(from(), {}, { cluster });
    expect(init.env).toContainEqual({ name: 'https_proxy', value: 'http://proxy.egress.svc:3128' });
    expect(init.env.find(({ name }: any) => name === 'no_proxy').value).toMatch(/169\.254\.169\.254.*,\.svc,.*\.corp$/);
    expect(names({ mirror: 'http://hf-mirror.hub.svc:8080' })).not.toContain('https_proxy');
  });

  test('are asked from a mirror', () => {
    expect(serve(from({ mirror: 'https://hf.example.com' })).init.env).toContainEqual({
      name: 'HF_ENDPOINT',
      value: 'https://hf.example.com',
    });
  });

  test('are downloaded by an image of your own, with what it needs, to a path of your own', () => {
    const downloader = { image: ContainerImage.of('registry.example/initializer:1'), cpu: '4', memory: '8Gi' };
    const { init, modelPath } = serve(from({ downloader, mountPath: '/models' }));
    expect(init).toMatchObject({
      image: 'registry.example/initializer:1',
      resources: { limits: { cpu: '4', memory: '8Gi' } },
    });
    expect(init.command[2]).toBe('/models');
    expect(modelPath).toBe('/models');
  });

  test('come before init containers of the user', () => {
    const warm = {
      name: 'warm',
      image: ContainerImage.of('registry.example/warm:1'),
      resources: { cpu: '1', memory: '1Gi' },
    };
    const { pod } = serve(from(), { initContainers: [warm] });
    expect(pod.initContainers.map(({ name }: any) => name)).toEqual(['download-model', 'warm']);
  });
});

describe('weights of a hub are warned of', () => {
  test.each([
    [
      { revision: undefined },
      'source names no revision, which means the newest: pods started at different times may serve different weights',
    ],
    [
      { revision: 'main' },
      "source names the revision 'main': pods started at different times may serve different weights",
    ],
    [{ downloader: { image: ContainerImage.of('mirror/initializer') } }, "image 'mirror/initializer' has no tag"],
  ])('with %p', (options, warning) => {
    expect(warnings(from(options), { replicas: 1 })).toEqual([expect.stringContaining(warning)]);
  });

  test('where each of several pods downloads from the public hub, with the way out', () => {
    expect(warnings(from(), { replicas: 3 })).toEqual([
      'source downloads 15Gi from the Hugging Face hub for each of 3 pods and for each that takes the place of one, and hubs answer one address only so often; download once by a ModelCache, or take the weights from a claim or an image (ModelSource.claim(...), .image(...))',
    ]);
    expect(warnings(from(), { autoscaling: { maxReplicas: 9 } }).join()).toContain('for each of 9 pods');
    expect(warnings(from(), { replicas: 1 })).toEqual([]);
    expect(warnings(from({ mirror: 'https://hf.example.com' }), { replicas: 3 })).toEqual([]);
  });
});

describe('weights of a hub are refused', () => {
  test.each([
    [{ repository: 'llama' }, "source.repository must be '<owner>/<name>', got 'llama'"],
    [{ repository: undefined }, "source.repository must be '<owner>/<name>', got nothing"],
    [{ revision: 'refs/pr/1' }, "source.revision must be a commit, tag or branch without '/', got 'refs/pr/1'"],
    [
      { token: 'hf_abcdefghijklmnopqrstuvwxyz' },
      'source.token must be made by SecretKeyRef.named(...) or .of(...), got a text, which would stand in the manifest for everyone to read',
    ],
    [{ token: SecretKeyRef.named('HF', 'token') }, 'source.token.secretName must be'],
    [{ mirror: 'https://user:secret@hf.example.com' }, 'source.mirror must hold no user and password'],
    [
      { mirror: 'hf.example.com' },
      "source.mirror must be a URL that begins with 'https://...' or 'http://...', got 'hf.example.com'",
    ],
    [{ offline: 'yes' }, "source.offline must be true or false, got 'yes'"],
    [{ size: 15 }, 'source.size must be a quantity of bytes'],
    [{ size: 'big' }, "source.size must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got 'big'"],
    [
      { volumeSize: '10Gi' },
      "source.volumeSize must hold the weights, which are '15Gi' as the source's size says, got '10Gi'; raise it",
    ],
    [{ mountPath: 'models' }, 'source.mountPath must be an absolute path'],
    [{ egress: [] }, 'source.egress must name a peer at least, got an empty list'],
    [
      { egress: ['internet'] },
      "source.egress must be servers, tenants, NamespacePeer or CidrPeer values, got 'internet'",
    ],
    [{ downloader: { memory: 'lots' } }, 'source.downloader.memory must be a quantity of bytes'],
    [{ downloader: { images: 'x' } }, "source.downloader has no prop 'images'; did you mean 'image'?"],
    [{ branch: 'main' }, "source: there is no prop 'branch'"],
  ])('with %p', (options, message) => {
    const said = failure(from(options));
    expect(said).toContain(message);
    expect(said).not.toMatch(/hf_abc|user:secret/);
  });

  test('where a token stands in a variable', () => {
    const said = failure(from(), { env: { HF_TOKEN: 'hf_abcdefghijklmnopqrstuvwxyz' } });
    expect(said).toContain(
      "env must not hold a secret, whose value stands in the manifest for everyone to read, got 'HF_TOKEN'; set token of the source to a SecretKeyRef",
    );
    expect(said).not.toContain('hf_abc');
  });

  test.each([['llama'], [{ repository: 'org/llama' }]])('where the source is %p', (source) => {
    expect(failure(source)).toContain(
      'source must be made by ModelSource.huggingFace(...), .claim(...) or its like, got',
    );
  });
});
