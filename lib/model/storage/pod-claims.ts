import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { containersOf } from '../quota/pod-charge';

/** A PersistentVolumeClaim that a pod names. */
export interface PodClaim {
  readonly volumeName: unknown;
  readonly claimName: string;
  /** Whether no container can write to it. */
  readonly isReadOnly: boolean;
}

/** The claims that a pod names, and whether it may write to them. */
export function claimsNamedBy(podSpec: JsonObject): PodClaim[] {
  const volumes = objectsIn(podSpec.volumes).filter(
    (volume) => typeof objectAt(volume, 'persistentVolumeClaim').claimName === 'string',
  );
  if (volumes.length === 0) return [];
  const mounts = containersOf(podSpec).flatMap(({ container }) => objectsIn(container.volumeMounts));
  return volumes.map((volume) => {
    const { claimName, readOnly } = objectAt(volume, 'persistentVolumeClaim');
    const own = mounts.filter(({ name }) => name === volume.name);
    return {
      volumeName: volume.name,
      claimName: claimName as string,
      isReadOnly: readOnly === true || own.every((mount) => mount.readOnly === true),
    };
  });
}

/** Whether all pods of a template are bound to one node: by its name, or beside each other. */
export function staysOnOneNode(podSpec: JsonObject): boolean {
  if (typeof podSpec.nodeName === 'string') return true;
  if (objectAt(podSpec, 'nodeSelector')['kubernetes.io/hostname'] !== undefined) return true;
  const beside = objectAt(podSpec, 'affinity', 'podAffinity').requiredDuringSchedulingIgnoredDuringExecution;
  return objectsIn(beside).some(({ topologyKey }) => topologyKey === 'kubernetes.io/hostname');
}
