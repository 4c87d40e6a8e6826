// Narrow L1 of the LeaderWorkerSet controller (https://lws.sigs.k8s.io/docs/reference/leaderworkerset.v1/): the fields that
// groups of model servers are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** A pod template, as the core API has it. */
export interface LeaderWorkerSetPodTemplate {
  readonly metadata?: object;
  readonly spec?: object;
}

/** How many groups may be missing or on top while groups are replaced. */
export interface LeaderWorkerSetRollingUpdate {
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
  readonly partition?: number;
}

export interface LeaderWorkerSetSpec {
  readonly replicas?: number;
  readonly startupPolicy?: string;
  readonly networkConfig?: { readonly subdomainPolicy: string };
  readonly rolloutStrategy?: {
    readonly type: string;
    readonly rollingUpdateConfiguration?: LeaderWorkerSetRollingUpdate;
  };
  readonly leaderWorkerTemplate: {
    readonly size?: number;
    readonly restartPolicy?: string;
    readonly leaderTemplate?: LeaderWorkerSetPodTemplate;
    readonly workerTemplate: LeaderWorkerSetPodTemplate;
  };
}

export class LeaderWorkerSet extends ApiObject {
  public static readonly GVK = { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: LeaderWorkerSetSpec },
  ) {
    super(scope, id, { ...LeaderWorkerSet.GVK, ...props });
  }
}
