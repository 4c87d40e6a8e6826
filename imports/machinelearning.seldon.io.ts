// Narrow L1 of Seldon Core 1 (https://docs.seldon.io/projects/seldon-core/en/latest/reference/seldon-deployment.html): the
// fields that SeldonModel writes.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** A part of a pod's spec or of a container: as in Kubernetes. */
type Fields = { readonly [field: string]: unknown };

export interface SeldonComponent {
  readonly metadata?: {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly replicas?: number;
  readonly hpaSpec?: {
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    /** Of the first versions of autoscalers; `metricsv2` is for those of today. */
    readonly metrics?: readonly Fields[];
    readonly metricsv2: readonly Fields[];
  };
  readonly spec: Fields;
}

export interface SeldonPredictor {
  readonly name: string;
  readonly traffic?: number;
  readonly shadow?: boolean;
  readonly annotations?: { readonly [key: string]: string };
  readonly progressDeadlineSeconds?: number;
  readonly graph: {
    readonly name: string;
    readonly type: string;
    readonly children: readonly never[];
    readonly endpoint?: { readonly type: string };
  };
  readonly svcOrchSpec?: { readonly resources: Fields };
  readonly componentSpecs: readonly SeldonComponent[];
}

export interface SeldonDeploymentSpec {
  readonly name?: string;
  readonly protocol: string;
  readonly transport: string;
  readonly annotations?: { readonly [key: string]: string };
  readonly predictors: readonly SeldonPredictor[];
}

export class SeldonDeployment extends ApiObject {
  public static readonly GVK = { apiVersion: 'machinelearning.seldon.io/v1', kind: 'SeldonDeployment' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: SeldonDeploymentSpec },
  ) {
    super(scope, id, { ...SeldonDeployment.GVK, ...props });
  }
}
