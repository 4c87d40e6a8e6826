import { inReadingOrder } from '../manifests/yaml/key-order';
import { isPlainObject, type JsonObject } from '../private/json';

/** Writes annotations into the metadata of an object, which keeps its order of reading. */
export function annotate(metadata: JsonObject, added: { readonly [name: string]: string }): void {
  const annotations = isPlainObject(metadata.annotations) ? metadata.annotations : {};
  const all = inOrder({ ...metadata, annotations: inOrder({ ...annotations, ...added }) });
  for (const key of Object.keys(metadata)) Reflect.deleteProperty(metadata, key);
  Object.assign(metadata, all);
}

function inOrder(object: JsonObject): JsonObject {
  return Object.fromEntries(inReadingOrder(Object.keys(object)).map((key) => [key, object[key]]));
}
