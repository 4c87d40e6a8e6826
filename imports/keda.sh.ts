// Narrow L1s of KEDA: keda.sh/v1alpha1 (https://keda.sh/docs/latest/reference/scaledobject-spec/,
// https://keda.sh/docs/latest/concepts/authentication/) and http.keda.sh/v1beta1 (https://keda.sh/http-add-on/): the fields
// that autoscalers of servers are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

interface Props<Spec> {
  readonly metadata: ApiObjectMetadata;
  readonly spec: Spec;
}

export interface KedaScalingRules {
  readonly policies?: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
  readonly selectPolicy?: string;
  readonly stabilizationWindowSeconds?: number;
}

export interface KedaTrigger {
  readonly type: string;
  readonly metricType?: 'AverageValue' | 'Utilization' | 'Value';
  readonly metadata: { readonly [name: string]: string };
  readonly authenticationRef?: { readonly kind: string; readonly name: string };
}

export interface KedaScaledObjectSpec {
  readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly pollingInterval?: number;
  readonly cooldownPeriod?: number;
  readonly initialCooldownPeriod?: number;
  readonly idleReplicaCount?: number;
  readonly minReplicaCount: number;
  readonly maxReplicaCount: number;
  readonly fallback?: { readonly failureThreshold: number; readonly replicas: number; readonly behavior: string };
  readonly advanced?: {
    readonly horizontalPodAutoscalerConfig: {
      readonly name?: string;
      readonly behavior?: { readonly scaleUp?: KedaScalingRules; readonly scaleDown?: KedaScalingRules };
    };
  };
  readonly triggers: readonly KedaTrigger[];
}

export class KedaScaledObject extends ApiObject {
  public static readonly GVK = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' } as const;

  public constructor(scope: Construct, id: string, props: Props<KedaScaledObjectSpec>) {
    super(scope, id, { ...KedaScaledObject.GVK, ...props });
  }
}

export interface KedaTriggerAuthenticationSpec {
  readonly secretTargetRef: readonly { readonly parameter: string; readonly name: string; readonly key: string }[];
}

export class KedaTriggerAuthentication extends ApiObject {
  public static readonly GVK = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication' } as const;

  public constructor(scope: Construct, id: string, props: Props<KedaTriggerAuthenticationSpec>) {
    super(scope, id, { ...KedaTriggerAuthentication.GVK, ...props });
  }
}

export interface KedaInterceptorRouteSpec {
  readonly target: { readonly service: string; readonly port: number };
  readonly rules: readonly { readonly hosts: readonly string[] }[];
  readonly scalingMetric: {
    readonly concurrency?: { readonly targetValue: number };
    readonly requestRate?: { readonly targetValue: number };
  };
  readonly timeouts?: { readonly readiness?: string };
}

export class KedaInterceptorRoute extends ApiObject {
  public static readonly GVK = { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute' } as const;

  public constructor(scope: Construct, id: string, props: Props<KedaInterceptorRouteSpec>) {
    super(scope, id, { ...KedaInterceptorRoute.GVK, ...props });
  }
}
