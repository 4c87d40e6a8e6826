import { checkLabelName, checkObjectName } from '../../private/check-name';
import { type JsonObject, objectAt, objectsIn, unlessEmpty } from '../../private/json';
import { checkMountPath } from '../../private/mount-path';
import { checkBytes } from '../../private/quantity';
import { call, type Code, list, literal, members, object } from '../source/code';
import type { Part } from './part';

interface Known {
  readonly mountPath: string;
  readonly code: Code;
  readonly volume: JsonObject;
  readonly mount: JsonObject;
}

const TMP_PATH = '/tmp';
const TMP: Pick<Known, 'volume' | 'mount'> = {
  volume: { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
  mount: { mountPath: TMP_PATH, name: 'tmp' },
};

/** Volumes that the container mounts: `volumes`. Those that no prop can say as they are, are merged in. */
export function volumesPart(podSpec: JsonObject, container: JsonObject): Part {
  const known = objectsIn(container.volumeMounts).flatMap((mount) => knownVolume(podSpec, mount) ?? []);
  const tmp = known.find(({ mountPath }) => mountPath === TMP_PATH);
  const made = [tmp ?? TMP, ...known.filter((each) => each !== tmp)];
  return {
    props: { volumes: known.length === 0 ? undefined : list(known.map(({ code }) => code)) },
    pod: { volumes: unlessEmpty(made.map(({ volume }) => volume)) },
    container: { volumeMounts: unlessEmpty(made.map(({ mount }) => mount)) },
  };
}

function knownVolume(podSpec: JsonObject, mount: JsonObject): Known | undefined {
  const { name, mountPath, readOnly = false, ...others } = mount;
  if (typeof name !== 'string' || typeof mountPath !== 'string' || Object.keys(others).length > 0) return undefined;
  if (checkLabelName('name', name) !== undefined || checkMountPath('mountPath', mountPath) !== undefined)
    return undefined;
  const isTmp = mountPath === TMP_PATH;
  // Every server has scratch space of that name there, and writes to it.
  if ((name === 'tmp' && !isTmp) || (isTmp && readOnly === true)) return undefined;
  if (mountsOf(podSpec, name) !== 1) return undefined;
  const volumes = objectsIn(podSpec.volumes).filter((volume) => volume.name === name);
  if (volumes.length !== 1) return undefined;
  return claimOf(volumes[0], name, mountPath, readOnly) ?? scratchOf(volumes[0], name, mountPath, readOnly);
}

/** How often the containers of a pod mount a volume. */
function mountsOf(podSpec: JsonObject, name: string): number {
  const containers = [...objectsIn(podSpec.initContainers), ...objectsIn(podSpec.containers)];
  return containers.flatMap((container) => objectsIn(container.volumeMounts)).filter((mount) => mount.name === name)
    .length;
}

function claimOf(volume: JsonObject, name: string, mountPath: string, readOnly: unknown): Known | undefined {
  const { claimName } = objectAt(volume, 'persistentVolumeClaim');
  if (typeof claimName !== 'string' || checkObjectName('claimName', claimName) !== undefined) return undefined;
  const isReadOnly = readOnly === true;
  return {
    mountPath,
    code: call(
      'ServerVolume.persistentVolumeClaim',
      object(
        members({
          name: literal(name),
          mountPath: literal(mountPath),
          claimName: literal(claimName),
          readOnly: isReadOnly ? undefined : literal(false),
        }),
      ),
    ),
    volume: { name, persistentVolumeClaim: { claimName, readOnly: isReadOnly || undefined } },
    mount: { mountPath, name, readOnly: isReadOnly || undefined },
  };
}

/** Scratch space on disk with a size: what has none, or is in memory, counts in ways of its own. */
function scratchOf(volume: JsonObject, name: string, mountPath: string, readOnly: unknown): Known | undefined {
  const { sizeLimit, ...others } = objectAt(volume, 'emptyDir');
  if (typeof sizeLimit !== 'string' || checkBytes('sizeLimit', sizeLimit) !== undefined) return undefined;
  if (Object.keys(others).length > 0 || readOnly === true) return undefined;
  const options = { name: literal(name), mountPath: literal(mountPath), sizeLimit: literal(sizeLimit) };
  return {
    mountPath,
    code: call('ServerVolume.emptyDir', object(members(options))),
    volume: { name, emptyDir: { sizeLimit } },
    mount: { mountPath, name },
  };
}
