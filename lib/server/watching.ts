import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { MetricsMonitor } from '../cluster/metrics-scraper';
import { LABEL } from '../private/labels';
import { addMonitor, addRules } from '../watching/objects';
import type { ServerPlan } from './server-plan';

/** What a Prometheus is told of a server. */
export interface WatchObjects {
  readonly monitor: ApiObject | undefined;
  readonly rules: ApiObject | undefined;
}

/** Adds monitor and alerts. A Service that leads to two servers has one ServiceMonitor: that of their release. */
export function addWatching(scope: Construct, plan: ServerPlan, isSide: boolean): WatchObjects {
  const { watch, identity, props, workload } = plan;
  if (!watch) return { monitor: undefined, rules: undefined };
  const { operator, port, alerts } = watch;
  const object = {
    name: identity.name,
    labels: identity.labels,
    annotations: props.annotations,
    workloadKind: workload.kind,
  };
  const isOfRelease = isSide && operator.monitor === MetricsMonitor.SERVICE;
  // Pods by what finds the server's own; the Service has the labels of every object of the server.
  const { [LABEL.INSTANCE]: instance, [LABEL.NAME]: name } = identity.labels;
  const selected =
    operator.monitor === MetricsMonitor.POD ? identity.selector : { [LABEL.INSTANCE]: instance, [LABEL.NAME]: name };
  return {
    monitor:
      port && !isOfRelease ? addMonitor(scope, operator, object, { matchLabels: { ...selected } }, port) : undefined,
    rules: alerts && addRules(scope, operator, object, alerts),
  };
}
