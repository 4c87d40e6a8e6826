/**
 * What identifies an item of a list, by the field that holds the list. Lists that are not named here are replaced as a
 * whole.
 *
 * Source: `x-kubernetes-list-map-keys` of https://github.com/kubernetes/kubernetes/tree/v1.36.2/api/openapi-spec
 */
const BY_FIELD: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['name']],
  ['initContainers', ['name']],
  ['ephemeralContainers', ['name']],
  ['env', ['name']],
  ['volumeMounts', ['mountPath']],
  ['volumeDevices', ['devicePath']],
  ['volumes', ['name']],
  ['hostAliases', ['ip']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  ['schedulingGates', ['name']],
  ['resourceClaims', ['name']],
  ['claims', ['name']],
  ['ownerReferences', ['uid']],
  ['webhooks', ['name']],
]);

/** Where a name alone does not say: the field inside another one. */
const BY_PARENT: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers ports', ['containerPort', 'protocol']],
  ['initContainers ports', ['containerPort', 'protocol']],
  ['ephemeralContainers ports', ['containerPort', 'protocol']],
]);

/** Where the kind decides. */
const BY_KIND: ReadonlyMap<string, readonly string[]> = new Map([
  ['Service spec ports', ['port', 'protocol']],
  ['ServiceAccount secrets', ['name']],
  ['ServiceAccount imagePullSecrets', []],
]);

const DEFAULTS: ReadonlyMap<string, string> = new Map([['protocol', 'TCP']]);

/** A place in an object: the field, and the field that holds the object or list which it is in. */
export interface Place {
  readonly field: string;
  readonly parent: string;
}

/** The keys of a list's items; `undefined` for a list that is replaced as a whole. */
export function mergeKeysOf(kind: string, { field, parent }: Place): readonly string[] | undefined {
  const known =
    BY_KIND.get(`${kind} ${parent === '' ? '' : `${parent} `}${field}`) ??
    BY_PARENT.get(`${parent} ${field}`) ??
    BY_FIELD.get(field) ??
    (field === 'imagePullSecrets' ? ['name'] : undefined);
  return known?.length === 0 ? undefined : known;
}

/** What identifies an item, as one text; `undefined` for what is no object. */
export function keyOf(item: unknown, keys: readonly string[]): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const values = keys.map((key) => (Object.hasOwn(item, key) ? (item as { [key: string]: unknown })[key] : undefined));
  return values.map((value, index) => textOf(value ?? DEFAULTS.get(keys[index]) ?? '')).join('\n');
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? '' : `${value as string | number | boolean}`;
}

/** The items by what identifies them; `undefined` when two are the same or one is no object. */
export function byKey(list: readonly unknown[], keys: readonly string[]): Map<string, number> | undefined {
  const indexes = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const key = keyOf(item, keys);
    if (key === undefined || indexes.has(key)) return undefined;
    indexes.set(key, index);
  }
  return indexes;
}
