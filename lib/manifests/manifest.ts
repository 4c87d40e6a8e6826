import { isPlainObject, type JsonObject } from '../private/json';
import type { ObjectRef } from './object-ref';
import type { Origin } from './origin';

/** A Kubernetes object as it would be applied, and where it comes from. */
export interface Manifest {
  readonly json: JsonObject;
  readonly origin: Origin;
  readonly apiVersion: string;
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty where the API server gives the name (`generateName`). */
  readonly name: string;
  readonly namespaceName: string | undefined;
}

/** Describes an object; what is missing of its identity is empty. */
export function manifestOf(json: JsonObject, origin: Origin): Manifest {
  const metadata = isPlainObject(json.metadata) ? json.metadata : {};
  const apiVersion = textOf(json.apiVersion) ?? '';
  return {
    json,
    origin,
    apiVersion,
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    kind: textOf(json.kind) ?? '',
    name: textOf(metadata.name) ?? '',
    namespaceName: textOf(metadata.namespace),
  };
}

/** Names the object that a manifest describes. */
export function refOf({ apiVersion, kind, name, namespaceName }: Manifest): ObjectRef {
  return namespaceName === undefined ? { apiVersion, kind, name } : { apiVersion, kind, name, namespaceName };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
