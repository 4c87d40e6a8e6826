import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { type MonitorSelector, PodMonitor, PrometheusRule, ServiceMonitor } from '../../imports/monitoring.coreos.com';
import { MetricsMonitor, type OperatorFacts } from '../cluster/metrics-scraper';
import { LABEL, type Labels, MANAGED_BY } from '../private/labels';
import { type PodMaker, ROLLOUT_HASH_LABEL } from '../private/pod-names';
import type { PlannedAlerts } from './planned-alert';

export type { MonitorSelector };

/** On rules: alerts that somebody does not want, each with the reason, a line each. */
export const SILENCED_ANNOTATION = `${MANAGED_BY}/silenced`;

/** What an object of the operator is called, and what it carries. */
export interface WatchedObject {
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels | undefined;
  /** What makes the pods that are watched. */
  readonly workloadKind?: PodMaker;
}

/** Labels of pods that come to be labels of all their series: by them sides and versions are told apart. */
const TOLD_APART = [LABEL.INSTANCE, LABEL.NAME, LABEL.VERSION];

/** Both versions of a Rollout have the same instance. */
function toldApart({ workloadKind }: WatchedObject): string[] {
  return workloadKind === 'Rollout' ? [...TOLD_APART, ROLLOUT_HASH_LABEL] : [...TOLD_APART];
}

/** Where pods have their metrics. */
export interface ScrapedPort {
  /** Name of the container's port. */
  readonly portName: string;
  readonly path: string;
}

/** Adds the monitor that a Prometheus is told of pods by: it selects Pods or, as a ServiceMonitor, their Services. */
export function addMonitor(
  scope: Construct,
  { labels, monitor, intervalSeconds }: OperatorFacts,
  object: WatchedObject,
  selector: MonitorSelector,
  { portName, path }: ScrapedPort,
): ApiObject {
  const interval = intervalSeconds === undefined ? {} : { interval: `${intervalSeconds}s` };
  const given = { metadata: metadataOf(object, labels) };
  if (monitor === MetricsMonitor.POD) {
    const podMetricsEndpoints = [{ port: portName, path, ...interval }];
    return new PodMonitor(scope, 'PodMonitor', {
      ...given,
      spec: { podMetricsEndpoints, podTargetLabels: toldApart(object), selector },
    });
  }
  // By the port of the pods: the Service need not lead to that of metrics.
  const endpoints = [{ targetPort: portName, path, ...interval }];
  return new ServiceMonitor(scope, 'ServiceMonitor', {
    ...given,
    spec: { endpoints, podTargetLabels: toldApart(object), selector },
  });
}

/** Adds the alerts, where there are any. */
export function addRules(
  scope: Construct,
  { ruleLabels }: OperatorFacts,
  object: WatchedObject,
  { rules, silenced }: PlannedAlerts,
): ApiObject | undefined {
  if (rules.length === 0) return undefined;
  const reasons = silenced.map(({ alertName, reason }) => `${alertName}: ${reason}\n`).join('');
  const annotations = reasons === '' ? object.annotations : { ...object.annotations, [SILENCED_ANNOTATION]: reasons };
  return new PrometheusRule(scope, 'PrometheusRule', {
    metadata: metadataOf({ ...object, annotations }, ruleLabels),
    spec: { groups: [{ name: object.name, rules }] },
  });
}

/** Those by which the installation selects are never another's. */
function metadataOf({ name, labels, annotations }: WatchedObject, selected: Labels): ApiObjectMetadata {
  const given = annotations && Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {};
  return { name, labels: { ...labels, ...selected }, ...given };
}
