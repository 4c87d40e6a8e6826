import { byCodeUnit, isPlainObject, type JsonObject } from '../private/json';
import type { ResolvedObject } from '../preflight/manifest-set';

/** A manifest and the name of the chart it belongs to. */
export interface PlacedObject extends ResolvedObject {
  readonly chartName: string;
}

/** A file to be written: its base name and its documents in order. */
export interface ManifestFile {
  readonly baseName: string;
  readonly manifests: JsonObject[];
}

/**
 * The file that is applied first: kubectl takes files in byte order, digits before letters. The name never changes, so
 * that no file is ever renamed by another.
 */
export const NAMESPACES_FILE = '00-namespaces';

/** What must exist before the first pod of a namespace. */
const BEFORE_PODS: readonly string[] = ['Namespace', 'ResourceQuota', 'LimitRange'];

/** What pods refer to. */
const BEFORE_SERVERS: readonly string[] = [
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
];

/** What sends requests to servers. */
const ROUTES: readonly string[] = [
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'IngressRoute',
  'TraefikService',
  'Middleware',
  'Mapping',
];

/**
 * Sorts manifests into files: namespaces with their budgets first, everything else in the file of its chart. Within a
 * file configuration comes before servers, routes after, and a policy that shuts everything out last, so that applying
 * the file to a live namespace cuts nothing off in between.
 */
export function layOut(objects: readonly PlacedObject[], extension = '.k8s.yaml'): ManifestFile[] {
  const files = new Map<string, PlacedObject[]>();
  for (const object of objects) {
    const baseName = object.group === '' && BEFORE_PODS.includes(object.kind) ? NAMESPACES_FILE : object.chartName;
    const file = files.get(baseName);
    if (file) file.push(object);
    else files.set(baseName, [object]);
  }
  return [...files]
    .sort(([a], [b]) => byCodeUnit(a + extension, b + extension)) // 'iris-v2.k8s.yaml' comes before 'iris.k8s.yaml'
    .map(([baseName, placed]) => ({
      baseName,
      manifests: placed.sort(baseName === NAMESPACES_FILE ? byNamespace : byStage).map(({ manifest }) => manifest),
    }));
}

function byNamespace(a: PlacedObject, b: PlacedObject): number {
  const name = (object: PlacedObject): string =>
    object.kind === 'Namespace' ? object.name : (object.namespaceName ?? '');
  return (
    byCodeUnit(name(a), name(b)) ||
    BEFORE_PODS.indexOf(a.kind) - BEFORE_PODS.indexOf(b.kind) ||
    byCodeUnit(a.name, b.name)
  );
}

/** Within a stage objects keep the order of declaration (the sort is stable). */
function byStage(a: PlacedObject, b: PlacedObject): number {
  return stageOf(a) - stageOf(b);
}

function stageOf(object: PlacedObject): number {
  if (BEFORE_SERVERS.includes(object.kind)) return 0;
  if (ROUTES.includes(object.kind)) return 2;
  return object.kind === 'NetworkPolicy' && shutsEverythingOut(object.manifest.spec) ? 3 : 1;
}

function shutsEverythingOut(spec: unknown): boolean {
  if (!isPlainObject(spec) || !isNothing(spec.ingress) || !isNothing(spec.egress)) return false;
  const { matchLabels, matchExpressions } = isPlainObject(spec.podSelector) ? spec.podSelector : {};
  return isNothing(matchLabels) && isNothing(matchExpressions);
}

/** Nothing at all, or a list or map with nothing in it: the API server makes no difference here. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || Object.keys(value).length === 0;
}
