import { isNegative, parseQuantity } from '../../quantity-oracle';
import { claimProblems } from '../claim';
import { duplicates, isRecord, show } from '../manifest';
import { at, configKey, dns1123Subdomain, labelValue, optionalNumber } from '../names';
import { fieldRefProblems, resourceRefProblems } from './field-refs';
import type { PodView } from './pod-rule';

type Source = Record<string, unknown>;

/** What is wrong with the source of a volume, by its kind. Kinds that are not listed take what the schemas allow. */
const checks: Readonly<Record<string, (where: string, source: Source, pod: PodView) => Iterable<string>>> = {
  configMap: (where, source) => [...at(`${where}.name`, dns1123Subdomain(source.name)), ...keyProblems(where, source)],
  secret: (where, source) => [
    ...at(`${where}.secretName`, dns1123Subdomain(source.secretName)),
    ...keyProblems(where, source),
  ],
  persistentVolumeClaim: (where, source) => at(`${where}.claimName`, dns1123Subdomain(source.claimName)),
  csi: (where, source) => at(`${where}.driver`, dns1123Subdomain(source.driver) ?? labelValue(source.driver)),
  downwardAPI: (where, source, pod) => fileProblems(where, source, pod),
  emptyDir: emptyDirProblems,
  ephemeral: ephemeralProblems,
  hostPath: hostPathProblems,
  projected: projectedProblems,
};

/** Judges a volume by its source. */
export function* volumeSourceProblems(where: string, volume: Source, pod: PodView): Generator<string> {
  const sources = Object.entries(volume).filter(([field]) => field !== 'name');
  if (sources.length !== 1) yield `${where} must have one source, got ${show(sources.map(([kind]) => kind))}`;
  for (const [kind, source] of sources) {
    if (!isRecord(source)) continue;
    yield* at(`${where}.${kind}.defaultMode`, optionalNumber(source.defaultMode, 0, 0o777));
    yield* checks[kind]?.(`${where}.${kind}`, source, pod) ?? [];
  }
}

/** A path inside a volume. */
export function* relativePath(where: string, path: unknown): Generator<string> {
  if (typeof path !== 'string') return;
  if (path === '' || path.startsWith('/') || path.split('/').includes('..')) {
    yield `${where} must be a relative path without .., got ${show(path)}`;
  }
}

function* keyProblems(where: string, source: Source): Generator<string> {
  for (const [index, item] of itemsOf(source).entries()) {
    yield* at(`${where}.items[${index}].key`, configKey(item.key));
    yield* at(`${where}.items[${index}].mode`, optionalNumber(item.mode, 0, 0o777));
    yield* relativePath(`${where}.items[${index}].path`, item.path);
  }
  for (const path of duplicates(itemsOf(source).map((item) => item.path))) {
    yield `${where}.items writes ${show(path)} twice`;
  }
}

function* fileProblems(where: string, source: Source, pod: PodView): Generator<string> {
  for (const [index, item] of itemsOf(source).entries()) {
    const at = `${where}.items[${index}]`;
    yield* relativePath(`${at}.path`, item.path);
    if ((item.fieldRef === undefined) === (item.resourceFieldRef === undefined)) {
      yield `${at} must have a fieldRef or a resourceFieldRef, one of them`;
    }
    yield* fieldRefProblems(`${at}.fieldRef`, item.fieldRef, 'file');
    yield* resourceRefProblems(`${at}.resourceFieldRef`, item.resourceFieldRef, pod);
  }
}

function* emptyDirProblems(where: string, { sizeLimit = 0, medium = '' }: Source): Generator<string> {
  const limit = parseQuantity(sizeLimit);
  if (!limit || isNegative(limit)) yield `${where}.sizeLimit must be a quantity of 0 or more, got ${show(sizeLimit)}`;
  if (!/^(""|"Memory"|"HugePages(-.+)?")$/.test(show(medium))) {
    yield `${where}.medium must be absent, Memory or HugePages, got ${show(medium)}`;
  }
}

function* ephemeralProblems(where: string, { volumeClaimTemplate }: Source): Generator<string> {
  if (!isRecord(volumeClaimTemplate)) yield `${where}.volumeClaimTemplate is required`;
  else yield* claimProblems(`${where}.volumeClaimTemplate.spec`, volumeClaimTemplate.spec ?? {});
}

function* hostPathProblems(where: string, { path }: Source): Generator<string> {
  if (typeof path !== 'string' || path.split('/').includes('..')) {
    yield `${where}.path must be a path without .., got ${show(path)}`;
  }
}

function* projectedProblems(where: string, { sources }: Source, pod: PodView): Generator<string> {
  for (const [index, part] of (Array.isArray(sources) ? (sources as unknown[]) : []).entries()) {
    const at = `${where}.sources[${index}]`;
    const kinds = isRecord(part) ? Object.entries(part) : [];
    if (kinds.length !== 1) yield `${at} must have one source, got ${show(kinds.map(([kind]) => kind))}`;
    for (const [kind, source] of kinds) {
      if (!isRecord(source)) continue;
      if (kind === 'downwardAPI') yield* fileProblems(`${at}.${kind}`, source, pod);
      else if (kind === 'serviceAccountToken') yield* tokenProblems(`${at}.${kind}`, source);
      else yield* keyProblems(`${at}.${kind}`, source);
    }
  }
}

function* tokenProblems(where: string, { path, expirationSeconds }: Source): Generator<string> {
  yield* relativePath(`${where}.path`, path);
  yield* at(`${where}.expirationSeconds`, optionalNumber(expirationSeconds, 600, 2 ** 32));
}

function itemsOf(source: Source): Source[] {
  return Array.isArray(source.items) ? source.items.filter(isRecord) : [];
}
