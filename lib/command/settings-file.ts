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
