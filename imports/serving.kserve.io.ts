// Narrow L1s of KServe (https://kserve.github.io/website/docs/reference/crd-api): the fields that KServeModel writes.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** A part of a pod's spec or of a container: as in Kubernetes. */
type Fields = { readonly [field: string]: unknown };

export interface KServeScaleMetric {
  readonly type: string;
  readonly resource: {
    readonly name: string;
    readonly target: { readonly type: string; readonly averageUtilization: number };
  };
}

export interface KServePredictor {
  readonly name?: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly scaleMetric?: string;
  readonly scaleTarget?: number;
  readonly autoScaling?: { readonly metrics: readonly KServeScaleMetric[] };
  readonly timeout?: number;
  readonly canaryTrafficPercent?: number;
  readonly deploymentStrategy?: Fields;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly model?: Fields;
  readonly containers?: readonly Fields[];
  readonly initContainers?: readonly Fields[];
  readonly volumes?: readonly Fields[];
  readonly serviceAccountName?: string;
}

export interface KServeInferenceServiceSpec {
  readonly predictor: KServePredictor & Fields;
  readonly canary?: readonly { readonly predictor: KServePredictor & Fields; readonly trafficPercent: number }[];
}

export class KServeInferenceService extends ApiObject {
  public static readonly GVK = { apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: KServeInferenceServiceSpec },
  ) {
    super(scope, id, { ...KServeInferenceService.GVK, ...props });
  }
}

export interface KServeServingRuntimeSpec {
  readonly supportedModelFormats: readonly { readonly name: string; readonly autoSelect: boolean }[];
  readonly containers: readonly { readonly name: string }[];
}

export class KServeServingRuntime extends ApiObject {
  public static readonly GVK = { apiVersion: 'serving.kserve.io/v1alpha1', kind: 'ServingRuntime' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: KServeServingRuntimeSpec },
  ) {
    super(scope, id, { ...KServeServingRuntime.GVK, ...props });
  }
}
