import { titleOf } from '../manifests/object-ref';
import { isPlainObject } from '../private/json';
import { show } from '../private/show';

/** The metadata that every Kubernetes object has. */
export interface ManifestMetadata {
  name: string;
  namespace?: string;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  [key: string]: any;
}

/** A Kubernetes object as `kubectl apply` takes it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ManifestMetadata;
  [key: string]: any;
}

/** Whether a value looks like a manifest: an object with `apiVersion` and `kind`. */
export function isManifest(value: unknown): value is Manifest {
  return isPlainObject(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string';
}

/**
 * Copies a value and checks that it is a manifest. A `v1` List is taken apart, as kubectl does.
 *
 * @param source where the value comes from, for the error: `dist/app.k8s.yaml, document 2`
 * @throws Error that names the source and what is missing
 */
export function toManifests(value: unknown, source: string): Manifest[] {
  if (!isPlainObject(value)) throw notAManifest(source, `it is ${show(value)}`);
  if (value.apiVersion === 'v1' && value.kind === 'List' && Array.isArray(value.items)) {
    return value.items.flatMap((item, index) => toManifests(item, `${source}, item ${index + 1} of the List`));
  }
  for (const key of ['apiVersion', 'kind']) {
    if (typeof value[key] !== 'string' || value[key] === '') throw notAManifest(source, missing(key, value[key]));
  }
  const name = isPlainObject(value.metadata) ? value.metadata.name : undefined;
  if (typeof name !== 'string' || name === '') throw notAManifest(source, missing('metadata.name', name));
  return [JSON.parse(JSON.stringify(value)) as Manifest];
}

/** Names a manifest in a message: `Deployment 'iris' in namespace 'vision'`. */
export function describe({ kind, metadata }: Manifest): string {
  return titleOf({ kind, name: metadata.name, namespaceName: metadata.namespace });
}

function missing(key: string, value: unknown): string {
  return `${key} must be a text that is not empty, got ${show(value)}`;
}

function notAManifest(source: string, reason: string): Error {
  return new Error(
    `${source} is not a Kubernetes manifest: ${reason}; kubectl apply would refuse it too, so take it out of what is read`,
  );
}
