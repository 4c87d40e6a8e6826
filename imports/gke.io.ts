// Narrow L1s of kinds of GKE (https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources,
// https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration): the fields that health checks and timeouts are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** A check of one protocol; routes make the one over HTTP. */
export interface GkeHealthCheck {
  readonly port?: number;
  readonly portName?: string;
  readonly portSpecification?: string;
  readonly host?: string;
  readonly requestPath?: string;
  readonly response?: string;
}

export interface GkeHealthCheckPolicySpec {
  readonly default: {
    readonly checkIntervalSec?: number;
    readonly timeoutSec?: number;
    readonly healthyThreshold?: number;
    readonly unhealthyThreshold?: number;
    readonly config: {
      readonly type: string;
      readonly httpHealthCheck?: GkeHealthCheck;
      readonly httpsHealthCheck?: GkeHealthCheck;
      readonly http2HealthCheck?: GkeHealthCheck;
      readonly grpcHealthCheck?: GkeHealthCheck;
      readonly tcpHealthCheck?: GkeHealthCheck;
    };
  };
  readonly targetRef: { readonly group: string; readonly kind: string; readonly name: string };
}

export class GkeHealthCheckPolicy extends ApiObject {
  public static readonly GVK = { apiVersion: 'networking.gke.io/v1', kind: 'HealthCheckPolicy' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: GkeHealthCheckPolicySpec },
  ) {
    super(scope, id, { ...GkeHealthCheckPolicy.GVK, ...props });
  }
}

/** https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_timeout */
export interface GkeBackendPolicySpec {
  readonly default: {
    readonly timeoutSec?: number;
    readonly logging?: { readonly enabled?: boolean; readonly sampleRate?: number };
    readonly securityPolicy?: string;
  };
  readonly targetRef: { readonly group: string; readonly kind: string; readonly name: string };
}

export class GkeBackendPolicy extends ApiObject {
  public static readonly GVK = { apiVersion: 'networking.gke.io/v1', kind: 'GCPBackendPolicy' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: GkeBackendPolicySpec },
  ) {
    super(scope, id, { ...GkeBackendPolicy.GVK, ...props });
  }
}

export interface GkeBackendConfigSpec {
  readonly healthCheck: {
    readonly checkIntervalSec?: number;
    readonly timeoutSec?: number;
    readonly healthyThreshold?: number;
    readonly unhealthyThreshold?: number;
    readonly type: string;
    readonly requestPath: string;
    readonly port?: number;
  };
}

export class GkeBackendConfig extends ApiObject {
  public static readonly GVK = { apiVersion: 'cloud.google.com/v1', kind: 'BackendConfig' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: GkeBackendConfigSpec },
  ) {
    super(scope, id, { ...GkeBackendConfig.GVK, ...props });
  }
}
