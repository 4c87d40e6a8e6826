import { knownKind } from '../../../manifests/kinds';
import { groupOf } from '../../../manifests/object-ref';
import type { JsonObject } from '../../../private/json';
import { childOrEmpty, text } from '../fields';

/** The spec of the pods in an object of a kind of Kubernetes' own, and the JSON pointer to it. */
export function podPlaceOf(object: JsonObject): { readonly at: string; readonly spec: JsonObject } | undefined {
  const { podSpec, versions } = knownKind(groupOf(text(object, 'apiVersion')), text(object, 'kind')) ?? {};
  if (!podSpec || !versions) return undefined;
  const spec = podSpec.reduce<JsonObject>((holder, key) => childOrEmpty(holder, key), object);
  return { at: `/${podSpec.join('/')}`, spec };
}
