import { AlertSeverity, ServingAlert } from '../core/serving-alert';
import { availableLately, availablePods, restartsOf, wantedPods } from './workload-series';
import { increaseOf, series, WINDOW } from './promql';
import { latencyWords, percent, secondsOfRequests, shareOf } from './request-figures';
import type { WatchedServer } from './watched-server';

/** An alert of servers: what it asks, and what it says, unless somebody tunes it. */
export interface AlertDefault {
  readonly alert: ServingAlert;
  /** The figure beyond which it fires; nothing where it has none. */
  readonly threshold?: number;
  /** Whether it is made where somebody gives a threshold, and not otherwise. */
  readonly isOnRequest?: boolean;
  readonly lastingSeconds: (server: WatchedServer) => number;
  readonly severity: AlertSeverity;
  /** What has to be known of the runtime, in words; nothing where kube-state-metrics says all. */
  readonly needs?: string;
  /** The query, without a threshold where it has one; nothing where the runtime does not say. */
  readonly query: (server: WatchedServer) => string | undefined;
  /** What limits the query besides its threshold. */
  readonly also?: (server: WatchedServer) => string;
  readonly summary: (server: WatchedServer, threshold: number) => string;
  readonly description: string;
}

const { CRITICAL, WARNING } = AlertSeverity;

/** What `lately` means for a server that had ready pods: until it is said that it does not start. */
function lately({ startupSeconds }: WatchedServer): number {
  return startupSeconds + 600;
}

const OF_PODS: readonly AlertDefault[] = [
  {
    alert: ServingAlert.NOTHING_READY,
    lastingSeconds: () => 120,
    severity: CRITICAL,
    query: (server) =>
      `${availablePods(server)} == 0 and ${wantedPods(server)} > 0 and ${availableLately(server, lately(server))} > 0`,
    summary: ({ deploymentName }) => `${deploymentName}: no pod is ready, where some were`,
    description: 'Requests fail. Look at the pods: kubectl describe says what their probes and nodes say.',
  },
  {
    alert: ServingAlert.NOT_STARTING,
    lastingSeconds: ({ startupSeconds }) => startupSeconds + 300,
    severity: CRITICAL,
    query: (server) => `${availablePods(server)} == 0 and ${wantedPods(server)} > 0`,
    summary: ({ deploymentName, startupSeconds }) =>
      `${deploymentName}: no pod became ready in the ${startupSeconds} s that a start may take`,
    description: 'The model does not load, or no node has room. Look at the events of the pods and at their logs.',
  },
  {
    alert: ServingAlert.RESTARTS,
    threshold: 3,
    lastingSeconds: () => 0,
    severity: WARNING,
    query: (server) => restartsOf(server, '1h'),
    summary: ({ deploymentName }, threshold) =>
      `${deploymentName}: a container was started again more than ${threshold} times in an hour`,
    description:
      'It ends by itself, is out of memory, or fails its liveness probe: kubectl describe has the last state.',
  },
  {
    alert: ServingAlert.NOT_SCRAPED,
    lastingSeconds: () => 900,
    severity: WARNING,
    needs: 'metrics',
    query: (server) =>
      server.metrics && `${availablePods(server)} > 0 unless max by (namespace) (${series('up', server)}) == 1`,
    summary: ({ deploymentName }) => `${deploymentName}: pods are ready, and Prometheus has figures of none of them`,
    description:
      'All other alerts of its metrics are blind. Look at the targets of Prometheus: labels of the monitor, the NetworkPolicy, the port.',
  },
];

