import type { OperatorFacts } from '../cluster/metrics-scraper';
import { checkAlertSettings } from '../core/alert-setting';
import type { ClusterProfile } from '../core/cluster-profile';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import { alertsOf } from '../watching/alert-defaults';
import { AlertSettings } from '../watching/alert-settings';
import type { ScrapedPort } from '../watching/objects';
import { planAlerts, type PlannedAlerts } from '../watching/planned-alert';
import { COMPARED } from '../watching/compared';
import type { WatchedServer } from '../watching/watched-server';
import type { Identity } from './identity';
import { MetricsEndpoint } from './metrics-endpoint';
import type { ServerOptions } from './server-options';
import type { WorkloadKind } from './workload-kind';

/** How a Prometheus operator watches a server. */
export interface WatchPlan {
  readonly operator: OperatorFacts;
  readonly server: WatchedServer;
  readonly settings: AlertSettings;
  /** Nothing where it has no metrics. */
  readonly port: ScrapedPort | undefined;
  /** Nothing where nobody asks for alerts. */
  readonly alerts: PlannedAlerts | undefined;
  readonly warnings: readonly string[];
}

/** What is known of a server when the rest of it is settled. */
export interface WatchedParts {
  readonly props: ServerOptions;
  readonly profile: ClusterProfile;
  readonly identity: Identity;
  readonly facts: RuntimeFacts;
  readonly namespaceName: string | undefined;
  readonly runtimeTitle: string;
  readonly startupSeconds: number;
  readonly workload: WorkloadKind;
  /** Whether it is a side of a release: alerts that compare sides are the release's. */
  readonly isSide: boolean;
}

/** How a server is watched; nothing where the cluster has no Prometheus operator. */
export function planWatch(problems: Problems, parts: WatchedParts): WatchPlan | undefined {
  const { props, profile, facts } = parts;
  const found = checkAlertSettings('alerts', props.alerts);
  problems.add(found);
  const operator = profile._scraper?._operator;
  if (!operator) return undefined;
  const server = watchedServer(parts);
  const isFine = found.every((problem) => problem === undefined);
  const settings = new AlertSettings(profile._alerts ?? {}, isFine ? props.alerts : []);
  problems.add(settings.named.map((name, index) => misplaced(`alerts[${index}]`, name, server, parts)));
  const isWanted = (profile._alerts ?? props.alerts) !== undefined;
  return {
    operator,
    server,
    settings,
    port: facts.metrics && { portName: facts.metrics.role, path: facts.metrics.path },
    alerts: isWanted ? planAlerts(server, alertsOf(server), settings) : undefined,
    warnings: isWanted && !facts.metrics && !(props.metrics instanceof MetricsEndpoint) ? [blind(parts)] : [],
  };
}

/** Said of alerts that nobody makes, since apps may be declared for clusters with and without Prometheus. */
export function unmadeAlerts({ alerts }: ServerOptions, profile: ClusterProfile): string[] {
  return alerts === undefined || profile._scraper?._operator
    ? []
    : [
        'alerts are not made: the cluster profile declares no Prometheus operator; declare it by scraper: MetricsScraper.prometheusOperator(...)',
      ];
}

function blind({ runtimeTitle }: WatchedParts): string {
  return `${runtimeTitle} has no metrics, so that only its pods are watched; say where they are with metrics: MetricsEndpoint.http(...), or that it is meant with MetricsEndpoint.none()`;
}

function watchedServer({
  identity,
  facts,
  namespaceName,
  runtimeTitle,
  startupSeconds,
  workload,
}: WatchedParts): WatchedServer {
  return {
    namespaceName,
    instance: identity.name,
    deploymentName: identity.name,
    workloadKind: workload.kind,
    containerName: identity.containerName,
    runtime: runtimeTitle,
    startupSeconds,
    metrics: facts.metrics && {
      names: facts.metricNames ?? {},
      requests: facts.requestMetrics,
      alerts: facts.alerts ?? [],
    },
  };
}

/** An alert that the server cannot have. */
function misplaced(at: string, name: string, server: WatchedServer, { isSide }: WatchedParts): string | undefined {
  if (COMPARED.some(({ alert }) => alert.alertName === name)) {
    return isSide
      ? undefined
      : `${at} must not be ${name}, which compares two versions; give it to server.alerts of a Canary or BlueGreen`;
  }
  const known = alertsOf(server);
  const one = known.find(({ alert }) => alert.alertName === name);
  if (!one) {
    const own = server.metrics?.alerts.map(({ alertName }) => show(alertName)) ?? [];
    const others =
      own.length === 0 ? `${server.runtime} has none of its own` : `one of ${server.runtime}: ${own.join(', ')}`;
    return `${at} must be an alert of ServingAlert or one of the runtime, got ${show(name)}; ${others}`;
  }
  return one.query(server) === undefined
    ? `${at} of ${name} needs a ${one.needs ?? 'metric'}, which ${server.runtime} does not have; leave it out`
    : undefined;
}
