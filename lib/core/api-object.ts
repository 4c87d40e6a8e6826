import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { isPlainObject, type JsonObject } from '../private/json';
import { deepMerge } from '../private/merge';
import { type FieldRemoval, withoutField } from '../private/field-removal';
import { holdNamesOf, holdRemovalsOf } from './unmatched-overrides';

/** An object to be made: its metadata and other fields now, its spec when everything about it is known. */
export interface ObjectParts {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject;
  /** Fields besides the spec. */
  readonly fields?: JsonObject;
  readonly spec?: () => JsonObject;
}

/** What a user changes in an object. */
export interface ObjectOverrides {
  /** What the object is called in paths. */
  readonly object: string;
  /** Fields to merge. */
  readonly fields?: JsonObject;
  readonly removals: readonly FieldRemoval[];
}

/** Puts an object into a plain `ApiObject`, with the user's overrides merged in. */
export function addApiObject(scope: Construct, id: string, parts: ObjectParts, overrides?: ObjectOverrides): ApiObject {
  const { apiVersion, kind, metadata, fields, spec } = parts;
  const { spec: specChanges, ...changes } = overrides?.fields ?? {};
  const head = deepMerge({ apiVersion, kind, metadata, ...fields }, changes);
  const removals = overrides?.removals ?? [];
  const props = without(head, removals);
  const merged = (): JsonObject => ({ spec: mergedSpec(spec?.() ?? {}, specChanges) });
  if (spec) {
    // What is removed is not there to be meant.
    const left = (): JsonObject => without({ spec: spec() }, removals).spec as JsonObject;
    if (isPlainObject(specChanges)) holdNamesOf(scope, kind, left, specChanges);
    // Everything is known of it at synthesis only.
    props.spec = Lazy.any({ produce: () => without(merged(), removals).spec }) as unknown;
  }
  if (overrides && removals.length > 0) {
    holdRemovalsOf(scope, overrides.object, removals, () => (spec ? { ...head, ...merged() } : head));
  }
  return new ApiObject(scope, id, props as unknown as ApiObjectProps);
}

/** The spec of an object with the user's overrides. */
export function overriddenSpec(made: JsonObject, { fields, removals }: ObjectOverrides): JsonObject {
  return without({ spec: mergedSpec(made, fields?.spec) }, removals).spec as JsonObject;
}

function mergedSpec(made: JsonObject, changes: unknown): JsonObject {
  return isPlainObject(changes) ? deepMerge(made, changes) : made;
}

function without(object: JsonObject, removals: readonly FieldRemoval[]): JsonObject {
  return removals.reduce((rest, { steps }) => withoutField(rest, steps), object);
}
