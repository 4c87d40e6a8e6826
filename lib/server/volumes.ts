import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { ExtraContainer } from './extra-container';
import { FileMount } from './file-mount';
import type { WritablePath } from './runtimes/runtime-facts';
import { ServerVolume } from './server-volume';

/** The volumes of a pod, and where the model's container and the others mount them. */
export interface VolumesPlan {
  readonly volumes: JsonObject[];
  readonly mounts: JsonObject[];
  /** The `/tmp` that all containers share. */
  readonly tmp: ServerVolume;
  /** Size limits of the emptyDirs on disk: they count as local disk of the pod. */
  readonly diskSizes: string[];
}

const TMP = ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit: '1Gi' });

/** Collects every volume of the pod: `/tmp`, the runtime's writable paths, the user's volumes and files. */
export function planVolumes(
  problems: Problems,
  writablePaths: readonly WritablePath[],
  given: readonly ServerVolume[] = [],
  files: readonly FileMount[] = [],
  extraContainers: readonly ExtraContainer[] = [],
): VolumesPlan {
  const volumes = instancesOf(problems, 'volumes', given, ServerVolume);
  const shared = extraContainers.flatMap((container) =>
    instancesOf(problems, `${container.name}.volumes`, container.volumes ?? [], ServerVolume),
  );
  const shownFiles = instancesOf(problems, 'files', files, FileMount);
  volumes.forEach((volume, index) => problems.addUnder(`volumes[${index}]`, volume._problems()));
  shared
    .filter((volume) => !volumes.includes(volume))
    .forEach((volume) => problems.addUnder(`volume ${show(volume.name)}`, volume._problems()));
  shownFiles.forEach((file, index) => problems.addUnder(`files[${index}]`, file._problems()));
  const atPath = (path: string): ServerVolume | undefined => volumes.find(({ mountPath }) => mountPath === path);
  const tmp = atPath('/tmp') ?? TMP;
  const runtimes = writablePaths.filter(({ path }) => !atPath(path)).map(ofWritablePath);
  const mounted = [...new Set([tmp, ...runtimes, ...volumes])];
  const all = [...new Set([...mounted, ...shared])];
  const fileVolumes = shownFiles.map((file) => ({ file, name: slug(file.mountPath) }));
  checkUnique(problems, 'volume name', [...all.map(({ name }) => name), ...fileVolumes.map(({ name }) => name)]);
  checkUnique(problems, 'mount path', [
    ...mounted.map(({ mountPath }) => mountPath),
    ...shownFiles.map(({ mountPath }) => mountPath),
  ]);
  return {
    tmp,
    volumes: [...all.map((volume) => volume._volume()), ...fileVolumes.map(({ file, name }) => file._volume(name))],
    mounts: [...mounted.map((volume) => volume._mount()), ...fileVolumes.map(({ file, name }) => file._mount(name))],
    diskSizes: all.flatMap(({ _diskSize }) => (_diskSize === undefined ? [] : [_diskSize])),
  };
}

function ofWritablePath({ path, sizeLimit, memory }: WritablePath): ServerVolume {
  return ServerVolume.emptyDir({ name: slug(path), mountPath: path, sizeLimit, inMemory: memory });
}

/** A volume name made from a path: it moves with nothing but the path, so that pods are not restarted for nothing. */
function slug(path: unknown): string {
  return (
    String(path)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(-63)
      .replace(/^-/, '') || 'root'
  );
}

/** The values that are what they should be; the others, from callers without a type checker, are noted. */
function instancesOf<T>(
  problems: Problems,
  property: string,
  values: readonly T[],
  type: { readonly name: string; readonly prototype: unknown },
): T[] {
  return values.filter((value) => {
    if (value instanceof (type as unknown as new () => T)) return true;
    problems.add(`${property} must hold ${type.name} values, got ${show(value)}`);
    return false;
  });
}

function checkUnique(problems: Problems, what: string, values: readonly string[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value))
      problems.add(`volumes and files must each have a ${what} of their own, got ${show(value)} twice`);
    seen.add(value);
  }
}
