import { containersOf } from '../../pod-template';
import { duplicates, show } from '../manifest';
import { at, dns1123Label } from '../names';
import type { PodRule } from './pod-rule';
import { relativePath, volumeSourceProblems } from './volume-sources';

/** Volumes of a pod and the mounts of its containers. */
export const volumeRule: PodRule = function* (pod) {
  const volumes = pod.spec.volumes ?? [];
  for (const [index, volume] of volumes.entries()) {
    const where = `${pod.specPath}.volumes[${index}]`;
    yield* at(`${where}.name`, dns1123Label(volume.name));
    yield* volumeSourceProblems(where, { ...volume }, pod);
  }
  for (const name of duplicates(volumes.map((volume) => volume.name))) {
    yield `${pod.specPath} has two volumes named ${show(name)}`;
  }
  const names = new Set(volumes.map((volume) => volume.name));
  for (const { container, path } of containersOf(pod)) {
    const mounts = container.volumeMounts ?? [];
    for (const [index, mount] of mounts.entries()) {
      const where = `${path}.volumeMounts[${index}]`;
      if (!names.has(mount.name)) yield `${where} names no volume of the pod: ${show(mount.name)}`;
      if (!/^\/[^:]*$/.test(mount.mountPath)) {
        yield `${where}.mountPath must be an absolute path without a colon, got ${show(mount.mountPath)}`;
      }
      if (mount.subPath !== undefined && mount.subPathExpr !== undefined) {
        yield `${where} must have subPath or subPathExpr, not both`;
      }
      yield* relativePath(`${where}.subPath`, mount.subPath);
      yield* relativePath(`${where}.subPathExpr`, mount.subPathExpr);
    }
    for (const mountPath of duplicates(mounts.map((mount) => mount.mountPath.replace(/(.)\/+$/, '$1')))) {
      yield `${path}.volumeMounts mounts two volumes at ${mountPath}`;
    }
  }
};
