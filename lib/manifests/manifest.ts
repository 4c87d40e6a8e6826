import { isPlainObject, type JsonObject } from '../private/json';
import { groupOf, type ObjectRef } from './object-ref';
import type { Origin } from './origin';
import type { ReleaseSide } from './release-side';

/** A Kubernetes object as it will be applied, and where it comes from. */
export interface Manifest extends ObjectRef, MakerFacts {
  readonly json: JsonObject;
  readonly origin: Origin;
  /** API group; empty for the core group. */
  readonly group: string;
  readonly namespaceName: string | undefined;
}

/** What whoever made a manifest knows of it and the manifest does not say. */
export interface MakerFacts {
  /** What it refers to and somebody else makes, as `<kind> <namespace>/<name>`. */
  readonly madeElsewhere?: readonly string[];
  /** Of a route: the gateway that serves it, with its pods where they are known. */
  readonly servedBy?: ServingGateway;
  /** What it is of a release. */
  readonly releaseSide?: ReleaseSide;
  /** Namespace of the tenant in which it was declared. */
  readonly tenantNamespace?: string;
  /** The custom resource of which an operator makes it: nobody wrote it. */
  readonly madeBy?: ObjectRef;
  /** Whether the operator makes another one each time, under another name: none is ever changed. */
  readonly isMadeAnew?: boolean;
  /** The object that makes its pods in its place, and scales it to none once they are there. */
  readonly scaledDownFor?: ObjectRef;
}

/** The gateway that a route was made for. */
export interface ServingGateway {
  /** Where its pods run; nothing where that is not known. */
  readonly pods?: { readonly namespaceName: string; readonly podLabels?: { readonly [key: string]: string } };
  /** The implementation of the Gateway API; nothing where that is not known. */
  readonly implementation?: string;
}

/** Describes an object. */
export function manifestOf(json: JsonObject, origin: Origin): Manifest {
  const metadata = isPlainObject(json.metadata) ? json.metadata : {};
  const apiVersion = String(json.apiVersion);
  return {
    json,
    origin,
    apiVersion,
    group: groupOf(apiVersion),
    kind: String(json.kind),
    name: typeof metadata.name === 'string' ? metadata.name : '',
    namespaceName: typeof metadata.namespace === 'string' ? metadata.namespace : undefined,
  };
}

/** The reference to a manifest, without the rest of it. */
export function refOf({ apiVersion, kind, name, namespaceName }: Manifest): ObjectRef {
  return { apiVersion, kind, name, ...(namespaceName !== undefined && { namespaceName }) };
}
