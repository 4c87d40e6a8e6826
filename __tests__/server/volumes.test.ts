import fc from 'fast-check';
import { FileMount, type ModelServerProps, ServerVolume, ServingRuntime } from '../../lib';
import { volumeNameOf } from '../../lib/private/mount-path';
import { containerOf, declare, failureOf, MINIMAL, podSpecOf } from '../support/declare';

const emptyDir = (name: string, mountPath: string, sizeLimit = '1Gi', inMemory = false) =>
  ServerVolume.emptyDir({ name, mountPath, sizeLimit, inMemory });
const claim = (name: string, mountPath: string, readOnly?: boolean) =>
  ServerVolume.persistentVolumeClaim({ name, mountPath, claimName: 'weights', readOnly });
const failureWith = (props: Partial<ModelServerProps>) => failureOf(() => declare(props));

describe('a volume', () => {
  test.each([
    ['inMemory', ServerVolume.emptyDir({ name: 'a', mountPath: '/a', sizeLimit: '1Gi', inMemory: 'no' as never })],
    ['readOnly', claim('a', '/a', 'no' as never)],
  ])('says %s by true or false, no text', (property, volume) => {
    expect(failureWith({ volumes: [volume] })).toContain(`volumes[0].${property} must be true or false, got 'no'`);
  });

  test('keeps what was checked, whatever becomes of the options', () => {
    const options = { name: 'a', mountPath: '/a', sizeLimit: '1Gi' };
    const keys = { 'tls.crt': 'cert.pem' };
    const props = { volumes: [ServerVolume.emptyDir(options)], files: [FileMount.secretNamed('/b', 'tls', { keys })] };
    const before = podSpecOf(props);
    Object.assign(options, { name: 'b', mountPath: '/' });
    Object.assign(keys, { 'tls.key': '../../etc/passwd' });
    expect(podSpecOf(props)).toEqual(before);
  });

  test.each(['/', '/.', '/./', ''])('is not mounted at %p', (mountPath) => {
    expect(failureWith({ volumes: [emptyDir('a', mountPath)] })).toContain('volumes[0].mountPath must be ');
    expect(failureWith({ files: [FileMount.secretNamed(mountPath, 'tls')] })).toContain('files[0].mountPath must be ');
  });

  test('is not mounted beside another by a different spelling', () => {
    expect(failureWith({ volumes: [emptyDir('a', '/a/b'), emptyDir('b', '/a/./b')] })).toContain(
      "volumes[1].mountPath must be written without '.' as a part, '/a/b', got '/a/./b'",
    );
  });

  test('that hides the whole image says so', () => {
    expect(failureWith({ volumes: [emptyDir('a', '/')] })).toContain(
      "volumes[0].mountPath must be a directory below '/', or it hides everything that is in the image, got '/'",
    );
  });

  test('at /tmp can be written to', () => {
    expect(failureWith({ volumes: [claim('scratch', '/tmp')] })).toContain(
      "volumes[0] must be writable at '/tmp', which is HOME and where programs keep their temporary files, got the read-only volume 'scratch'",
    );
    expect(containerOf({ volumes: [claim('scratch', '/tmp', false)] }).volumeMounts).toEqual([
      { name: 'scratch', mountPath: '/tmp' },
    ]);
  });

  test('named twice is mounted twice, which the API server refuses', () => {
    const volume = emptyDir('a', '/a');
    expect(failureWith({ volumes: [volume, volume] })).toContain(
      "volumes and files must each have a mount path of their own, got '/a' twice",
    );
    const scratch = emptyDir('scratch', '/tmp');
    expect(failureWith({ volumes: [scratch, scratch] })).toContain("got '/tmp' twice");
  });

  test('may be mounted at two paths', () => {
    const volume = emptyDir('a', '/a');
    const { containers, volumes } = podSpecOf({ volumes: [volume, volume.mountedAt('/b').asReadOnly()] });
    expect(containers[0].volumeMounts.slice(1)).toEqual([
      { name: 'a', mountPath: '/a' },
      { name: 'a', mountPath: '/b', readOnly: true },
    ]);
    expect(volumes.map(({ name }: any) => name)).toEqual(['tmp', 'a']);
    expect(containers[0].resources.requests['ephemeral-storage']).toBe('3Gi');
  });

  test('of a name that another volume has is an error', () => {
    expect(failureWith({ volumes: [emptyDir('a', '/a'), emptyDir('a', '/b', '2Gi')] })).toContain(
      "volumes of one name must be one volume, got different ones named 'a'; share one with mountedAt(...) and asReadOnly()",
    );
    expect(failureWith({ volumes: [emptyDir('tmp', '/a')] })).toContain(
      "volumes and files must each have a volume name of their own, got 'tmp' twice",
    );
    expect(failureWith({ volumes: [emptyDir('etc', '/a')], files: [FileMount.secretNamed('/etc', 's')] })).toContain(
      "volumes and files must each have a volume name of their own, got 'etc' twice",
    );
  });
});

