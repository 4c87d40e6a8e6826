import { AlertSeverity, ServingAlert } from '../core/serving-alert';
import { availablePods, restartsOf, wantedPods } from './workload-series';
import type { LatencyMetric } from '../runtimes/latency-metric';
import type { RuntimeRequestMetrics } from '../runtimes/request-metrics';
import type { GatewayRequests } from './gateway-requests';
import { increaseOf, rateOf, series, type WatchedBackend, type WatchedPods, WINDOW } from './promql';
import { latencyWords, percent, secondsOfRequests, shareOf } from './request-figures';
import type { WatchedServer } from './watched-server';

/** A new version, and the one that it is to follow. */
export interface TwoVersions {
  readonly fresh: WatchedServer;
  readonly former: WatchedServer;
  /** Whether requests go to the former version as well; else it is judged by its last hour. */
  readonly isFormerServing: boolean;
  /** What the gateway in front counts of both, for figures that their runtimes do not have. */
  readonly gateway?: ComparedAtGateway | undefined;
}

/** What a gateway counts of two versions, each behind a Service of its own. */
export interface ComparedAtGateway extends Pick<GatewayRequests, 'title' | 'requests' | 'loneBackend'> {
  readonly fresh: WatchedBackend;
  readonly former: WatchedBackend;
}

/** A query, or why there is none. */
type FoundQuery =
  | {
      readonly query: string;
      /** Metrics that it is made of. */
      readonly requests: RuntimeRequestMetrics;
      /** Who counts, where it is not the runtime. */
      readonly countedBy?: string;
    }
  | { readonly missing: string };

/** A figure by which a new version is judged while it takes requests. */
export interface ComparedFigure {
  readonly alert: ServingAlert;
  /** What it is called in plans. */
  readonly title: string;
  readonly isAtLeast?: boolean;
  readonly threshold: number;
  readonly lastingSeconds: number;
  readonly severity: AlertSeverity;
  /** The query by what the runtimes say, or why there is none. */
  readonly query: (versions: TwoVersions) => FoundQuery;
  /** The same by what the gateway says. */
  readonly atGateway: (versions: TwoVersions, gateway: ComparedAtGateway) => string | undefined;
  readonly meaning: (versions: TwoVersions, requests: RuntimeRequestMetrics) => string;
  readonly summary: (threshold: number) => string;
  readonly description: string;
}

/** Over what a version that takes no requests any more is judged. */
const LAST_HOUR = '1h';

function windowOf({ isFormerServing }: TwoVersions): string {
  return isFormerServing ? WINDOW : LAST_HOUR;
}

/** What versions are compared by; the alerts of a release ask the same. */
export const COMPARED: readonly ComparedFigure[] = [
  {
    alert: ServingAlert.NEW_VERSION_REQUESTS,
    title: 'requests',
    isAtLeast: true,
    // Our choice: one that fails of twenty is as far from none as it is from two.
    threshold: 20,
    lastingSeconds: 1800,
    severity: AlertSeverity.INFO,
    query: ({ fresh }) => {
      const { requests } = fresh.metrics ?? {};
      return requests
        ? { query: requestsOf(requests.finished, fresh), requests }
        : lacking(fresh, 'counter of requests');
    },
    atGateway: (_, { requests, fresh }) => increaseOf(requests.finished, fresh),
    meaning: () => `requests that the new version finished in ${WINDOW}: with fewer the other figures say little`,
    summary: (threshold) => `the new version finished fewer than ${threshold} requests in ${WINDOW}`,
    description: 'Too few to judge it by. Give it a larger share, or wait longer at this stage.',
  },
  {
    alert: ServingAlert.NEW_VERSION_ERRORS,
    title: 'errors',
    threshold: 0.01,
    lastingSeconds: 600,
    severity: AlertSeverity.CRITICAL,
    query: errorsOf,
    atGateway: (versions, { requests, fresh, former }) =>
      requests.failed && moreLost(versions, [requests, requests.failed, fresh], [requests, requests.failed, former]),
    meaning: (versions) =>
      `share of requests that the new version loses, beyond the share of the one before${hourNote(versions)}`,
    summary: (threshold) =>
      `the new version loses a larger share of its requests than the one before, by more than ${percent(threshold)}`,
    description: 'Roll the release back: the plan says how.',
  },
  {
    alert: ServingAlert.NEW_VERSION_LATENCY,
    title: 'latency',
    threshold: 1.3,
    lastingSeconds: 600,
    severity: AlertSeverity.WARNING,
    query: latencyOf,
    atGateway: (versions, { requests, fresh, former }) =>
      requests.latency && slower(versions, [requests.latency, fresh], [requests.latency, former]),
    meaning: (versions, { latency }) => {
      const words = latency ? latencyWords(latency) : 'the time of requests';
      return `${words} of the new version, by that of the one before${hourNote(versions)}`;
    },
    summary: (threshold) => `requests of the new version take more than ${threshold} times as long as before`,
    description: 'Roll the release back, or give the new version more pods if it is short of them.',
  },
];

