import { isKubernetesGroup } from '../../../manifests/kinds';
import type { JsonObject } from '../../../private/json';
import { ownField } from './fields';

/** What an object is: `Deployment.apps`, `Service`, `HTTPRoute.gateway.networking.k8s.io`. */
export interface ObjectKind {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  /** Kind and group, as kubectl writes them. */
  readonly qualified: string;
  /** Whether the API server defines the kind itself, rather than a CustomResourceDefinition. */
  readonly isBuiltIn: boolean;
}

/** Reads what an object is; empty texts where it does not say. */
export function kindOf(object: JsonObject): ObjectKind {
  const [apiVersion, kind] = [textOf(ownField(object, 'apiVersion')), textOf(ownField(object, 'kind'))];
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return {
    kind,
    group,
    version: apiVersion.slice(slash + 1),
    qualified: group === '' ? kind : `${kind}.${group}`,
    isBuiltIn: isKubernetesGroup(group),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
