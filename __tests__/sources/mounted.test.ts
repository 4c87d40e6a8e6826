import { ClaimAccessMode, ContainerImage, FileMount, ModelSource, ServerVolume } from '../../lib';
import { image as describeImage } from '../../lib/sources/image';
import { failure, serve, warnings } from './support';

const claim = (options: object = {}) => ModelSource.claim({ name: 'llama', ...options });
const WEIGHTS = ContainerImage.of('registry.example/llama:8b');
const image = (options: object = {}) => ModelSource.image({ image: WEIGHTS, ...options });
const inImage = (options: object = {}) => ModelSource.inImage({ path: '/opt/llama', ...options });
const on = (kubernetesVersion: string) => ({ cluster: { kubernetesVersion } });
const volumesOf = (pod: any) => pod.volumes.filter(({ name }: any) => name === 'model-source');
const mountsOf = (server: any) => server.volumeMounts.filter(({ name }: any) => name === 'model-source');

describe('weights that are mounted', () => {
  test.each([
    ['a claim', claim(), { persistentVolumeClaim: { claimName: 'llama', readOnly: true } }, '/mnt/models'],
    [
      'a path of a claim',
      claim({ path: '8b/v2', mountPath: '/models' }),
      { persistentVolumeClaim: { claimName: 'llama', readOnly: true } },
      '/models/8b/v2',
    ],
    ['an image', image(), { image: { pullPolicy: 'Always', reference: 'registry.example/llama:8b' } }, '/mnt/models'],
    [
      'a path of an image by its digest',
      image({ image: ContainerImage.of(`registry.example/llama@sha256:${'a'.repeat(64)}`), path: 'models' }),
      { image: { pullPolicy: 'IfNotPresent', reference: `registry.example/llama@sha256:${'a'.repeat(64)}` } },
      '/mnt/models/models',
    ],
  ])('from %s are there without a download, a way out or disk', (_, source, volume, modelPath) => {
    const served = serve(source, {}, on('1.36'));
    expect(volumesOf(served.pod)).toEqual([{ name: 'model-source', ...volume }]);
    const mountPath = modelPath.startsWith('/models') ? '/models' : '/mnt/models';
    expect(mountsOf(served.server)).toEqual([{ mountPath, name: 'model-source', readOnly: true }]);
    expect(served.modelPath).toBe(modelPath);
    expect(served.pod.initContainers).toBeUndefined();
    expect(served.policy.egress).toHaveLength(2);
    expect(served.server.resources.requests['ephemeral-storage']).toBe('2Gi');
  });

  test('from the image itself need nothing', () => {
    const plain = serve(inImage());
    expect(plain.modelPath).toBe('/opt/llama');
    expect(volumesOf(plain.pod)).toEqual([]);
    expect(plain.server.startupProbe.failureThreshold).toBe(120);
  });

  test.each([
    ['a claim are read', claim({ size: '15Gi' }), 0],
    ['an image are pulled before, while the rollout waits, and read', image({ size: '15Gi' }), 129],
    ['the image itself are pulled before, while the rollout waits, and read', inImage({ size: '15Gi' }), 129],
  ])('from %s: that lengthens the start', (_, source, pull) => {
    const { server, deployment } = serve(source, {}, on('1.36'));
    expect(server.startupProbe).toMatchObject({ failureThreshold: 146, periodSeconds: 5 });
    const plain = serve(claim()).deployment.spec.progressDeadlineSeconds;
    expect(deployment.spec.progressDeadlineSeconds - plain).toBe(130 + pull);
  });

  test('from a claim may be written to by one pod', () => {
    const { pod, server } = serve(claim({ readOnly: false }));
    expect(volumesOf(pod)).toEqual([{ name: 'model-source', persistentVolumeClaim: { claimName: 'llama' } }]);
    expect(mountsOf(server)).toEqual([{ mountPath: '/mnt/models', name: 'model-source' }]);
  });

  test('from an image with a tag that moves are warned of', () => {
    expect(warnings(image({ image: ContainerImage.of('registry.example/llama') }))).toEqual([
      expect.stringContaining("source image 'registry.example/llama' has no tag, which means latest"),
    ]);
    expect(warnings(claim(), { replicas: 5 })).toEqual([]);
  });
});

