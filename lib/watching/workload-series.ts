import { allPodsPattern } from '../private/pod-names';
import { durationText, inNamespace } from './promql';
import type { WatchedServer } from './watched-server';

/**
 * Metrics of kube-state-metrics that alerts and queries stand on, all of them stable there
 * (https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics/workload). Their label `namespace` is that of
 * the object, as its monitor of kube-prometheus-stack keeps it (`honorLabels`).
 */
export const KUBE_STATE_METRICS: readonly string[] = [
  'kube_deployment_spec_replicas',
  'kube_deployment_status_replicas_available',
  'kube_pod_container_status_restarts_total',
  'kube_statefulset_replicas',
  'kube_statefulset_status_replicas_ready',
];

/** What Prometheus itself says of everything that it scrapes. */
export const SCRAPE_METRICS: readonly string[] = ['up'];

/** Two copies of kube-state-metrics say the same twice. */
function max(series: string): string {
  return `max by (namespace) (${series})`;
}

/** What tells of the pods of a workload. The leaders of groups are a StatefulSet of the name of the LeaderWorkerSet. */
const SERIES = {
  Deployment: {
    label: 'deployment',
    ready: 'kube_deployment_status_replicas_available',
    wanted: 'kube_deployment_spec_replicas',
  },
  LeaderWorkerSet: {
    label: 'statefulset',
    ready: 'kube_statefulset_status_replicas_ready',
    wanted: 'kube_statefulset_replicas',
  },
} as const;

function ofWorkload(what: 'ready' | 'wanted', server: WatchedServer, range = ''): string {
  const series = SERIES[server.workloadKind];
  const matchers = [...inNamespace(server), `${series.label}="${server.deploymentName}"`];
  return `${series[what]}{${matchers.join(',')}}${range}`;
}

/** Pods that are ready. */
export function availablePods(server: WatchedServer): string {
  return max(ofWorkload('ready', server));
}

/** The most pods that were ready lately. */
export function availableLately(server: WatchedServer, seconds: number): string {
  return max(`max_over_time(${ofWorkload('ready', server, `[${durationText(seconds)}]`)})`);
}

/** Pods that are wanted. */
export function wantedPods(server: WatchedServer): string {
  return max(ofWorkload('wanted', server));
}

/** Restarts of the model's container, pod by pod. */
export function restartsOf(server: WatchedServer, window: string, by = 'namespace, pod'): string {
  const { containerName, deploymentName, workloadKind } = server;
  const matchers = [
    ...inNamespace(server),
    `pod=~"${allPodsPattern(deploymentName, workloadKind)}"`,
    `container="${containerName}"`,
  ];
  return `sum by (${by}) (increase(kube_pod_container_status_restarts_total{${matchers.join(',')}}[${window}]))`;
}
