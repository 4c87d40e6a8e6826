import type { JsonObject } from '../../../private/json';
import { ownField } from './fields';

/** Groups whose kinds the API server itself defines: their types, defaults and merge keys are known. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

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
    isBuiltIn: BUILT_IN_GROUPS.has(group),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
