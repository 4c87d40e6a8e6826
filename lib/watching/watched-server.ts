import type { PodMaker } from '../private/pod-names';
import type { RuntimeMetricNames } from '../runtimes/metric-names';
import type { RuntimeRequestMetrics } from '../runtimes/request-metrics';
import type { RuntimeAlert } from '../runtimes/runtime-alert';
import type { WatchedPods } from './promql';

/** A server as alerts and queries see it. */
export interface WatchedServer extends WatchedPods {
  /** Name of the Deployment or LeaderWorkerSet. */
  readonly deploymentName: string;
  readonly workloadKind: PodMaker;
  readonly containerName: string;
  /** How its runtime is called in messages. */
  readonly runtime: string;
  /** Seconds that a start may take. */
  readonly startupSeconds: number;
  /** What the runtime tells of itself; nothing where it has no metrics. */
  readonly metrics: WatchedMetrics | undefined;
}

/** Metrics of a runtime. */
export interface WatchedMetrics {
  readonly names: RuntimeMetricNames;
  readonly requests: RuntimeRequestMetrics | undefined;
  readonly alerts: readonly RuntimeAlert[];
}
