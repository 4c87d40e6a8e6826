import { isPlainObject, type JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';

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

/** Checks that overrides are objects and leave the identity of the objects alone. */
export function checkOverrides(problems: Problems, overrides: ServerOverrides = {}): void {
  for (const [object, changes] of Object.entries(overrides) as [string, unknown][]) {
    if (changes === undefined) continue;
    const property = `overrides.${object}`;
    if (!isPlainObject(changes)) {
      problems.add(`${property} must be a plain object with the fields to merge, got ${show(changes)}`);
      continue;
    }
    for (const path of IDENTITY) {
      if (valueAt(changes, path) !== undefined) {
        problems.add(
          `${property} must not set ${path}: other objects refer to it, use the props name or service.name, got ${show(valueAt(changes, path))}`,
        );
      }
    }
  }
}

function valueAt(object: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isPlainObject(value) ? value[key] : undefined), object);
}
