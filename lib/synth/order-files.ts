import type { IConstruct } from 'constructs';
import { type Dependency, DependencyCycleError, sortByDependencies } from './dependencies';
import type { ManifestFile, PlacedObject } from './layout';

/**
 * Orders the documents of every file so that each comes after what it depends on (`addDependency`).
 *
 * @param problems gets a message for each circle, and for each dependency that the order of the files cannot keep
 */
export function orderFiles(
  files: readonly ManifestFile[],
  dependencies: readonly Dependency[],
  problems: string[],
): readonly ManifestFile[] {
  if (dependencies.length === 0) return files;
  const across = acrossFiles(files, dependencies);
  problems.push(...across);
  if (across.length > 0) return files;
  try {
    const all = files.flatMap(({ objects }) => objects);
    return regroup(
      files,
      sortByDependencies(all, ({ object }) => object, dependencies),
    );
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
function regroup(files: readonly ManifestFile[], ordered: readonly PlacedObject[]): ManifestFile[] {
  const fileOf = new Map(files.flatMap(({ name, objects }) => objects.map((object) => [object, name] as const)));
  const groups = new Map<string, PlacedObject[]>(files.map(({ name }) => [name, []]));
  for (const object of ordered) groups.get(fileOf.get(object) ?? '')?.push(object);
  return [...groups].map(([name, objects]) => ({ name, objects }));
}

/** First and last file that a construct's objects are in. */
interface Reach {
  first: number;
  last: number;
}

function acrossFiles(files: readonly ManifestFile[], dependencies: readonly Dependency[]): string[] {
  const reaches = reachesOf(files, dependencies);
  return dependencies.flatMap(({ source, target }) => {
    const [after, before] = [reaches.get(source), reaches.get(target)];
    const isNested = source.node.scopes.includes(target) || target.node.scopes.includes(source);
    if (isNested || !after || !before || before.last <= after.first) return [];
    return [
      `'${source.node.path}' depends on '${target.node.path}', but kubectl applies its file '${files[after.first].name}' before '${files[before.last].name}'; put both into one chart, or rename one so that its file comes later`,
    ];
  });
}

function reachesOf(files: readonly ManifestFile[], dependencies: readonly Dependency[]): Map<IConstruct, Reach> {
  const taking = new Set(dependencies.flatMap(({ source, target }) => [source, target]));
  const reaches = new Map<IConstruct, Reach>();
  files.forEach(({ objects }, index) => {
    for (const { object } of objects) {
      for (let scope: IConstruct | undefined = object; scope; scope = scope.node.scope) {
        if (!taking.has(scope)) continue;
        const reach = reaches.get(scope);
        if (reach) reach.last = index;
        else reaches.set(scope, { first: index, last: index });
      }
    }
  });
  return reaches;
}
