import { type DeclaredCluster, declarationProblems } from '../cluster/declared-cluster';
import type { FileSystem, ReadProblem } from '../manifests/read';
import { isPlainObject, type JsonObject } from '../private/json';
import { show } from '../private/show';
import { readSettings, SettingsError } from './settings-file';

/**
 * Reads cluster facts.
 *
 * @throws SettingsError with everything that is wrong with the file
 */
export function readClusterFile(fileSystem: FileSystem, file: string): DeclaredCluster {
  const { value, lineOf } = readSettings(fileSystem, file);
  if (value === null) return {};
  if (!isPlainObject(value))
    throw new SettingsError([{ file, message: `must hold an object, it holds ${show(value)}` }]);
  const ofNumber = versionProblem(value);
  const problems = [
    ...declarationProblems(value).filter(({ key }) => ofNumber === undefined || key !== 'kubernetesVersion'),
    ...(ofNumber === undefined ? [] : [{ key: 'kubernetesVersion', message: ofNumber, isUnknown: false }]),
  ].map(({ key, message, isUnknown }): ReadProblem => ({
    file,
    ...(key !== undefined && { line: lineOf(key) }),
    message: isUnknown ? message : `cannot be used: ${message}`,
  }));
  if (problems.length > 0) throw new SettingsError(problems);
  return value;
}

/** Without quotes 1.32 is a number, and 1.30 is 1.3: only quotes keep it. */
function versionProblem({ kubernetesVersion }: JsonObject): string | undefined {
  if (typeof kubernetesVersion !== 'number') return undefined;
  return `kubernetesVersion must be a text, got the number ${kubernetesVersion}; write it in quotes, such as '1.30'`;
}
