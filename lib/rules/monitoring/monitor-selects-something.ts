import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import {
  type Monitor,
  type MonitorEndpoint,
  monitorsOf,
  scrapedPort,
  servicesOf,
} from '../../model/monitoring/monitors';
import { lastingContainers, podGroupsOf } from '../../model/selection/pod-groups';
import { servicePorts } from '../../model/selection/service-pods';
import { byCodeUnit, objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const monitorSelectsSomething: Rule = {
  id: 'monitor-selects-something',
  title: 'ServiceMonitors and PodMonitors select objects of the set, and ports that those have',
  severity: 'warning',
  reason:
    'A monitor that selects nothing, or asks for a port by a name that nothing has, is accepted and never scraped: no target appears, and no alert that is built on its metrics fires. A ServiceMonitor goes by the labels of Services and the names of their ports, a PodMonitor by those of pods and containers. Of namespaces in which the set has no Services, or no pods, nothing is known; a monitor of all namespaces is looked at where it selects something.',
  sources: [
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor',
    'https://prometheus-operator.dev/docs/platform/troubleshooting/',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: iris, namespace: vision }
spec: { selector: { matchLabels: { app: iris } }, endpoints: [{ port: metrics }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: iris, namespace: vision }
spec: { selector: { matchLabels: { app: iris } }, endpoints: [{ port: http }] }`,
  },
  check(set) {
    return monitorsOf(set).flatMap((monitor) =>
      isEmpty(monitor)
        ? nothing(set, monitor)
        : monitor.endpoints.flatMap((endpoint) => noPort(set, monitor, endpoint)),
    );
  },
};

function isEmpty({ kind, services, groups }: Monitor): boolean {
  return kind === 'Service' ? services.length === 0 : groups.length === 0;
}

const SHOWN = 5;

function nothing(set: ManifestSet, { manifest, kind, namespaces }: Monitor): Violation[] {
  if (!namespaces) return [];
  const index = kind === 'Service' ? servicesOf(set) : podGroupsOf(set);
  const there = namespaces.map((name) => index.inNamespace(name));
  if (there.some((items) => items.length === 0)) return [];
  const others = there.flat().map((item) => ('service' in item ? item.service : item.manifest));
  const titles = others.slice(0, SHOWN).map(titleOf).join(', ');
  const more = others.length > SHOWN ? ` and ${others.length - SHOWN} more` : '';
  return [
    {
      manifest,
      at: '/spec/selector',
      message:
        kind === 'Service'
          ? `selects no Service by its labels, of ${titles}${more}`
          : `selects no pods by their labels, of those of ${titles}${more}`,
      fix:
        kind === 'Service'
          ? 'give the Service the labels that are asked for, which are not those of its pods, or correct the selector or the namespaces'
          : 'correct the selector or the namespaces; labels of the pods count, not those of what makes them',
      others: others.slice(0, SHOWN),
    },
  ];
}

function noPort(set: ManifestSet, monitor: Monitor, endpoint: MonitorEndpoint): Violation[] {
  const { manifest, kind, services, groups } = monitor;
  const { at, port, target } = endpoint;
  if (kind === 'Service' && port !== undefined) {
    const has = new Set(services.flatMap((service) => servicePorts(service).map(({ name }) => name)));
    return has.has(port)
      ? []
      : [
          {
            manifest,
            at,
            message: `scrapes the port '${port}' of ${services.slice(0, SHOWN).map(titleOf).join(', ')}, which ${list(has)}`,
            fix: remedy(port, 'the Service'),
            others: services.slice(0, SHOWN),
          },
        ];
  }
  const wanted = port ?? target;
  if (wanted === undefined || groups.length === 0) return [];
  // Pods that are made elsewhere may have it.
  if (kind === 'Service' && services.length > 1) return [];
  if (groups.some((group) => scrapedPort(set, monitor, endpoint, group))) return [];
  const has = new Set(
    groups.flatMap(({ podSpec }) =>
      lastingContainers(podSpec).flatMap(({ ports }) =>
        objectsIn(ports).map((each) => (typeof wanted === 'number' ? each.containerPort : each.name)),
      ),
    ),
  );
  const manifests = groups.slice(0, SHOWN).map((group) => group.manifest);
  return [
    {
      manifest,
      at,
      message: `scrapes the port ${typeof wanted === 'number' ? wanted : `'${wanted}'`} of the pods of ${manifests.map(titleOf).join(', ')}, whose containers ${list(has, 'declare')}`,
      fix: remedy(String(wanted), 'a container'),
      others: manifests,
    },
  ];
}

function list(names: ReadonlySet<unknown>, verb?: string): string {
  const known = [...names].filter((name) => typeof name === 'string' || typeof name === 'number').map(String);
  const [has, none] = verb === undefined ? ['has', 'has none with a name'] : [verb, `${verb} none such`];
  return known.length === 0 ? none : `${has} ${known.sort(byCodeUnit).slice(0, SHOWN).join(', ')}`;
}

function remedy(port: string, of: string): string {
  return /^\d+$/.test(port)
    ? `write the name of the port in its place, or declare it on ${of}`
    : `correct the name, or give it to a port of ${of}`;
}
