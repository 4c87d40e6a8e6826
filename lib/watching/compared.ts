import { AlertSeverity, ServingAlert } from '../core/serving-alert';
import { availablePods, restartsOf, wantedPods } from './workload-series';
import { increaseOf, rateOf, series, WINDOW } from './promql';
import { latencyWords, percent, secondsOfRequests, shareOf } from './request-figures';
import type { WatchedServer } from './watched-server';

/** A new version, and the one that it is to follow. */
export interface TwoVersions {
  readonly fresh: WatchedServer;
  readonly former: WatchedServer;
  /** Whether requests go to the former version as well; else it is judged by its last hour. */
  readonly isFormerServing: boolean;
}

/** A figure by which a new version is judged while it takes requests. */
export interface ComparedFigure {
  readonly alert: ServingAlert;
  /** What it is called in plans. */
  readonly title: string;
  readonly isAtLeast?: boolean;
  readonly threshold: number;
  readonly lastingSeconds: number;
  readonly severity: AlertSeverity;
  /** The query, or why there is none. */
  readonly query: (versions: TwoVersions) => { readonly query: string } | { readonly missing: string };
  readonly meaning: (versions: TwoVersions) => string;
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
      return requests ? { query: requestsOf(requests.finished, fresh) } : lacking(fresh, 'counter of requests');
    },
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
    meaning: (versions) => {
      const { latency } = versions.fresh.metrics?.requests ?? {};
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

function errorsOf(versions: TwoVersions): ReturnType<ComparedFigure['query']> {
  const { fresh, former } = versions;
  const [ours, theirs] = [fresh, former].map(({ metrics }) => metrics?.requests);
  const [lost, before] = [ours, theirs].map((requests) => requests?.lost ?? requests?.failed);
  if (!ours || !lost) return lacking(fresh, 'counter of requests that fail');
  if (!theirs || !before) return lacking(former, 'counter of requests that fail');
  const share = shareOf(lost, ours, fresh);
  // Where the former version had no requests, the new one is judged by itself.
  const then = `(${shareOf(before, theirs, former, windowOf(versions))} or 0 * ${rateOf(ours.finished, fresh)})`;
  return { query: `${share} - ${then}` };
}

function latencyOf(versions: TwoVersions): ReturnType<ComparedFigure['query']> {
  const { fresh, former } = versions;
  const [ours, theirs] = [fresh, former].map(({ metrics }) => metrics?.requests?.latency);
  if (!ours) return lacking(fresh, 'metric of latency');
  if (!theirs) return lacking(former, 'metric of latency');
  const [now, then] = [secondsOfRequests(ours, fresh), secondsOfRequests(theirs, former, windowOf(versions))];
  return { query: `(${now}) / (${then} > 0)` };
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
