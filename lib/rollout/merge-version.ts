import { type FieldRemoval, saysField } from '../private/field-removal';
import { isPlainObject, type JsonObject } from '../private/json';
import { type Kind, membersOf } from '../private/struct-members';
import type { EnvironmentOptions } from '../server/environment';
import type { ModelServerProps, ServerOptions } from '../server/server-options';
import { type OverriddenObject, removalsOf, type ServerOverrides } from '../server/server-overrides';
import type { VersionOptions } from './version-options';

const ENVIRONMENT = ['env', 'envFromSecrets', 'envFromConfigMaps'] as const;

/**
 * The options of one side: those that both sides share, with what the version says in their place. Both have been held
 * against their structs, so that lists are lists and objects are objects.
 */
export function mergeVersion(server: ServerOptions, version: Partial<VersionOptions>): ModelServerProps {
  const shared: JsonObject = {
    ...server,
    // The numbers of a version take the place of whatever decides them otherwise.
    ...(version.replicas !== undefined && { autoscaling: undefined }),
    ...(version.autoscaling !== undefined && { replicas: undefined }),
    // The Service belongs to the release.
    overrides: withoutService(server.overrides),
  };
  const merged = Object.entries(membersOf('VersionOptions')).map(([member, kind]) => [
    member,
    mergedMember(kind, shared[member], (version as JsonObject)[member]),
  ]);
  return { ...shared, ...Object.fromEntries(merged), ...mergedEnvironment(server, version) } as ModelServerProps;
}

/** Maps and manifests key by key, lists of what has a name by name; everything else is the version's as a whole. */
function mergedMember(kind: Kind, base: unknown, change: unknown): unknown {
  if (base === undefined || change === undefined) return change ?? base;
  if (kind === 'map') return { ...base, ...change };
  if (typeof kind !== 'object') return change;
  if ('fields' in kind) return mergedOverrides(base as ServerOverrides, change as ServerOverrides);
  return 'by' in kind ? mergedList(base as unknown[], change as unknown[], kind.by) : change;
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

/** Items of the same name stand where the server's stood: the order of containers is the order in which they start. */
function mergedList(base: readonly unknown[], changes: readonly unknown[], key: string): readonly unknown[] {
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

function withoutService(overrides: ServerOverrides | undefined): ServerOverrides {
  const ofService = removalsOf(overrides).filter(({ object }) => object === 'service');
  return { ...overrides, service: undefined, removals: withoutPaths(overrides?.removals, ofService) };
}

/** Fields one by one, and all removals; the server's leave alone what the version sets. */
function mergedOverrides(base: ServerOverrides, change: ServerOverrides): JsonObject {
  const { removals, ...fields } = base;
  const { removals: more, ...changes } = change;
  const saidBy = removalsOf(base).filter(({ object, steps }) => saysField(changes[object as OverriddenObject], steps));
  return {
    ...mergedFields(fields, changes),
    removals: concatenated(withoutPaths(removals, saidBy), more),
  };
}

function withoutPaths(removals: string[] | undefined, left: readonly FieldRemoval[]): string[] | undefined {
  if (!Array.isArray(removals)) return removals;
  return removals.filter((path) => !left.some((removal) => removal.path === path));
}

/** What is no list is checked, and told, where it is used. */
function concatenated(base: string[] | undefined, more: string[] | undefined): string[] | undefined {
  return Array.isArray(base) && Array.isArray(more) ? [...base, ...more] : (more ?? base);
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
