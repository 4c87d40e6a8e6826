// Narrow L1 of the Gateway API Inference Extension, v1 (https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/).
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface InferencePoolPort {
  readonly number: number;
}

export interface InferencePoolPickerRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly port?: InferencePoolPort;
  readonly failureMode?: 'FailOpen' | 'FailClose';
}

export interface InferencePoolObjectSpec {
  readonly selector: { readonly matchLabels: { readonly [label: string]: string } };
  readonly targetPorts: readonly InferencePoolPort[];
  readonly appProtocol?: string;
  readonly endpointPickerRef?: InferencePoolPickerRef;
}

export class InferencePoolObject extends ApiObject {
  public static readonly GVK = { apiVersion: 'inference.networking.k8s.io/v1', kind: 'InferencePool' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: InferencePoolObjectSpec },
  ) {
    super(scope, id, { ...InferencePoolObject.GVK, ...props });
  }
}
