import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt } from '../../private/json';
import { LABEL, MANAGED_BY } from '../../private/labels';
import { oncePerSet } from '../once-per-set';
import { type PodGroup, podGroupsOf } from '../selection/pod-groups';
import { poolReferences } from './pool-references';
import { serviceReferences } from './service-references';

/** Labels that tell the pods of one workload from those of others, by convention. */
const TELLING: readonly string[] = ['app', 'k8s-app', LABEL.NAME, LABEL.INSTANCE];
/** Pods that end take no requests. */
const ENDING: readonly string[] = ['Job', 'CronJob'];

/** Pods that a Service or pool is for and does not select. */
export interface MeantPods {
  readonly group: PodGroup;
  /** What they carry in place of the labels that are selected. */
  readonly labels: JsonObject;
}

/**
 * The pods that a Service or pool is for where its selector shares no key with any pod of the namespace. They may come from
 * elsewhere, so it is said of two alone: what is of one server or release with a workload, as their labels say, and what a
 * route leads to whose selector names a workload by another key (`app: iris` in place of `app.kubernetes.io/name: iris`).
 */
export function meantPods(set: ManifestSet, selecting: Manifest, selector: JsonObject): MeantPods | undefined {
  const groups = podGroupsOf(set)
    .inNamespace(selecting.namespaceName)
    .filter(({ manifest }) => !ENDING.includes(manifest.kind));
  const own = ownerOf(selecting);
  const ofOne = own === undefined ? undefined : groups.find(({ manifest }) => ownerOf(manifest) === own);
  const named = ofOne ?? (isRouted(set, selecting) ? groups.find((group) => isNamedIn(group, selector)) : undefined);
  return named && { group: named, labels: tellingOf(named, selector) };
}

/** The server or release that an object of ours belongs to. */
function ownerOf({ json }: Manifest): string | undefined {
  const labels = objectAt(json, 'metadata', 'labels');
  const name = labels[LABEL.NAME];
  return labels[LABEL.MANAGED_BY] === MANAGED_BY && typeof name === 'string' ? name : undefined;
}

function isNamedIn({ manifest, labels }: PodGroup, selector: JsonObject): boolean {
  const values = Object.values(selector);
  return values.includes(manifest.name) && Object.values(labels).length > 0;
}

/** Labels of the same value, else those that are telling, else all. */
function tellingOf({ labels }: PodGroup, selector: JsonObject): JsonObject {
  const values = Object.values(selector);
  const entries = Object.entries(labels);
  const same = entries.filter(([, value]) => values.includes(value));
  const telling = entries.filter(([key]) => TELLING.includes(key));
  return Object.fromEntries([same, telling, entries].find((some) => some.length > 0) ?? []);
}

function isRouted(set: ManifestSet, { kind, namespaceName, name }: Manifest): boolean {
  return routedOf(set).has(keyOf(kind, namespaceName, name));
}

const routedOf = oncePerSet((set): ReadonlySet<string> => {
  const services = serviceReferences(set).map(({ namespaceName, name }) => keyOf('Service', namespaceName, name));
  const pools = poolReferences(set).map(({ namespaceName, name }) => keyOf('InferencePool', namespaceName, name));
  return new Set([...services, ...pools]);
});

function keyOf(kind: string, namespaceName: string | undefined, name: string): string {
  return `${kind} ${namespaceName ?? ''}/${name}`;
}
