import { type ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { canonical } from '../private/digest';
import { isPlainObject, type JsonObject } from '../private/json';

/** What metadata is made of inside, in every release of cdk8s 2 that is known. */
interface Insides {
  readonly labels?: unknown;
  readonly annotations?: unknown;
  readonly finalizers?: unknown;
  readonly ownerReferences?: unknown;
  readonly _additionalAttributes?: unknown;
}

const PARTS: readonly string[] = ['name', 'namespace', 'labels', 'annotations'];

/** Whether this release of cdk8s makes of these parts what is made of them here: asked once, about the first object. */
let isProved: boolean | undefined;

/**
 * The metadata of an object: the same as its `toJson()`, which takes a tenth of a synthesis, where it is made of a name,
 * a namespace, labels and annotations only, and all of them are text.
 */
export function metadataOf({ metadata }: ApiObject): unknown {
  const quick = isProved === false ? undefined : plainMetadata(metadata);
  if (quick === undefined) return metadata.toJson();
  isProved ??= isSame(quick, metadata);
  return isProved === false ? metadata.toJson() : quick;
}

/** Nothing for metadata that cdk8s falls over, such as a label called `constructor`: the next object will tell. */
function isSame(quick: JsonObject, metadata: ApiObjectMetadataDefinition): boolean | undefined {
  try {
    return canonical(quick) === canonical(metadata.toJson());
  } catch {
    return undefined;
  }
}

function plainMetadata(metadata: ApiObjectMetadataDefinition): JsonObject | undefined {
  if (metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return undefined;
  const { name, namespace } = metadata;
  const { labels, annotations, finalizers, ownerReferences, _additionalAttributes } = metadata as unknown as Insides;
  if (typeof name !== 'string' || (namespace !== undefined && typeof namespace !== 'string')) return undefined;
  if (!isTextMap(labels) || !isTextMap(annotations) || !isEmptyList(finalizers) || !isEmptyList(ownerReferences))
    return undefined;
  if (!isPlainObject(_additionalAttributes)) return undefined;
  for (const key of Object.keys(_additionalAttributes)) if (!PARTS.includes(key)) return undefined;
  const plain: JsonObject = { name };
  if (namespace !== undefined) plain.namespace = namespace;
  if (Object.keys(labels).length > 0) plain.labels = labels;
  if (Object.keys(annotations).length > 0) plain.annotations = annotations;
  return plain;
}

function isTextMap(value: unknown): value is { readonly [key: string]: string } {
  if (!isPlainObject(value)) return false;
  // cdk8s loses a key called so.
  for (const key of Object.keys(value)) if (typeof value[key] !== 'string' || key === '__proto__') return false;
  return true;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
