import { isPlainObject, type JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { membersOf } from '../private/struct-members';
import { alternatives, show } from '../private/show';

/**
 * Fields to merge into the finished manifests, for what this library has no prop for.
 *
 * Objects merge key by key, lists of named things (containers, env, ports, volumes) by name, mounts by path; other
 * lists and values are replaced, `null` removes a field. Checks run afterwards. JSON patches on the exposed
 * `ApiObject`s work as well.
 */
export interface ServerOverrides {
  /**
   * Merged into the Deployment.
   *
   * @default - nothing
   */
  readonly deployment?: { readonly [key: string]: unknown };

  /**
   * Merged into the LeaderWorkerSet, which a group has in place of a Deployment.
   *
   * @default - nothing
   */
  readonly leaderWorkerSet?: { readonly [key: string]: unknown };

  /**
   * Merged into the Service.
   *
   * @default - nothing
   */
  readonly service?: { readonly [key: string]: unknown };

  /**
   * Merged into the ServiceAccount, for example annotations that bind it to a cloud identity.
   *
   * @default - nothing
   */
  readonly serviceAccount?: { readonly [key: string]: unknown };

  /**
   * Merged into the PodDisruptionBudget.
   *
   * @default - nothing
   */
  readonly podDisruptionBudget?: { readonly [key: string]: unknown };

  /**
   * Merged into the NetworkPolicy.
   *
   * @default - nothing
   */
  readonly networkPolicy?: { readonly [key: string]: unknown };

  /**
   * Merged into the HorizontalPodAutoscaler.
   *
   * @default - nothing
   */
  readonly horizontalPodAutoscaler?: { readonly [key: string]: unknown };
}

const IDENTITY = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

/** The objects that overrides can be for; a name that is missing here does not compile. */
const OBJECTS = membersOf('ServerOverrides');

/** Checks that overrides are objects and leave the identity of the objects alone. */
export function checkOverrides(problems: Problems, overrides: ServerOverrides = {}): void {
  for (const [object, changes] of Object.entries(overrides) as [string, unknown][]) {
    if (changes === undefined) continue;
    const property = `overrides.${object}`;
    if (!Object.hasOwn(OBJECTS, object)) {
      problems.add(`overrides must be for ${alternatives(Object.keys(OBJECTS))}, got ${show(object)}`);
    } else if (!isPlainObject(changes)) {
      problems.add(`${property} must be a plain object with the fields to merge, got ${show(changes)}`);
    } else problems.add(shapeProblems(property, changes), identityProblems(property, changes));
  }
}

/** Checks that there is an object for each of the overrides. */
export function checkOverridden(
  problems: Problems,
  overrides: ServerOverrides = {},
  made: readonly (keyof ServerOverrides)[],
): void {
  for (const object of Object.keys(overrides) as (keyof ServerOverrides)[]) {
    if (overrides[object] === undefined || !Object.hasOwn(OBJECTS, object) || made.includes(object)) continue;
    problems.add(`overrides.${object} is for an object that this server does not have; remove it`);
  }
}

/** `null` removes a field, but an object without metadata or spec is none. */
function shapeProblems(property: string, changes: JsonObject): string[] {
  return ['metadata', 'spec']
    .filter((field) => changes[field] !== undefined && !isPlainObject(changes[field]))
    .map(
      (field) => `${property}.${field} must be a plain object with the fields to merge, got ${show(changes[field])}`,
    );
}

function identityProblems(property: string, changes: JsonObject): string[] {
  return IDENTITY.filter((path) => valueAt(changes, path) !== undefined).map(
    (path) =>
      `${property} must not set ${path}: other objects refer to it, use the props name or service.name, got ${show(valueAt(changes, path))}`,
  );
}

function valueAt(object: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isPlainObject(value) ? value[key] : undefined), object);
}
