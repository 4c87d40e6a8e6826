import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { isPlainObject, type JsonObject } from '../private/json';
import { deepMerge } from '../private/merge';
import { holdNamesOf } from './unmatched-overrides';

/** An object to be made: its metadata and other fields now, its spec when everything about it is known. */
export interface ObjectParts {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject;
  /** Fields besides the spec. */
  readonly fields?: JsonObject;
  readonly spec?: () => JsonObject;
}

/** Puts an object into a plain `ApiObject`, with the user's overrides merged in. */
export function addApiObject(scope: Construct, id: string, parts: ObjectParts, overrides?: JsonObject): ApiObject {
  const { apiVersion, kind, metadata, fields, spec } = parts;
  const made: JsonObject = { apiVersion, kind, metadata };
  Object.assign(made, fields);
  const specOverrides = overrides?.spec;
  const props = overrides === undefined ? made : deepMerge(made, { ...overrides, spec: undefined });
  if (spec) {
    if (isPlainObject(specOverrides)) holdNamesOf(scope, kind, spec, specOverrides);
    props.spec = Lazy.any({
      produce: () => (specOverrides === undefined ? spec() : deepMerge(spec(), specOverrides as JsonObject)),
    }) as unknown;
  }
  return new ApiObject(scope, id, props as unknown as ApiObjectProps);
}
