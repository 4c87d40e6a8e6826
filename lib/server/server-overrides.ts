import type { ObjectOverrides } from '../core/api-object';
import { type FieldRemoval, readSteps } from '../private/field-removal';
import { atFirstUse } from '../private/first-use';
import { isPlainObject, type JsonObject } from '../private/json';
import { nearestWithin } from '../private/nearest';
import { directiveProblems } from '../private/merge';
import type { Problems } from '../private/problems';
import { membersOf } from '../private/struct-members';
import { alternatives, show } from '../private/show';

/**
 * Fields to merge into the finished manifests, for what this library has no prop for.
 *
 * Objects merge key by key, lists of named things (containers, env, ports, volumes) by name, mounts by path; other
 * lists and values are replaced, what `removals` names goes. `{ name: 'tmp', $patch: 'delete' }` removes one of a list,
 * `{ $patch: 'replace' }` as an item has the others replace the list, and `$setElementOrder/env: [{ name: 'B' }, { name:
 * 'A' }]` says in which order a list stands: the directives of Kubernetes' strategic merge patches. Checks run
 * afterwards. JSON patches on the exposed `ApiObject`s work as well.
 *
 * In TypeScript `null` removes a field too; from Python, Java, Go and C# it does not arrive: write `removals` there.
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
   * Merged into the Rollout, which a release by Argo Rollouts has in place of Deployments.
   *
   * @default - nothing
   */
  readonly rollout?: { readonly [key: string]: unknown };

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

  /**
   * Merged into the ScaledObject of KEDA.
   *
   * @default - nothing
   */
  readonly scaledObject?: { readonly [key: string]: unknown };

  /**
   * Fields and named items to remove after everything is merged: paths that begin with the member for the object, names
   * of items and keys with dots in brackets. `deployment.spec.replicas`,
   * `deployment.spec.template.spec.containers['iris'].livenessProbe`, `service.metadata.annotations['example.com/team']`.
   *
   * A path to what is not there is an error at synthesis. By position in a list, use `JsonPatch.remove`.
   *
   * @default - nothing
   */
  readonly removals?: string[];
}

/** The objects that overrides can be for. */
export type OverriddenObject = Exclude<keyof ServerOverrides, 'removals'>;

const IDENTITY = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];
const objects = atFirstUse(() =>
  Object.fromEntries(Object.entries(membersOf('ServerOverrides')).filter(([member]) => member !== 'removals')),
);

/** One of the removals, and of which object. */
interface ObjectRemoval extends FieldRemoval {
  readonly object: string;
}

/** The overrides of one object. */
export function overridesOf(overrides: ServerOverrides | undefined, object: OverriddenObject): ObjectOverrides {
  const removals = removalsOf(overrides).filter((removal) => removal.object === object);
  return { object, fields: overrides?.[object], removals };
}

/** The removals that can be read. */
export function removalsOf(overrides: ServerOverrides | undefined): ObjectRemoval[] {
  const paths: readonly unknown[] = Array.isArray(overrides?.removals) ? overrides.removals : [];
  return paths.flatMap((path, index) => {
    const [object, ...steps] = (typeof path === 'string' && readSteps(path)) || [];
    if (object === undefined) return [];
    return [{ property: `overrides.removals[${index}]`, path: path as string, object, steps }];
  });
}

/** Checks that overrides are objects and leave the identity of the objects alone. */
export function checkOverrides(problems: Problems, overrides: ServerOverrides = {}): void {
  const { removals, ...fields } = overrides;
  problems.add(removalProblems(removals));
  for (const [object, changes] of Object.entries(fields) as [string, unknown][]) {
    if (changes === undefined) continue;
    const property = `overrides.${object}`;
    if (!Object.hasOwn(objects(), object)) {
      problems.add(`overrides must be for ${alternatives(Object.keys(objects()))}, got ${show(object)}`);
    } else if (!isPlainObject(changes)) {
      problems.add(`${property} must be a plain object with the fields to merge, got ${show(changes)}`);
    } else
      problems.add(
        shapeProblems(property, changes),
        identityProblems(property, changes),
        directiveProblems(property, changes),
      );
  }
}

/** Checks that there is an object for each of the overrides. */
export function checkOverridden(
  problems: Problems,
  overrides: ServerOverrides = {},
  made: readonly OverriddenObject[],
): void {
  const isMissing = (object: string): boolean =>
    Object.hasOwn(objects(), object) && !made.includes(object as OverriddenObject);
  for (const object of Object.keys(overrides).filter(isMissing) as OverriddenObject[]) {
    if (overrides[object] === undefined) continue;
    problems.add(`overrides.${object} is for an object that this server does not have; remove it`);
  }
  for (const { property, object, path } of removalsOf(overrides)) {
    if (!isMissing(object)) continue;
    problems.add(`${property} is for an object that this server does not have, got ${show(path)}; remove it`);
  }
}

function removalProblems(removals: unknown): string[] {
  if (removals === undefined || removals === null) return [];
  if (!Array.isArray(removals)) return [`overrides.removals must be a list of paths, got ${show(removals)}`];
  return removals.flatMap((path: unknown, index) => removalProblem(`overrides.removals[${index}]`, path) ?? []);
}

function removalProblem(property: string, path: unknown): string | undefined {
  const [object, ...steps] = (typeof path === 'string' && readSteps(path)) || [];
  if (object === undefined)
    return `${property} must be a path such as 'deployment.spec.replicas', names of items in brackets (containers['iris']), got ${show(path)}`;
  if (!Object.hasOwn(objects(), object)) {
    const nearest = nearestWithin(object.replaceAll('_', '').toLowerCase(), Object.keys(objects()));
    const hint = nearest === undefined ? '' : `; did you mean ${show(nearest)}?`;
    return `${property} must begin with ${alternatives(Object.keys(objects()))}, got ${show(path)}${hint}`;
  }
  if (steps.length === 0 || (steps.length === 1 && ['metadata', 'spec'].includes(steps[0])))
    return `${property} must lead to a field inside of metadata or spec, got ${show(path)}`;
  if (!IDENTITY.includes(steps.join('.'))) return undefined;
  return `${property} must not remove ${steps.join('.')}: other objects refer to it`;
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
