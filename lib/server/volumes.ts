import { atFirstUse } from '../private/first-use';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { WritablePath } from '../runtimes/runtime-facts';
import { extraContainersOf } from './extra-containers';
import { FileMount } from './file-mount';
import type { SourceFacts } from '../sources/source-facts';
import { checkMemoryVolumes } from './memory-volumes';
import { volumeNameOf } from '../private/mount-path';
import { about, type PlanWarning } from './plan-warning';
import type { ServerOptions } from './server-options';
import { ServerVolume } from './server-volume';

/** The volumes of a pod, and where its containers mount them. */
export interface VolumesPlan {
  readonly volumes: JsonObject[];
  /** Mounts of the model's container. */
  readonly mounts: JsonObject[];
  /** Mounts of the init containers and then the sidecars, in their order. */
  readonly extraMounts: readonly JsonObject[][];
  /** Size limits of the emptyDirs on disk: they count as local disk of the pod. */
  readonly diskSizes: string[];
  readonly warnings: readonly PlanWarning[];
  /** What the model's container has at `/tmp`, and everything that it mounts. */
  readonly tmp: { readonly isDefault: boolean; readonly size: string; readonly mountPaths: readonly string[] };
}

const TMP_PATH = '/tmp';
const TMP_SIZE = '1Gi';
const defaultTmp = atFirstUse(() => ServerVolume.emptyDir({ name: 'tmp', mountPath: TMP_PATH, sizeLimit: TMP_SIZE }));

/**
 * Collects every volume of the pod: `/tmp`, the runtime's writable paths, the user's volumes and files, and what a sidecar
 * that the cluster adds finds by name.
 */
export function planVolumes(
  problems: Problems,
  writablePaths: readonly WritablePath[],
  options: ServerOptions,
  sidecarVolume?: SourceFacts['sidecarVolume'],
): VolumesPlan {
  const own = volumesOf(problems, 'volumes', options.volumes);
  const files = filesOf(problems, 'files', options.files, ({ mountPath }) => volumeNameOf(mountPath));
  const tmp = atPath(own, TMP_PATH) ?? defaultTmp();
  const runtimes = writablePaths.filter(({ path }) => !atPath(own, path)).map(ofWritablePath);
  const mounted = [tmp, ...runtimes, ...without(own, tmp)];
  checkUnique(problems, 'volumes and files', 'mount path', [
    ...mounted.map(({ mountPath }) => mountPath),
    ...files.map(({ file }) => file.mountPath),
  ]);
  checkMemoryVolumes(problems, 'volumes', mounted, 'resources', options.resources);
  const extras = extraContainersOf(options).map(({ property, container }) => {
    const named = volumesOf(problems, `${property}.volumes`, container.volumes);
    const itsTmp = atPath(named, TMP_PATH) ?? tmp;
    const all = [itsTmp, ...without(named, itsTmp)];
    const itsFiles = filesOf(problems, `${property}.files`, container.files, ({ mountPath }) =>
      // Two containers may have different files at one path.
      volumeNameOf(`/${container.name}${mountPath}`),
    ).map((each) => files.find(({ file }) => file._isSameMount(each.file)) ?? each);
    checkUnique(problems, `${property}.${itsFiles.length > 0 ? 'volumes and files' : 'volumes'}`, 'mount path', [
      ...all.map(({ mountPath }) => mountPath),
      ...itsFiles.map(({ file }) => file.mountPath),
    ]);
    checkMemoryVolumes(problems, `${property}.volumes`, named, `${property}.resources`, container.resources);
    return { volumes: all, files: itsFiles };
  });
  const allFiles = [...new Set([...files, ...extras.flatMap((each) => each.files)])];
  const generated = [defaultTmp(), ...runtimes];
  const unmounted = sidecarVolume ? [ServerVolume._of(sidecarVolume.name, '', sidecarVolume)] : [];
  const all = [...mounted, ...extras.flatMap((each) => each.volumes), ...unmounted];
  const byName = groupByName(problems, all, generated, allFiles);
  return {
    volumes: [
      ...byName.map((group) => group[0]._volume(group.every(({ _isReadOnly }) => _isReadOnly))),
      ...allFiles.map(({ file, name }) => file._volume(name)),
    ],
    mounts: mountsOf({ volumes: mounted, files }),
    extraMounts: extras.map(mountsOf),
    diskSizes: byName.flatMap(([{ _diskSize }]) => (_diskSize === undefined ? [] : [_diskSize])),
    tmp: { isDefault: tmp === defaultTmp(), size: TMP_SIZE, mountPaths: mounted.map(({ mountPath }) => mountPath) },
    warnings: byName.flatMap(([volume]) => about(volume._warnings(), ['pod', 'volumes', volume.name])),
  };
}

