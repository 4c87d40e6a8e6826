import { type Dependency, DependencyCycleError, sortByDependencies } from './dependencies';
import { comesBeforePods } from './file-names';
import type { ManifestFile, PlacedObject } from './layout';

/**
 * Orders the documents of every file so that each comes after what it depends on (`addDependency`). Namespaces and
 * budgets wait only for what they depend on themselves, not for what a chart around them depends on: they come first.
 *
 * @param problems gets a message for each circle, and for each dependency that the order of the files cannot keep
 */
export function orderFiles(
  files: readonly ManifestFile[],
  dependencies: readonly Dependency[],
  problems: string[],
): readonly ManifestFile[] {
  const places = new Map(files.flatMap(({ objects }, index) => objects.map((object) => [object, index] as const)));
  const placeOf = (object: PlacedObject): number => places.get(object) ?? 0;
  try {
    const ordered = sortByDependencies([...places.keys()], ({ object }) => object, dependencies, comesBeforePods);
    problems.push(...acrossFiles(files, ordered, placeOf));
    return regroup(files, ordered, placeOf);
  } catch (error) {
    if (!(error instanceof DependencyCycleError)) throw error;
    const circle = [...error.paths, error.paths[0]].map((path) => `'${path}'`);
    problems.push(
      `constructs depend on each other in a circle: ${circle.join(' after ')}; remove one of the dependencies`,
    );
    return files;
  }
}

/** The same files, with their objects in the order of the list. */
function regroup(
  files: readonly ManifestFile[],
  ordered: readonly PlacedObject[],
  placeOf: (object: PlacedObject) => number,
): ManifestFile[] {
  const groups = files.map((): PlacedObject[] => []);
  for (const object of ordered) groups[placeOf(object)].push(object);
  return files.map(({ name }, index) => ({ name, objects: groups[index] }));
}

/**
 * Where the order goes back to an earlier file, the object there had to wait for the one before it in the order:
 * otherwise, its file being earlier, it would have come first. One message for each pair of files.
 */
function acrossFiles(
  files: readonly ManifestFile[],
  ordered: readonly PlacedObject[],
  placeOf: (object: PlacedObject) => number,
): string[] {
  const messages = new Map<string, string>();
  ordered.forEach((after, index) => {
    const before = index === 0 ? after : ordered[index - 1];
    const [file, fileBefore] = [placeOf(after), placeOf(before)];
    const key = `${file} ${fileBefore}`;
    if (file >= fileBefore || messages.has(key)) return;
    messages.set(
      key,
      `'${after.path}' depends on '${before.path}', but kubectl applies its file '${files[file].name}' before '${files[fileBefore].name}'; put both into one file, or rename one so that its file comes later`,
    );
  });
  return [...messages.values()];
}