const OF_LOAD: readonly AlertDefault[] = [
  {
    alert: ServingAlert.REQUESTS_WAITING,
    // Autoscalers of large models are told 30 (https://github.com/llm-d/llm-d-autoscaling/issues/1517).
    threshold: 30,
    lastingSeconds: () => 600,
    severity: WARNING,
    needs: 'metric of requests that wait',
    query: (server) => perPod(server, server.metrics?.names.waiting),
    summary: ({ deploymentName }, threshold) => `${deploymentName}: more than ${threshold} requests wait for each pod`,
    description: 'More comes in than the pods can do. Add pods, or raise the most that the autoscaler may add.',
  },
  {
    alert: ServingAlert.CACHE_FULL,
    threshold: 0.95,
    lastingSeconds: () => 600,
    severity: WARNING,
    needs: 'metric of the KV cache',
    query: (server) => {
      const { cacheUse } = server.metrics?.names ?? {};
      return cacheUse && `avg by (namespace) (${series(cacheUse, server)})`;
    },
    summary: ({ deploymentName }, threshold) =>
      `${deploymentName}: more than ${percent(threshold)} of the KV cache is in use`,
    description: 'Requests wait for memory, or are computed again. Add pods, or allow less context for each request.',
  },
];

const OF_REQUESTS: readonly AlertDefault[] = [
  {
    alert: ServingAlert.ERRORS,
    threshold: 0.05,
    lastingSeconds: () => 300,
    severity: CRITICAL,
    needs: 'counter of requests that fail',
    query: (server) => {
      const { requests } = server.metrics ?? {};
      return requests?.failed && shareOf(requests.failed, requests, server);
    },
    // Of few requests one that fails is a large share.
    also: (server) => `${increaseOf(server.metrics?.requests?.finished ?? [], server)} >= 10`,
    summary: ({ deploymentName }, threshold) =>
      `${deploymentName}: more than ${percent(threshold)} of the requests fail`,
    description: 'By the fault of the server: what clients got wrong is not counted. Look at the logs of the pods.',
  },
  latency(ServingAlert.LATENCY, 'latency', 'requests take'),
  latency(ServingAlert.FIRST_TOKEN_LATENCY, 'firstToken', 'the first token takes'),
];

function latency(alert: ServingAlert, of: 'latency' | 'firstToken', what: string): AlertDefault {
  return {
    alert,
    isOnRequest: true,
    lastingSeconds: () => 600,
    severity: WARNING,
    needs: of === 'latency' ? 'metric of latency' : 'metric of the first token',
    query: (server) => {
      const metric = server.metrics?.requests?.[of];
      return metric && secondsOfRequests(metric, server);
    },
    summary: ({ deploymentName, metrics }, threshold) => {
      const metric = metrics?.requests?.[of];
      return `${deploymentName}: ${what} more than ${threshold} s (${metric ? latencyWords(metric) : ''})`;
    },
    description: 'More comes in than the pods can do, or a new version is slower. Compare with the requests that wait.',
  };
}

/** Of metrics that a pod may have several of, one an engine: their sum, averaged over the pods. */
function perPod(server: WatchedServer, metric: string | undefined): string | undefined {
  return metric && `avg by (namespace) (sum by (namespace, pod) (${series(metric, server)}))`;
}

/** Alerts that a runtime has of its own. */
function ofRuntime({ metrics }: WatchedServer): AlertDefault[] {
  return (metrics?.alerts ?? []).map(({ alertName, metric, isCounter, threshold, lasting, summary }) => ({
    alert: ServingAlert.named(alertName),
    threshold,
    lastingSeconds: () => lasting?.toSeconds() ?? 600,
    severity: WARNING,
    query: (server) => {
      const of = series(metric, server);
      return `avg by (namespace) (sum by (namespace, pod) (${isCounter ? `rate(${of}[${WINDOW}])` : of}))`;
    },
    summary: ({ deploymentName }) => `${deploymentName}: ${summary}`,
    description: `${metric}${isCounter ? ' grows by' : ' is'} more than ${threshold}${isCounter ? ' in a second' : ''} for each pod.`,
  }));
}

/** Every alert that a server of a runtime may have. */
export function alertsOf(server: WatchedServer): AlertDefault[] {
  return [...OF_PODS, ...OF_LOAD, ...OF_REQUESTS, ...ofRuntime(server)];
}
