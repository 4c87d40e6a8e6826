import { type ApiObject, type Chart, YamlOutputType } from 'cdk8s';
import type { Manifest } from '../manifests/manifest';
import { shownPath } from '../manifests/origin';
import { routingKinds } from '../model/routing/routing-kinds';
import { append } from '../private/append';
import { atFirstUse } from '../private/first-use';
import { byCodeUnit, isPlainObject, objectAt } from '../private/json';
import { BEFORE_PODS, byBytes, comesBeforePods, fileNameOf } from './file-names';

/** A manifest, the construct it comes from and the chart around it. */
export interface PlacedObject extends Manifest {
  readonly object: ApiObject;
  readonly chart: Chart;
  /** Path of the construct. */
  readonly path: string;
}

/** A file to be written: its name with the extension, and its documents in order. */
export interface ManifestFile {
  readonly name: string;
  readonly objects: readonly PlacedObject[];
}

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
  'DeviceClass',
  'ResourceClaim',
  'ResourceClaimTemplate',
];

/** What sends requests to servers: routes, their certificates, and routes of Ambassador. */
const routes = atFirstUse((): readonly string[] => [
  ...routingKinds().map(({ kind }) => kind),
  'Certificate',
  'Mapping',
]);

/**
 * Sorts manifests into files: namespaces with their budgets first, everything else in the file of its chart. Within a
 * file configuration comes before servers, routes after, and a policy that shuts everything out last, so that applying
 * the file to a live namespace cuts nothing off in between.
 */
export function layOut(
  objects: readonly PlacedObject[],
  extension = '.k8s.yaml',
  outputType = YamlOutputType.FILE_PER_CHART,
): ManifestFile[] {
  const files = new Map<string, PlacedObject[]>();
  for (const object of objects) {
    const name = fileNameOf(object, object.chart, outputType) + extension;
    append(files, name, object);
  }
  return [...files].sort(([a], [b]) => byBytes(a, b)).map(([name, placed]) => ({ name, objects: placed.sort(inFile) }));
}

/** Files of resources that would be one file where letter case does not count. */
export function fileNameProblems(files: readonly ManifestFile[], outputType: YamlOutputType): string[] {
  // Of files and folders named by charts this is known from the charts.
  if (outputType === YamlOutputType.FILE_PER_CHART) return [];
  const owners = new Map<string, PlacedObject>();
  return files.flatMap(({ name, objects: [object] }) => {
    const key = name.toLowerCase();
    const owner = owners.get(key);
    owners.set(key, owner ?? object);
    if (owner === undefined) return [];
    return [
      `${shownPath(object.path)} would write the same file as ${shownPath(owner.path)} (letter case aside), got '${name}'; give it another name`,
    ];
  });
}

/** Within a stage objects keep the order of declaration (the sort is stable); namespaces and budgets go by name. */
function inFile(a: PlacedObject, b: PlacedObject): number {
  const [first, second] = [stageOf(a), stageOf(b)];
  return first - second || (first < 0 ? byNamespace(a, b) : 0);
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

function stageOf(object: PlacedObject): number {
  if (comesBeforePods(object)) return -1;
  if (BEFORE_SERVERS.includes(object.kind)) return 0;
  if (routes().includes(object.kind)) return 2;
  if (object.kind !== 'NetworkPolicy' || !selectsEveryPod(object.json.spec)) return 1;
  return isNothing(objectAt(object.json, 'spec').ingress) && isNothing(objectAt(object.json, 'spec').egress) ? 4 : 3;
}

/** Such a policy shuts out whatever no policy before it has opened. */
function selectsEveryPod(spec: unknown): boolean {
  if (!isPlainObject(spec)) return false;
  const { matchLabels, matchExpressions } = isPlainObject(spec.podSelector) ? spec.podSelector : {};
  return isNothing(matchLabels) && isNothing(matchExpressions);
}

/** Nothing at all, or a list or map with nothing in it: the API server makes no difference here. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || Object.keys(value).length === 0;
}
