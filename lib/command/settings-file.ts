import { nearestWithin } from '../private/nearest';
import { isReadValue, readValue, type FileSystem, type ReadProblem, type ReadValue } from '../manifests/read';

/** A settings file that cannot be used, with everything that is wrong with it. */
export class SettingsError extends Error {
  public constructor(public readonly problems: readonly ReadProblem[]) {
    super(problems.map(({ file, message }) => `${file} ${message}`).join('\n'));
  }
}

/**
 * Reads a settings file.
 *
 * @throws SettingsError when it cannot be read
 */
export function readSettings(fileSystem: FileSystem, file: string): ReadValue {
  const read = readValue(fileSystem, file);
  if (!isReadValue(read)) throw new SettingsError([read]);
  return read;
}

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
