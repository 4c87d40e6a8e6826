import { type Manifest } from '../../manifests/manifest';
import { DISK, readManifests, readValue, isReadValue, type FileSystem } from '../../manifests/read';
import { isPlainObject, objectAt, type JsonObject } from '../../private/json';
import { SettingsError } from '../settings-file';

/** Schemas of custom resources, read when a kind is first met. */
export interface Schemas {
  /** The schema of a kind; nothing when there is none. */
  of(manifest: Pick<Manifest, 'group' | 'apiVersion' | 'kind'>): JsonObject | undefined;
}

/** Parts of a path that manifests name: nothing that leads elsewhere. */
const PATH_PART = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const CUSTOM_RESOURCE_DEFINITION = 'CustomResourceDefinition';

/**
 * Schemas in a folder: `<group>/<kind in lower case>_<version>.json`, and CustomResourceDefinitions in .yaml files.
 *
 * @throws SettingsError when the folder or a definition in it cannot be read
 */
export function schemaFolder(folder: string, fileSystem: FileSystem = DISK): Schemas {
  const definitions = definitionsIn(folder, fileSystem);
  const known = new Map<string, JsonObject | undefined>();
  const load = (group: string, version: string, kind: string): JsonObject | undefined =>
    definitions.get(keyOf(group, version, kind)) ?? schemaFile(folder, fileSystem, group, version, kind);
  return {
    of: ({ group, apiVersion, kind }) => {
      if (group === '') return undefined;
      const version = apiVersion.slice(group.length + 1);
      const key = keyOf(group, version, kind);
      if (!known.has(key)) known.set(key, load(group, version, kind));
      return known.get(key);
    },
  };
}

function schemaFile(
  folder: string,
  fileSystem: FileSystem,
  group: string,
  version: string,
  kind: string,
): JsonObject | undefined {
  if (![group, version, kind].every((part) => PATH_PART.test(part))) return undefined;
  const file = `${folder}/${group}/${kind.toLowerCase()}_${version}.json`;
  if (!exists(file, fileSystem)) return undefined;
  const read = readValue(fileSystem, file);
  if (!isReadValue(read)) throw new SettingsError([read]);
  if (!isPlainObject(read.value)) throw new SettingsError([{ file, message: 'is no JSON schema: it holds no object' }]);
  return read.value;
}

function exists(file: string, fileSystem: FileSystem): boolean {
  try {
    return fileSystem.stat(file).kind === 'file';
  } catch {
    return false;
  }
}

function definitionsIn(folder: string, fileSystem: FileSystem): Map<string, JsonObject> {
  const { manifests, problems } = readManifests([folder], { fileSystem: withoutJson(fileSystem) });
  const unreadable = problems.filter(({ file, message }) => file !== folder || !message.startsWith('holds no'));
  if (unreadable.length > 0) throw new SettingsError(unreadable);
  return new Map(
    manifests
      .filter(({ kind, group }) => kind === CUSTOM_RESOURCE_DEFINITION && group === 'apiextensions.k8s.io')
      .flatMap(({ json }) => schemasOf(json)),
  );
}

/** Schemas in JSON are many and large, and read by their names. */
function withoutJson(fileSystem: FileSystem): FileSystem {
  return {
    ...fileSystem,
    list: (path) => fileSystem.list(path).filter((name) => !name.endsWith('.json')),
  };
}

function schemasOf(definition: JsonObject): [string, JsonObject][] {
  const spec = objectAt(definition, 'spec');
  const { kind } = objectAt(spec, 'names');
  const versions = Array.isArray(spec.versions) ? spec.versions.filter(isPlainObject) : [];
  return versions
    .filter((version) => isPlainObject(objectAt(version, 'schema').openAPIV3Schema))
    .map((version) => [
      keyOf(String(spec.group), String(version.name), String(kind)),
      objectAt(version, 'schema', 'openAPIV3Schema'),
    ]);
}

function keyOf(group: string, version: string, kind: string): string {
  return `${group}/${version}/${kind}`;
}
