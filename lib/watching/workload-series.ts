import { allPodsPattern, type PodMaker, versionPodsPattern } from '../private/pod-names';
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
  'kube_replicaset_spec_replicas',
  'kube_replicaset_status_ready_replicas',
  'kube_statefulset_replicas',
  'kube_statefulset_status_replicas_ready',
];

/** What Prometheus itself says of everything that it scrapes. */
export const SCRAPE_METRICS: readonly string[] = ['up'];

/** Of which object the numbers of a workload's pods are. */
interface Series {
  readonly ready: string;
  readonly wanted: string;
  /** The matcher of the objects. */
  of(server: WatchedServer): string;
  /** By what they are told apart, where there are several that add up. */
  readonly by?: string;
}

/**
 * What tells of the pods of a workload. The leaders of groups are a StatefulSet of the name of the LeaderWorkerSet; the
 * versions of a Rollout are ReplicaSets of its name and a hash, of which those of no version any more want no pods.
 */
const SERIES: { readonly [kind in PodMaker]: Series } = {
  Deployment: {
    ready: 'kube_deployment_status_replicas_available',
    wanted: 'kube_deployment_spec_replicas',
    of: ({ deploymentName }) => `deployment="${deploymentName}"`,
  },
  LeaderWorkerSet: {
    ready: 'kube_statefulset_status_replicas_ready',
    wanted: 'kube_statefulset_replicas',
    of: ({ deploymentName }) => `statefulset="${deploymentName}"`,
  },
  Rollout: {
    ready: 'kube_replicaset_status_ready_replicas',
    wanted: 'kube_replicaset_spec_replicas',
    of: ({ deploymentName, templateHash }) =>
      templateHash === undefined
        ? `replicaset=~"${deploymentName}-[a-z0-9]+"`
        : `replicaset="${deploymentName}-${templateHash}"`,
    by: 'replicaset',
  },
};

/** Two copies of kube-state-metrics say the same twice. */
function ofWorkload(
  what: 'ready' | 'wanted',
  server: WatchedServer,
  over = (selector: string): string => selector,
): string {
  const series = SERIES[server.workloadKind];
  const one = over(`${series[what]}{${[...inNamespace(server), series.of(server)].join(',')}}`);
  return series.by === undefined
    ? `max by (namespace) (${one})`
    : `sum by (namespace) (max by (namespace, ${series.by}) (${one}))`;
}

/** Pods that are ready. */
export function availablePods(server: WatchedServer): string {
  return ofWorkload('ready', server);
}

/** The most pods that were ready lately. */
export function availableLately(server: WatchedServer, seconds: number): string {
  return ofWorkload('ready', server, (selector) => `max_over_time(${selector}[${durationText(seconds)}])`);
}

/** Pods that are wanted. */
export function wantedPods(server: WatchedServer): string {
  return ofWorkload('wanted', server);
}

/** Restarts of the model's container, pod by pod. */
export function restartsOf(server: WatchedServer, window: string, by = 'namespace, pod'): string {
  const matchers = [...inNamespace(server), `pod=~"${podsPattern(server)}"`, `container="${server.containerName}"`];
  return `sum by (${by}) (increase(kube_pod_container_status_restarts_total{${matchers.join(',')}}[${window}]))`;
}

/** Of long names the versions are not told apart: the restarts of either count. */
function podsPattern({ deploymentName, workloadKind, templateHash }: WatchedServer): string {
  const ofVersion = templateHash === undefined ? undefined : versionPodsPattern(deploymentName, templateHash);
  return ofVersion ?? allPodsPattern(deploymentName, workloadKind);
}
