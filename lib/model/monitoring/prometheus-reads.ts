import type { ClusterFacts } from '../../cluster/cluster-facts';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt } from '../../private/json';
import type { Labels } from '../../private/labels';
import { oncePerSet } from '../once-per-set';
import { selects } from '../selection/label-selector';

const GROUP = 'monitoring.coreos.com';

/** Fields by which a Prometheus selects what it reads: https://prometheus-operator.dev/docs/api-reference/api/ */
const READ = {
  PodMonitor: { own: 'podMonitorSelector', namespace: 'podMonitorNamespaceSelector' },
  ServiceMonitor: { own: 'serviceMonitorSelector', namespace: 'serviceMonitorNamespaceSelector' },
  PrometheusRule: { own: 'ruleSelector', namespace: 'ruleNamespaceSelector' },
} as const;

type ReadKind = keyof typeof READ;

/** An object that no Prometheus reads. */
export interface Unread {
  readonly manifest: Manifest;
  /** Whether it is its labels that are not selected; else those of its namespace. */
  readonly isByLabels: boolean;
  /** The Prometheus objects of the set; none where what is declared of the cluster says how one selects. */
  readonly readers: readonly Manifest[];
  /** Labels that are missing, where they are declared. */
  readonly missing: Labels;
}

/** Monitors and rules that no Prometheus selects: of the set, or else as it is declared of the cluster. */
export function unread(set: ManifestSet, { operator }: ClusterFacts): Unread[] {
  // Others read rules, and an agent monitors, by selectors of their own.
  const others = new Set<ReadKind>([
    ...(set.ofKind('ThanosRuler', GROUP).length > 0 ? (['PrometheusRule'] as const) : []),
    ...(set.ofKind('PrometheusAgent', GROUP).length > 0 ? (['PodMonitor', 'ServiceMonitor'] as const) : []),
  ]);
  const readers = set.ofKind('Prometheus', GROUP);
  return (Object.keys(READ) as ReadKind[])
    .filter((kind) => !others.has(kind))
    .flatMap((kind) =>
      set.ofKind(kind, GROUP).flatMap((manifest) => {
        if (readers.length > 0) return byNone(set, kind, manifest, readers);
        return operator ? undeclared(set, kind, manifest, operator) : [];
      }),
    );
}

function byNone(set: ManifestSet, kind: ReadKind, manifest: Manifest, readers: readonly Manifest[]): Unread[] {
  const { own, namespace } = READ[kind];
  const bySelector = readers.filter(({ json }) => selectedBy(objectAt(json, 'spec')[own], labelsOf(manifest)));
  const isRead = bySelector.some((reader) =>
    readsNamespace(set, objectAt(reader.json, 'spec')[namespace], reader, manifest),
  );
  return isRead ? [] : [{ manifest, isByLabels: bySelector.length === 0, readers, missing: {} }];
}

/** None is not the empty one: it selects nothing. */
function selectedBy(selector: unknown, labels: JsonObject): boolean {
  return selector !== null && typeof selector === 'object' && selects(selector as JsonObject, labels);
}

/** Without a selector of namespaces it is that of the Prometheus itself. Of a namespace that is not known nothing is said. */
function readsNamespace(set: ManifestSet, selector: unknown, reader: Manifest, { namespaceName }: Manifest): boolean {
  if (selector === null || typeof selector !== 'object') return reader.namespaceName === namespaceName;
  const namespace = namespacesOf(set).get(namespaceName ?? '');
  return namespace === undefined || selects(selector as JsonObject, labelsOf(namespace));
}

function undeclared(
  set: ManifestSet,
  kind: ReadKind,
  manifest: Manifest,
  { labels, ruleLabels, namespaceLabels }: NonNullable<ClusterFacts['operator']>,
): Unread[] {
  const missing = lacking(kind === 'PrometheusRule' ? ruleLabels : labels, manifest);
  const namespace = namespacesOf(set).get(manifest.namespaceName ?? '');
  const ofNamespace = namespace ? lacking(namespaceLabels, namespace) : {};
  const unreadBy = (isByLabels: boolean, without: Labels): Unread[] =>
    Object.keys(without).length === 0 ? [] : [{ manifest, isByLabels, readers: [], missing: without }];
  return [...unreadBy(true, missing), ...unreadBy(false, ofNamespace)];
}

function lacking(wanted: Labels, manifest: Manifest): Labels {
  const has = labelsOf(manifest);
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => has[key] !== value));
}

function labelsOf({ json }: Manifest): JsonObject {
  return objectAt(json, 'metadata', 'labels');
}

const namespacesOf = oncePerSet(
  (set): ReadonlyMap<string, Manifest> => new Map(set.ofKind('Namespace', '').map((each) => [each.name, each])),
);