describe('volumes in memory', () => {
  const resources = { cpu: '1', memory: '1Gi' };

  test('fit into the memory limit, all of them together', () => {
    expect(failureWith({ resources, volumes: [emptyDir('a', '/a', '64Gi', true)] })).toContain(
      'volumes held in memory must fit into the memory limit of 1Gi, which they count against, got 64Gi (a 64Gi); raise resources.memoryLimit',
    );
    expect(
      failureWith({ resources, volumes: [emptyDir('a', '/a', '768Mi', true), emptyDir('b', '/b', '512Mi', true)] }),
    ).toContain('the memory limit of 1Gi, which they count against, got 1280Mi (a 768Mi, b 512Mi)');
  });

  test('of the runtime count too', () => {
    const writablePaths = [{ path: '/dev/shm', sizeLimit: '2Gi', memory: true }];
    expect(failureWith({ resources, runtime: ServingRuntime.http({ port: 8000, writablePaths }) })).toContain(
      'got 2Gi (dev-shm 2Gi)',
    );
  });

  test('may fill it, count once for two paths, and cost nothing to read or where the limit is higher', () => {
    const volume = emptyDir('a', '/a', '1Gi', true);
    declare({ resources, volumes: [volume, volume.mountedAt('/b')] });
    declare({ resources, volumes: [emptyDir('a', '/a', '4Gi', true).asReadOnly()] });
    declare({ resources: { ...resources, memoryLimit: '8Gi' }, volumes: [emptyDir('a', '/a', '4Gi', true)] });
  });
});

describe('files', () => {
  const namesOf = (...paths: string[]) =>
    podSpecOf({ files: paths.map((path) => FileMount.secretNamed(path, 'tls')) })
      .volumes.slice(1)
      .map(({ name }: any) => name);

  test('are in volumes that are named by their path alone', () => {
    expect(namesOf('/etc/tls')).toEqual(['etc-tls']);
    const [alone] = namesOf('/etc/a-b');
    expect(namesOf('/etc/a/b', '/etc/a-b', '/é', '/ü')).toEqual([
      'etc-a-b',
      alone,
      expect.stringMatching(/^path-[0-9a-f]{8}$/),
      expect.stringMatching(/^path-[0-9a-f]{8}$/),
    ]);
    expect(alone).toMatch(/^etc-a-b-[0-9a-f]{8}$/);
  });

  test('of any two paths are in volumes of two names that Kubernetes takes', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'A', '-', '_', '.', 'é', '/', 'abcdefghijklmnop'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(path, path, (a, b) => {
        const [one, other] = [`/${a.join('')}`, `/${b.join('')}`];
        expect(volumeNameOf(one)).toMatch(/^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
        expect(volumeNameOf(one) === volumeNameOf(other)).toBe(one === other);
      }),
      { numRuns: 500 },
    );
  });

  test('without keys are all of them, not an empty list', () => {
    const { volumes } = podSpecOf({ files: [FileMount.secretNamed('/etc/tls', 'tls', { keys: {} })] });
    expect(volumes[1]).toEqual({ name: 'etc-tls', secret: { secretName: 'tls' } });
  });
});

test('a server without volumes of its own has /tmp', () => {
  expect(containerOf(MINIMAL).volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
});
