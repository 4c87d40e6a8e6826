import { ContainerImage, type ExtraContainer, type ModelServerProps, ServerVolume } from '../../lib';
import { findings } from '../support/api-server';
import { declare, failureOf, manifestsFrom, podSpecOf } from '../support/declare';

const weights = ServerVolume.emptyDir({ name: 'w', mountPath: '/w', sizeLimit: '10Gi' });
const scratch = ServerVolume.emptyDir({ name: 'scratch', mountPath: '/tmp', sizeLimit: '5Gi' });

const container = (volumes?: ServerVolume[], more: Partial<ExtraContainer> = {}): ExtraContainer => ({
  name: 'download',
  image: ContainerImage.of('fetch:1'),
  resources: { cpu: '1', memory: '1Gi' },
  volumes,
  ...more,
});
const failureWith = (props: Partial<ModelServerProps>) => failureOf(() => declare(props));

describe.each(['initContainers', 'sidecars'] as const)('%s', (list) => {
  const podOf = (extra: ExtraContainer, props: Partial<ModelServerProps> = {}) => {
    const { app } = declare({ ...props, [list]: [extra] });
    const manifests = manifestsFrom(app);
    expect(findings(manifests.all)).toEqual([]);
    return manifests.get('Deployment').spec.template.spec;
  };

  test.each([
    ['a volume twice', [weights, weights], '/w'],
    [
      'two volumes at one path',
      [weights, ServerVolume.emptyDir({ name: 'x', mountPath: '/w', sizeLimit: '1Gi' })],
      '/w',
    ],
    ['two volumes at /tmp', [scratch, scratch], '/tmp'],
  ])('cannot mount %s', (_, volumes, path) => {
    expect(failureWith({ [list]: [container(volumes)] })).toContain(
      `ModelServer 'vision/iris': ${list}['download'].volumes must each have a mount path of their own, got '${path}' twice`,
    );
  });

  test('may have a /tmp of their own, as the server may', () => {
    const { initContainers, containers } = podOf(container([scratch]));
    expect(initContainers[0].volumeMounts).toEqual([{ name: 'scratch', mountPath: '/tmp' }]);
    expect(containers[0].volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  });

  test("share the server's /tmp, named again or not", () => {
    for (const volumes of [undefined, [scratch]]) {
      const { initContainers, volumes: all } = podOf(container(volumes), { volumes: [scratch] });
      expect(initContainers[0].volumeMounts).toEqual([{ name: 'scratch', mountPath: '/tmp' }]);
      expect(all).toEqual([{ name: 'scratch', emptyDir: { sizeLimit: '5Gi' } }]);
    }
  });

  test('write what the model may only read, at a path of their own', () => {
    const { initContainers, containers, volumes } = podOf(container([weights.mountedAt('/out')]), {
      volumes: [weights.asReadOnly()],
    });
    expect(initContainers[0].volumeMounts[1]).toEqual({ name: 'w', mountPath: '/out' });
    expect(containers[0].volumeMounts[1]).toEqual({ name: 'w', mountPath: '/w', readOnly: true });
    expect(volumes.slice(1)).toEqual([{ name: 'w', emptyDir: { sizeLimit: '10Gi' } }]);
    expect(containers[0].resources.requests['ephemeral-storage']).toBe('12Gi');
  });

  test('say so by two values of one name as well', () => {
    const claim = (readOnly: boolean) =>
      ServerVolume.persistentVolumeClaim({ name: 'w', mountPath: '/w', claimName: 'weights', readOnly });
    const { initContainers, containers, volumes } = podOf(container([claim(false)]), { volumes: [claim(true)] });
    expect(initContainers[0].volumeMounts[1]).toEqual({ name: 'w', mountPath: '/w' });
    expect(containers[0].volumeMounts[1]).toEqual({ name: 'w', mountPath: '/w', readOnly: true });
    // Read-only as a whole, it could not be written to by anyone.
    expect(volumes[1]).toEqual({ name: 'w', persistentVolumeClaim: { claimName: 'weights' } });
  });

  test('cannot mean another volume by the same name', () => {
    const other = ServerVolume.emptyDir({ name: 'w', mountPath: '/w', sizeLimit: '1Gi' });
    expect(failureWith({ volumes: [weights], [list]: [container([other])] })).toContain(
      "volumes of one name must be one volume, got different ones named 'w'",
    );
  });

  test('have what they write into memory counted against their own limit', () => {
    const shm = ServerVolume.emptyDir({ name: 'shm', mountPath: '/shm', sizeLimit: '4Gi', inMemory: true });
    const resources = { cpu: '1', memory: '8Gi' };
    expect(failureWith({ resources, volumes: [shm], [list]: [container([shm])] })).toContain(
      `${list}['download'].volumes held in memory must fit into the memory limit of 1Gi, which they count against, got 4Gi (shm 4Gi); raise ${list}['download'].resources.memoryLimit`,
    );
    podOf(container([shm.asReadOnly()]), { resources, volumes: [shm] });
  });

  test('report what is wrong with a volume at the place where it is', () => {
    expect(failureWith({ [list]: [container([weights.mountedAt('/')])] })).toContain(
      `${list}['download'].volumes[0].mountPath must be a directory below '/'`,
    );
    expect(failureWith({ [list]: [container([scratch.asReadOnly()])] })).toContain(
      `${list}['download'].volumes[0] must be writable at '/tmp'`,
    );
  });

  test('have a home that they can write to, unless they want another', () => {
    expect(podOf(container()).initContainers[0].env).toEqual([{ name: 'HOME', value: '/tmp' }]);
    expect(podOf(container(undefined, { env: { HOME: '/w' } })).initContainers[0].env).toEqual([
      { name: 'HOME', value: '/w' },
    ]);
  });
});

test('init containers come before sidecars, each with its own mounts', () => {
  const { initContainers } = podSpecOf({
    initContainers: [container([weights])],
    sidecars: [container([scratch], { name: 'proxy' })],
  });
  expect(initContainers.map(({ name, volumeMounts }: any) => [name, volumeMounts.map((m: any) => m.name)])).toEqual([
    ['download', ['tmp', 'w']],
    ['proxy', ['scratch']],
  ]);
});
