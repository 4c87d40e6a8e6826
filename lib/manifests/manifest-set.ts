import type { ReleaseSide } from '../core/release-side';
import { isPlainObject, type JsonObject } from '../private/json';

/** A manifest as it will be written, and the construct it comes from. */
export interface ResolvedObject {
  /** Path of the construct. */
  readonly path: string;
  readonly manifest: JsonObject;
  readonly apiVersion: string;
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty where the API server gives the name (`generateName`). */
  readonly name: string;
  readonly namespaceName: string | undefined;
  /** What it refers to and somebody else makes, as `<kind> <namespace>/<name>`. */
  readonly madeElsewhere?: readonly string[];
  /** What it is of a release. */
  readonly releaseSide?: ReleaseSide;
}

/** Describes a manifest. */
export function resolvedObject(path: string, manifest: JsonObject): ResolvedObject {
  const metadata = isPlainObject(manifest.metadata) ? manifest.metadata : {};
  const apiVersion = String(manifest.apiVersion);
  return {
    path,
    manifest,
    apiVersion,
    group: apiVersion.includes('/') ? apiVersion.split('/')[0] : '',
    kind: String(manifest.kind),
    name: typeof metadata.name === 'string' ? metadata.name : '',
    namespaceName: typeof metadata.namespace === 'string' ? metadata.namespace : undefined,
  };
}

/** How messages call an object: `Deployment 'iris' in namespace 'vision'`. */
export function titleOf({ kind, name, namespaceName }: ResolvedObject): string {
  return `${kind} '${name}'${namespaceName === undefined ? '' : ` in namespace '${namespaceName}'`}`;
}

/** All manifests of an app, indexed once. */
export class ManifestSet {
  private readonly byKind = new Map<string, ResolvedObject[]>();

  public constructor(public readonly objects: readonly ResolvedObject[]) {
    for (const object of objects) {
      const ofKind = this.byKind.get(object.kind);
      if (ofKind) ofKind.push(object);
      else this.byKind.set(object.kind, [object]);
    }
  }

  /** The objects of a kind, in the order they were declared. */
  public ofKind(kind: string): readonly ResolvedObject[] {
    return this.byKind.get(kind) ?? [];
  }
}