function hourNote({ isFormerServing }: TwoVersions): string {
  return isFormerServing ? '' : ' in the last hour';
}

/** A counter may not be there before there is a request: none, where there are pods to ask. */
function requestsOf(finished: readonly string[], fresh: WatchedServer): string {
  return `(${increaseOf(finished, fresh)} or 0 * max by (namespace) (${series('up', fresh)}))`;
}

type Lost = readonly [requests: RuntimeRequestMetrics, lost: readonly string[], of: WatchedPods | WatchedBackend];

function moreLost(versions: TwoVersions, [ours, lost, fresh]: Lost, [theirs, before, former]: Lost): string {
  const share = shareOf(lost, ours, fresh);
  // Where the former version had no requests, the new one is judged by itself.
  const then = `(${shareOf(before, theirs, former, windowOf(versions))} or 0 * ${rateOf(ours.finished, fresh)})`;
  return `${share} - ${then}`;
}

function errorsOf(versions: TwoVersions): FoundQuery {
  const { fresh, former } = versions;
  const [ours, theirs] = [fresh, former].map(({ metrics }) => metrics?.requests);
  const [lost, before] = [ours, theirs].map((requests) => requests?.lost ?? requests?.failed);
  if (!ours || !lost) return lacking(fresh, 'counter of requests that fail');
  if (!theirs || !before) return lacking(former, 'counter of requests that fail');
  return { query: moreLost(versions, [ours, lost, fresh], [theirs, before, former]), requests: ours };
}

type Taken = readonly [latency: LatencyMetric, of: WatchedPods | WatchedBackend];

function slower(versions: TwoVersions, [ours, fresh]: Taken, [theirs, former]: Taken): string {
  const [now, then] = [secondsOfRequests(ours, fresh), secondsOfRequests(theirs, former, windowOf(versions))];
  return `(${now}) / (${then} > 0)`;
}

function latencyOf(versions: TwoVersions): FoundQuery {
  const { fresh, former } = versions;
  const [ours, theirs] = [fresh, former].map(({ metrics }) => metrics?.requests);
  if (!ours?.latency) return lacking(fresh, 'metric of latency');
  if (!theirs?.latency) return lacking(former, 'metric of latency');
  return { query: slower(versions, [ours.latency, fresh], [theirs.latency, former]), requests: ours };
}

/** The query of a figure: by what the runtimes say, or else by what the gateway in front says. */
export function queryOf(figure: ComparedFigure, versions: TwoVersions): FoundQuery {
  const found = figure.query(versions);
  const { gateway, isFormerServing } = versions;
  if (!('missing' in found) || !gateway) return found;
  // Once the former version takes no requests, the new one is alone in its route.
  if (!isFormerServing && gateway.loneBackend !== undefined)
    return { missing: `${found.missing}, and ${gateway.loneBackend}` };
  const query = figure.atGateway(versions, gateway);
  return query === undefined ? found : { query, requests: gateway.requests, countedBy: gateway.title };
}

function lacking({ runtime, metrics }: WatchedServer, what: string): { readonly missing: string } {
  return { missing: `${runtime} has no ${metrics ? what : 'metrics'}` };
}

/** Share of the wanted pods that are ready. */
export function readyShare(server: WatchedServer): string {
  return `${availablePods(server)} / (${wantedPods(server)} > 0)`;
}

/** Restarts of the last minutes. */
export function recentRestarts(server: WatchedServer): string {
  return restartsOf(server, WINDOW, 'namespace');
}