interface NamedFile {
  readonly file: FileMount;
  readonly name: string;
}

function filesOf(
  problems: Problems,
  property: string,
  given: readonly FileMount[] | undefined,
  nameOf: (file: FileMount) => string,
): NamedFile[] {
  return instancesOf(problems, property, given, FileMount).map((file, index) => {
    problems.addUnder(`${property}[${index}]`, file._problems());
    return { file, name: nameOf(file) };
  });
}

/** What one container mounts. */
function mountsOf({
  volumes,
  files,
}: {
  readonly volumes: readonly ServerVolume[];
  readonly files: readonly NamedFile[];
}): JsonObject[] {
  return [...volumes.map((volume) => volume._mount()), ...files.map(({ file, name }) => file._mount(name))];
}

/** The volumes that a container names, checked. */
function volumesOf(problems: Problems, property: string, given: readonly ServerVolume[] | undefined): ServerVolume[] {
  const volumes = instancesOf(problems, property, given, ServerVolume);
  volumes.forEach((volume, index) => {
    problems.addUnder(`${property}[${index}]`, volume._problems());
    if (volume.mountPath === TMP_PATH && volume._isReadOnly) {
      problems.add(
        `${property}[${index}] must be writable at '${TMP_PATH}', which is HOME and where programs keep their temporary files, got the read-only volume ${show(volume.name)}`,
      );
    }
  });
  return volumes;
}

function atPath(volumes: readonly ServerVolume[], path: string): ServerVolume | undefined {
  return volumes.find(({ mountPath }) => mountPath === path);
}

/** The others. The volume itself once only: named twice, it is mounted twice. */
function without(volumes: readonly ServerVolume[], volume: ServerVolume): ServerVolume[] {
  const first = volumes.indexOf(volume);
  return volumes.filter((_, index) => index !== first);
}

function ofWritablePath({ path, sizeLimit, memory }: WritablePath): ServerVolume {
  return ServerVolume.emptyDir({ name: volumeNameOf(path), mountPath: path, sizeLimit, inMemory: memory });
}

/** The mounts of each volume of the pod. Mounts of one name are of one volume, unless the name is one that we gave. */
function groupByName(
  problems: Problems,
  mounted: readonly ServerVolume[],
  generated: readonly ServerVolume[],
  files: readonly NamedFile[],
): [ServerVolume, ...ServerVolume[]][] {
  const groups = new Map<string, [ServerVolume, ...ServerVolume[]]>();
  for (const volume of mounted) {
    const group = groups.get(volume.name);
    if (group === undefined) groups.set(volume.name, [volume]);
    else if (!group.includes(volume)) group.push(volume);
  }
  const isOurs = (volume: ServerVolume): boolean => generated.includes(volume);
  checkUnique(problems, 'volumes and files', 'volume name', [
    ...[...groups.values()].flatMap((group) => [
      ...group.filter(isOurs).map(({ name }) => name),
      ...group
        .filter((volume) => !isOurs(volume))
        .map(({ name }) => name)
        .slice(0, 1),
    ]),
    ...files.map(({ name }) => name),
  ]);
  for (const [name, group] of groups) {
    const [first, ...others] = group.filter((volume) => !isOurs(volume));
    if (others.some((volume) => !volume._isSameVolume(first)))
      problems.add(
        `volumes of one name must be one volume, got different ones named ${show(name)}; share one with mountedAt(...) and asReadOnly(), or name them apart`,
      );
  }
  return [...groups.values()];
}

/** The values that are what they should be; the others, from callers without a type checker, are noted. */
function instancesOf<T>(
  problems: Problems,
  property: string,
  values: readonly T[] = [],
  type: { readonly name: string; readonly prototype: unknown },
): T[] {
  return values.filter((value) => {
    if (value instanceof (type as unknown as new () => T)) return true;
    problems.add(`${property} must hold ${type.name} values, got ${show(value)}`);
    return false;
  });
}

function checkUnique(problems: Problems, property: string, what: string, values: readonly string[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) problems.add(`${property} must each have a ${what} of their own, got ${show(value)} twice`);
    seen.add(value);
  }
}
