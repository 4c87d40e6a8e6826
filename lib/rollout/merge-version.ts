import { isPlainObject, type JsonObject } from '../private/json';
import type { EnvironmentOptions } from '../server/environment';
import type { ModelServerProps, ServerOptions } from '../server/server-options';
import { SERVER_OPTIONS, VERSION_OPTIONS } from './release-shape';
import type { VersionOptions } from './version-options';

const ENVIRONMENT = ['env', 'envFromSecrets', 'envFromConfigMaps'] as const;
const MAPS = ['labels', 'podAnnotations'] as const;
/** Lists whose items are told apart by one of their members. */
const LISTS = { files: 'mountPath', volumes: 'name', initContainers: 'name', sidecars: 'name' } as const;

/**
 * The options of one side: those that both sides share, with what the version says in their place. Both have been held
 * against their shapes, so that lists are lists and objects are objects.
 */
export function mergeVersion(server: ServerOptions, version: Partial<VersionOptions>): ModelServerProps {
  // The Service belongs to the release.
  const overrides = { ...server.overrides, service: undefined };
  return {
    // Props that do not exist have been reported.
    ...known(server, SERVER_OPTIONS),
    // The numbers of a version take the place of whatever decides them otherwise.
    ...(version.replicas !== undefined && { autoscaling: undefined }),
    ...(version.autoscaling !== undefined && { replicas: undefined }),
    ...known(version, VERSION_OPTIONS),
    ...mergedEnvironment(server, version),
    ...Object.fromEntries(MAPS.map((map) => [map, joined(server[map], version[map])])),
    ...Object.fromEntries(
      Object.entries(LISTS).map(([list, key]) => [
        list,
        mergedList(server[list as keyof typeof LISTS], version[list as keyof typeof LISTS], key),
      ]),
    ),
    overrides: mergedFields(overrides, (version.overrides ?? {}) as JsonObject),
  } as unknown as ModelServerProps;
}

function known(options: object, shape: object): JsonObject {
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => value !== undefined && Object.hasOwn(shape, name)),
  );
}

/** A variable that a version gives in one way takes the place of the server's in any other. */
function mergedEnvironment(server: EnvironmentOptions, version: EnvironmentOptions): EnvironmentOptions {
  const names = new Set(ENVIRONMENT.flatMap((map) => Object.keys(version[map] ?? {})));
  const kept = (map: (typeof ENVIRONMENT)[number]): [string, unknown][] =>
    Object.entries<unknown>(server[map] ?? {}).filter(([name]) => !names.has(name));
  return Object.fromEntries(
    ENVIRONMENT.map((map) => [map, Object.fromEntries([...kept(map), ...Object.entries(version[map] ?? {})])]),
  );
}

function joined(base: object | undefined, changes: object | undefined): object | undefined {
  return base && changes ? { ...base, ...changes } : (changes ?? base);
}

/** Items of the same name stand where the server's stood: the order of containers is the order in which they start. */
function mergedList(
  base: readonly unknown[] | undefined,
  changes: readonly unknown[] | undefined,
  key: string,
): readonly unknown[] | undefined {
  if (!base || !changes) return changes ?? base;
  const nameOf = (item: unknown): unknown => (item as JsonObject | undefined)?.[key];
  const named = (name: unknown): unknown[] => changes.filter((change) => nameOf(change) === name);
  const names = [...new Set(base.map(nameOf))];
  return [
    ...base.flatMap((item, index) => {
      const replaced = named(nameOf(item));
      if (replaced.length === 0) return [item];
      return base.findIndex((other) => nameOf(other) === nameOf(item)) === index ? replaced : [];
    }),
    ...changes.filter((change) => !names.includes(nameOf(change))),
  ];
}

/** `null` is kept: it removes a field of the manifest. */
function mergedFields(base: JsonObject, changes: JsonObject): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) continue;
    const under = merged.get(key);
    merged.set(key, isPlainObject(under) && isPlainObject(change) ? mergedFields(under, change) : change);
  }
  return Object.fromEntries(merged);
}
