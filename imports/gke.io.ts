// Narrow L1s of kinds of GKE (https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources,
// https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration): the fields that health checks are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface GkeHealthCheckPolicySpec {
  readonly default: {
    readonly config: {
      readonly type: 'HTTP';
      readonly httpHealthCheck: {
        readonly port: number;
        readonly portSpecification: 'USE_FIXED_PORT';
        readonly requestPath: string;
      };
    };
  };
  readonly targetRef: { readonly group: ''; readonly kind: 'Service'; readonly name: string };
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

export interface GkeBackendConfigSpec {
  readonly healthCheck: { readonly type: 'HTTP'; readonly requestPath: string; readonly port?: number };
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