describe('weights that are mounted are refused', () => {
  test.each([
    [
      {},
      '1.30',
      'source.image needs Kubernetes 1.35, got 1.30 from the cluster profile; download the weights once by a ModelCache',
    ],
    [
      {},
      '1.34',
      'source.image needs Kubernetes 1.35, got 1.34 from the cluster profile, where the feature gate ImageVolume is off unless someone has set it;',
    ],
    [
      { path: '/models' },
      '1.36',
      "source.path must be a path such as 'llama-8b/v2', without '/' at its ends and without '..', got '/models'",
    ],
    [
      { image: 'llama:8b' },
      '1.36',
      "source.image must be made by ContainerImage.of(...), .dockerHub(...) or .ecr(...), got 'llama:8b'",
    ],
    [{ size: 15 }, '1.36', 'source.size must be a quantity of bytes'],
  ])('of an image: %p on %s', (options, version, message) => {
    expect(failure(image(options), {}, on(version))).toContain(message);
  });

  test.each([
    ['containerd', 1, 7, ['image needs containerd 2.1, got 1.7 from the cluster profile']],
    ['containerd', 2, 0, ['image needs containerd 2.1, got 2.0 from the cluster profile']],
    ['containerd', 2, 1, []],
    ['cri-o', 1, 30, ['image needs cri-o 1.31, got 1.30 from the cluster profile']],
    ['cri-o', 1, 36, []],
    ['containerd', 3, 0, []],
  ])('of an image that %s %d.%d mounts: %p', (name, major, minor, messages) => {
    const facts = describeImage({ image: WEIGHTS }).facts({
      kubernetesMinor: 36,
      containerRuntime: { name, major, minor },
      pods: 1,
    });
    expect(facts.problems).toEqual(messages.map((message) => expect.stringContaining(message)));
  });

  test.each([
    [
      { readOnly: false },
      2,
      "source.readOnly must be true where several pods mount the claim 'llama', which would each write to it, got false for 2 pods",
    ],
    [
      { accessMode: ClaimAccessMode.READ_WRITE_ONCE },
      3,
      "source.accessMode must be one for many where several pods mount the claim 'llama', got 'ReadWriteOnce' for 3 pods",
    ],
    [{ accessMode: ClaimAccessMode.READ_WRITE_ONCE_POD }, 2, "got 'ReadWriteOncePod' for 2 pods"],
    [
      { accessMode: ClaimAccessMode.READ_ONLY_MANY, readOnly: false },
      1,
      'source.readOnly must be true for a claim that can only be read, got false',
    ],
    [
      { accessMode: 'RWX' },
      1,
      "source.accessMode must be 'ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany' or 'ReadOnlyMany', got 'RWX'",
    ],
    [{ name: 'Llama' }, 1, 'source.name must be'],
    [{ path: '../others' }, 1, 'source.path must be a path such as'],
    [
      { mountPath: '/' },
      1,
      "source.mountPath must be a directory below '/', or it hides everything that is in the image, got '/'",
    ],
  ])('of a claim: %p for %d pods', (options, replicas, message) => {
    expect(failure(claim(options), { replicas })).toContain(message);
  });

  test('where one pod may, several may not', () => {
    expect(() => serve(claim({ accessMode: ClaimAccessMode.READ_WRITE_ONCE }))).not.toThrow();
    expect(() => serve(claim({ accessMode: ClaimAccessMode.READ_WRITE_MANY }), { replicas: 9 })).not.toThrow();
  });

  test.each([[{ path: 'llama' }], [{ path: undefined }]])('in the image: %p', (options) => {
    expect(failure(inImage(options))).toContain('source.path must be an absolute path');
  });

  test('where something else is mounted at their place', () => {
    const volumes = [ServerVolume.emptyDir({ name: 'mine', mountPath: '/mnt/models', sizeLimit: '1Gi' })];
    const message = (property: string) =>
      `${property} must not be mounted where the source's weights are, got '/mnt/models' twice; mount it elsewhere, or set mountPath of the source`;
    expect(failure(claim(), { volumes })).toContain(message('volumes'));
    expect(failure(claim(), { files: [FileMount.secretNamed('/mnt/models', 'keys')] })).toContain(message('files'));
    expect(() => serve(claim({ mountPath: '/weights' }), { volumes })).not.toThrow();
  });

  test('from a registry that the tenant does not allow', () => {
    const surroundings = { ...on('1.36'), tenant: { allowedRegistries: ['registry.example/team'] } };
    const said = failure(image(), { image: ContainerImage.of('registry.example/team/iris:1') }, surroundings);
    expect(said).toContain('source.image must');
    const downloads = ModelSource.s3({ uri: 's3://models/llama' });
    expect(failure(downloads, { image: ContainerImage.of('registry.example/team/iris:1') }, surroundings)).toContain(
      "initContainers['download-model'].image must",
    );
  });
});
