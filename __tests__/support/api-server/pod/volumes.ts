import { containersOf } from '../../pod-template';
import { parseQuantity, isNegative } from '../../quantity-oracle';
import { duplicates, isRecord, show } from '../manifest';
import { at, dns1123Label, dns1123Subdomain, optionalNumber } from '../names';
import type { PodRule } from './pod-rule';

/** Volumes of a pod and the mounts of its containers. */
export const volumeRule: PodRule = function* (pod) {
  const volumes = pod.spec.volumes ?? [];
  for (const [index, volume] of volumes.entries()) {
    const where = `${pod.specPath}.volumes[${index}]`;
    yield* at(`${where}.name`, dns1123Label(volume.name));
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length !== 1) yield `${where} must have one source, got ${show(sources)}`;
    for (const source of sources) yield* sourceProblems(`${where}.${source}`, source, volume as never);
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

function* sourceProblems(where: string, kind: string, volume: Record<string, unknown>): Generator<string> {
  const source = volume[kind];
  if (!isRecord(source)) return;
  yield* at(`${where}.defaultMode`, optionalNumber(source.defaultMode, 0, 0o777));
  yield* itemProblems(where, source.items);
  if (kind === 'emptyDir') {
    const limit = source.sizeLimit === undefined ? undefined : parseQuantity(source.sizeLimit);
    if (source.sizeLimit !== undefined && (!limit || isNegative(limit))) {
      yield `${where}.sizeLimit must be a quantity of 0 or more, got ${show(source.sizeLimit)}`;
    }
    const medium = source.medium ?? '';
    if (typeof medium !== 'string' || !/^(|Memory|HugePages(-.+)?)$/.test(medium)) {
      yield `${where}.medium must be absent, Memory or HugePages, got ${show(medium)}`;
    }
  }
  if (kind === 'configMap') yield* at(`${where}.name`, dns1123Subdomain(source.name));
  if (kind === 'secret') yield* at(`${where}.secretName`, dns1123Subdomain(source.secretName));
  if (kind === 'persistentVolumeClaim') yield* at(`${where}.claimName`, dns1123Subdomain(source.claimName));
  if (kind === 'hostPath' && (typeof source.path !== 'string' || source.path.split('/').includes('..'))) {
    yield `${where}.path must be a path without .., got ${show(source.path)}`;
  }
  for (const [index, part] of (Array.isArray(source.sources) ? source.sources : []).entries()) {
    const kinds = isRecord(part) ? Object.keys(part) : [];
    if (kinds.length !== 1) yield `${where}.sources[${index}] must have one source, got ${show(kinds)}`;
    const inner = isRecord(part) ? part[kinds[0] ?? ''] : undefined;
    if (isRecord(inner)) yield* itemProblems(`${where}.sources[${index}].${kinds[0]}`, inner.items);
  }
}

function* itemProblems(where: string, items: unknown): Generator<string> {
  if (!Array.isArray(items)) return;
  for (const [index, item] of items.entries()) {
    if (!isRecord(item)) continue;
    yield* at(`${where}.items[${index}].mode`, optionalNumber(item.mode, 0, 0o777));
    yield* relativePath(`${where}.items[${index}].path`, item.path);
  }
  const paths = items.flatMap((item) => (isRecord(item) ? [item.path] : []));
  for (const path of duplicates(paths)) yield `${where}.items writes ${show(path)} twice`;
}

function* relativePath(where: string, path: unknown): Generator<string> {
  if (typeof path !== 'string') return;
  if (path.startsWith('/') || path.split('/').includes('..')) {
    yield `${where} must be a relative path without .., got ${show(path)}`;
  }
}
