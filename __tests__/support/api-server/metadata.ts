import { builtInKind, isNamespaced } from './kinds';
import { annotationProblems, labelProblems } from './labels';
import { at, dns1123Label, dns1123Subdomain } from './names';
import type { ObjectRule } from './rules';

const serverOwned = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];

/** Names, labels and annotations of an object. */
export const metadataRule: ObjectRule = function* (manifest) {
  const { name, namespace, labels, annotations } = manifest.metadata;
  const nameOf = builtInKind(manifest.apiVersion, manifest.kind)?.name ?? dns1123Subdomain;
  yield* at('metadata.name', nameOf(name));
  if (manifest.kind === 'CronJob' && name.length > 52)
    yield 'metadata.name must be at most 52 characters for a CronJob';
  if (!isNamespaced(manifest)) {
    if (namespace !== undefined) yield `metadata.namespace must be absent, a ${manifest.kind} belongs to the cluster`;
  } else if (namespace === undefined) {
    yield 'metadata.namespace is required';
  } else {
    yield* at('metadata.namespace', dns1123Label(namespace));
  }
  yield* labelProblems('metadata.labels', labels);
  yield* annotationProblems('metadata.annotations', annotations);
  for (const field of serverOwned) {
    if (manifest.metadata[field] !== undefined) yield `metadata.${field} is the server's to write`;
  }
  if (manifest.status !== undefined) yield "status is the server's to write";
};
