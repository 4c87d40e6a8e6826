// Narrow L1s of kinds of the Prometheus operator (https://prometheus-operator.dev/docs/api-reference/api/): the fields that
// monitors and rules of servers are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** A choice of objects by their labels. */
export interface MonitorSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface PodMonitorSpec {
  readonly selector: MonitorSelector;
  readonly podMetricsEndpoints: readonly {
    readonly port: string;
    readonly path: string;
    readonly interval?: string;
  }[];
  readonly podTargetLabels?: readonly string[];
}

export class PodMonitor extends ApiObject {
  public static readonly GVK = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: PodMonitorSpec },
  ) {
    super(scope, id, { ...PodMonitor.GVK, ...props });
  }
}

export interface ServiceMonitorSpec {
  readonly selector: MonitorSelector;
  readonly endpoints: readonly {
    readonly targetPort: number | string;
    readonly path: string;
    readonly interval?: string;
  }[];
  readonly podTargetLabels?: readonly string[];
}

export class ServiceMonitor extends ApiObject {
  public static readonly GVK = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: ServiceMonitorSpec },
  ) {
    super(scope, id, { ...ServiceMonitor.GVK, ...props });
  }
}

/** An alert: what is asked, for how long it has to hold, and what is said of it. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: number | string;
  readonly for?: string;
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
}

export interface PrometheusRuleSpec {
  readonly groups: readonly { readonly name: string; readonly rules: readonly AlertingRule[] }[];
}

export class PrometheusRule extends ApiObject {
  public static readonly GVK = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: PrometheusRuleSpec },
  ) {
    super(scope, id, { ...PrometheusRule.GVK, ...props });
  }
}
