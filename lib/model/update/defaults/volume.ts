import { isPlainObject, type JsonObject } from '../../../private/json';
import { at, chain, each, fill, fillZero, isUnset, ownField, type Change } from '../fields/fields';
import { fieldReference, pullPolicyOf } from './container';

const FILE_MODE = { defaultMode: 420 };

/** Fields of a source by its name, where nothing else than filling in is to be done. */
const SOURCES: { readonly [source: string]: JsonObject } = {
  secret: FILE_MODE,
  configMap: FILE_MODE,
  downwardAPI: FILE_MODE,
  projected: FILE_MODE,
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

const items: Change = (source) => each(source, 'items', fieldReference);

const projection: Change = chain(
  at(['serviceAccountToken'], (token) => fill(token, { expirationSeconds: 3600 })),
  at(['downwardAPI'], items),
);

/** What the API server fills into a volume of a pod: an empty directory, where no source is named. */
export const volume: Change = chain(
  (object) => (hasSource(object) ? object : { ...object, emptyDir: {} }),
  (object) =>
    Object.entries(SOURCES).reduce(
      (filled, [source, defaults]) => at([source], (value) => fill(value, defaults))(filled),
      object,
    ),
  at(['downwardAPI'], items),
  at(['projected'], (source) => each(source, 'sources', projection)),
  at(['image'], (source) => fillZero(source, { pullPolicy: pullPolicyOf(ownField(source, 'reference')) })),
  at(['ephemeral', 'volumeClaimTemplate', 'spec'], (spec) => claimSpec(spec)),
);

function hasSource(object: JsonObject): boolean {
  return Object.entries(object).some(([field, value]) => field !== 'name' && !isUnset(value));
}

/** What the API server fills into the spec of a claim: both ways of naming what it is a copy of, too. */
export const claimSpec: Change = (spec) => {
  const [source, reference] = [ownField(spec, 'dataSource'), ownField(spec, 'dataSourceRef')];
  const filled = fill(spec, { volumeMode: 'Filesystem' });
  if (isPlainObject(source) && isUnset(reference)) return { ...filled, dataSourceRef: source };
  const isLocal = isPlainObject(reference) && isUnset(ownField(reference, 'namespace'));
  return isLocal && isUnset(source) ? { ...filled, dataSource: reference } : filled;
};
