import type { JsonObject } from '../private/json';

/** What `kubectl apply` can note in an annotation of an object: 256 KiB. Above, only server-side apply works. */
export const MAX_ANNOTATION_BYTES = 262_144;

/** Bytes of the note that client-side apply keeps on an object. */
export function lastAppliedBytes(json: JsonObject): number {
  // kubectl writes these three, which mean something in HTML, with six characters each.
  return Buffer.byteLength(JSON.stringify(json).replace(/[<>&]/g, '\\u0000'));
}
