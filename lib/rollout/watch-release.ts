import type { ApiObject } from 'cdk8s';
import { MetricsMonitor } from '../cluster/metrics-scraper';
import { LABEL } from '../private/labels';
import type { ServerOptions } from '../server/server-options';
import type { WatchPlan } from '../server/watch-plan';
import { addMonitor, addRules, type MonitorSelector } from '../watching/objects';
import { releaseAlerts } from './release-alerts';
import type { ReleaseWatch } from './release-watch';
import type { Release } from './release';
import { identityOf } from './sides';

/** How a release is watched beside what its sides have. */
export interface WatchedRelease {
  readonly release: Release;
  readonly server: ServerOptions;
  /** A side that there is in any case. */
  readonly side: WatchPlan | undefined;
  /** Both versions, while there are two that take requests. */
  readonly versions: ReleaseWatch | undefined;
  readonly former: 'serving' | 'lately';
  /** Values of the label `app.kubernetes.io/instance` of the Services that lead to pods, each to others. */
  readonly serviceInstances: readonly string[];
}

/** Adds the alerts that compare both versions and, where monitors go by Services, the one monitor of all of them. */
export function watchRelease(watched: WatchedRelease): { monitor?: ApiObject; rules?: ApiObject } {
  const { release, server, side, versions, former, serviceInstances } = watched;
  if (!side) return {};
  const object = { name: release.name, labels: identityOf(release, server).labels, annotations: server.annotations };
  const { operator, port, alerts } = side;
  return {
    monitor:
      port && operator.monitor === MetricsMonitor.SERVICE
        ? addMonitor(release, operator, object, selectorOf(release.name, serviceInstances), port)
        : undefined,
    rules:
      alerts && versions
        ? addRules(release, operator, object, releaseAlerts(release.name, versions, former))
        : undefined,
  };
}

function selectorOf(name: string, instances: readonly string[]): MonitorSelector {
  return {
    matchExpressions: [{ key: LABEL.INSTANCE, operator: 'In', values: [...instances] }],
    matchLabels: { [LABEL.NAME]: name },
  };
}
