import { likenessOf } from '../alike/first-alike';
import { podsWhere } from '../alike/alike-pods';
import type { ClusterFacts } from '../../cluster/cluster-facts';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Caller } from '../network/admission';
import type { PeerPods } from '../network/reach';
import { oncePerSet } from '../once-per-set';
import { type PodGroup, podGroupsOf } from '../selection/pod-groups';
import { type PodPort, podsOfService } from '../selection/service-pods';
import { monitorsOf, scrapedPort } from './monitors';

/** Pods that a manifest announces to whoever collects metrics, with the port of theirs. */
export interface ScrapedPods {
  /** What announces them: a monitor, a Service, the pods themselves. */
  readonly by: Manifest;
  /** JSON pointer to where. */
  readonly at: string;
  /** Whether a monitor of the Prometheus operator does. */
  readonly isMonitor: boolean;
  readonly group: PodGroup;
  readonly port: PodPort;
}

/** All pods that are announced, by monitors and by the annotations `prometheus.io/scrape` and `prometheus.io/port`. */
export function scrapedPods(set: ManifestSet): ScrapedPods[] {
  return [...byMonitors(set), ...byPods(set), ...byServices(set)];
}

function byMonitors(set: ManifestSet): ScrapedPods[] {
  return monitorsOf(set).flatMap((monitor) =>
    monitor.endpoints.flatMap((endpoint) =>
      monitor.groups.flatMap((group) => {
        const port = scrapedPort(set, monitor, endpoint, group);
        return port ? [{ by: monitor.manifest, at: endpoint.at, isMonitor: true, group, port }] : [];
      }),
    ),
  );
}

function byPods(set: ManifestSet): ScrapedPods[] {
  return podsWhere(set, ({ pod }) => announced(pod) !== undefined).flatMap((group) => {
    const port = announced(group.pod);
    const at = `${group.at.slice(0, group.at.lastIndexOf('/'))}/metadata/annotations`;
    return port ? [{ by: group.manifest, at, isMonitor: false, group, port }] : [];
  });
}

/** The port of the annotation takes the place of that of the endpoint: it is a port of the pods. */
function byServices(set: ManifestSet): ScrapedPods[] {
  const services = likenessOf(set).where(set.ofKind('Service', ''), ({ json }) => announced(json) !== undefined);
  return services.flatMap((service) => {
    const port = announced(service.json);
    return port
      ? podsOfService(set, service).map((group) => ({
          by: service,
          at: '/metadata/annotations',
          isMonitor: false,
          group,
          port,
        }))
      : [];
  });
}

/** The port that annotations of pods or of a Service announce. */
function announced(holder: JsonObject): PodPort | undefined {
  const annotations = objectAt(holder, 'metadata', 'annotations');
  const port = annotations['prometheus.io/port'];
  return annotations['prometheus.io/scrape'] === 'true' && typeof port === 'string' && /^\d{1,5}$/.test(port)
    ? { number: Number(port), protocol: 'TCP' }
    : undefined;
}

/** Who collects metrics: as declared, or else the Prometheus of the set. */
export interface Scraper extends Caller {
  /** How messages call it. */
  readonly title: string;
}

/**
 * Who collects what monitors or annotations announce.
 *
 * @param isMonitor whether it is one that reads monitors: the pods of each Prometheus object of the set
 */
export function scraperOf(set: ManifestSet, { scraper, gateway }: ClusterFacts, isMonitor: boolean): Scraper {
  const notIn = new Set(gateway?.pods ? [gateway.pods.namespaceName] : []);
  const caller = (title: string, pods: readonly PeerPods[]): Scraper => ({ title, pods, notIn, maybeIn: new Set() });
  const inSet = isMonitor ? operated(set) : [];
  if (inSet.length > 0) return caller('Prometheus', inSet);
  if (scraper) {
    const { namespaceName, podLabels } = scraper;
    return caller(`the scraper of namespace '${namespaceName}'`, [
      { namespaceName, ...(podLabels && { labels: { ...podLabels } }) },
    ]);
  }
  return caller('the scraper', prometheusOf(set));
}

/** The operator makes their pods, with these labels and those of the object. */
function operated(set: ManifestSet): PeerPods[] {
  return set.ofKind('Prometheus', 'monitoring.coreos.com').map(({ name, namespaceName, json }) => ({
    namespaceName,
    labels: {
      'app.kubernetes.io/instance': name,
      'app.kubernetes.io/managed-by': 'prometheus-operator',
      'app.kubernetes.io/name': 'prometheus',
      'operator.prometheus.io/name': name,
      prometheus: name,
      ...objectAt(json, 'spec', 'podMetadata', 'labels'),
    },
  }));
}

const PROMETHEUS = /(^|\/)prom(etheus)?\/prometheus(:|@|$)/;

const prometheusOf = oncePerSet((set): readonly PeerPods[] =>
  podGroupsOf(set)
    .all.filter(({ podSpec }) => objectsIn(podSpec.containers).some(({ image }) => PROMETHEUS.test(String(image))))
    .map(({ namespaceName, labels }) => ({ namespaceName, labels })),
);
