/** The parts of a Kubernetes object that every kind has. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec?: unknown;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly [field: string]: unknown;
}

export type Labels = Readonly<Record<string, string>>;

/** What a finding begins with: `Deployment/vision/iris`, `Namespace/-/vision`. */
export function idOf(manifest: Manifest): string {
  const { name, namespace } = manifest.metadata;
  return `${manifest.kind}/${namespace ?? '-'}/${name}`;
}

/** The API group: `apps` of `apps/v1`, the empty text of `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** The `spec` (or another top-level field) seen as its type. Structure is checked before anybody looks. */
export function specOf<T>(manifest: Manifest, field = 'spec'): Partial<T> {
  return manifest[field] ?? {};
}

/** Reads an object as a manifest; a sentence when it is none. */
export function readManifest(object: object): Manifest | string {
  const { apiVersion, kind, metadata } = object as Record<string, unknown>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return `?/-/?: apiVersion and kind are required, got ${show(apiVersion)} and ${show(kind)}`;
  }
  if (!isRecord(metadata) || typeof metadata.name !== 'string' || metadata.name === '') {
    return `${kind}/-/?: metadata.name is required (a generated name is a new object at every apply)`;
  }
  return withoutNulls(object) as Manifest;
}

/** Fields that are maps: a null in them is read as an empty text or as zero. */
const maps = new Set(
  'annotations binaryData data default defaultRequest hard labels limits matchLabels max min nodeSelector requests stringData'.split(
    ' ',
  ),
);

/** The API server reads a field that is null as a field that is absent, but not an entry of a map. */
export function withoutNulls(value: unknown, field = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  const kept: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined || (each === null && !maps.has(field))) continue;
    // A field of this name would change what the copy inherits, were it assigned.
    if (key === '__proto__') Object.defineProperty(kept, key, { value: each, enumerable: true });
    else kept[key] = withoutNulls(each, key);
  }
  return kept;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A received value in a finding, short. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

/** The values that occur more than once, each named once. */
export function duplicates<T>(values: Iterable<T>): T[] {
  const seen = new Set<T>();
  const repeated = new Set<T>();
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return [...repeated];
}
