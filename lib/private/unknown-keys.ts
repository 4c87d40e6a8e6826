import { nearestWithin } from './nearest';

/** Says of every key that an object should not have what it is and which was likely meant. */
export function unknownKeys(
  value: object,
  known: readonly string[],
): { readonly key: string; readonly message: string }[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const nearest = nearestWithin(key, known);
      const hint = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean '${nearest}'?`;
      return { key, message: `has an unknown key '${key}'; ${hint}` };
    });
}
