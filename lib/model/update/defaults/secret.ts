import { isPlainObject, type JsonObject } from '../../../private/json';
import { asObject, fillZero, ownField, without, type Change } from '../fields/fields';

/** What the API server fills into a Secret: its type. What is given as text is stored among the data. */
export const secret: Change = (object) => fillZero(withData(object), { type: 'Opaque' });

function withData(object: JsonObject): JsonObject {
  const texts = ownField(object, 'stringData');
  if (!isPlainObject(texts)) return object;
  const encoded = Object.entries(texts).map(([key, text]): [string, unknown] => [
    key,
    typeof text === 'string' ? Buffer.from(text).toString('base64') : text,
  ]);
  const data = { ...asObject(ownField(object, 'data')), ...Object.fromEntries(encoded) };
  return { ...without(object, 'stringData'), data };
}
