// Narrow L1s of Argo Rollouts (https://argo-rollouts.readthedocs.io/en/stable/features/specification/): the fields that
// releases are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

/** An argument of an analysis: a value, or the hash of a version's pod template. */
export interface RolloutAnalysisArgument {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly podTemplateHashValue: 'Stable' | 'Latest' };
}

export interface RolloutAnalysis {
  readonly templates: readonly { readonly templateName: string }[];
  readonly args?: readonly RolloutAnalysisArgument[];
}

/** One step of a canary; each sets one of its fields. */
export type RolloutCanaryStep =
  | { readonly setWeight: number }
  | { readonly pause: { readonly duration?: number | string } }
  | {
      readonly setCanaryScale: {
        readonly replicas?: number;
        readonly weight?: number;
        readonly matchTrafficWeight?: boolean;
      };
    }
  | { readonly analysis: RolloutAnalysis }
  | {
      readonly setHeaderRoute: {
        readonly name: string;
        readonly match: readonly { readonly headerName: string; readonly headerValue: { readonly exact: string } }[];
      };
    };

/** What writes the weights. */
export interface RolloutTrafficRouting {
  /** Names of the rules that it makes; the first one goes before the others. */
  readonly managedRoutes?: readonly { readonly name: string }[];
  /** `stableIngress` is for one alone; both are fields. */
  readonly nginx?: { readonly stableIngress?: string; readonly stableIngresses: readonly string[] };
  readonly traefik?: { readonly weightedTraefikServiceName: string };
  readonly plugins?: object;
}

export interface RolloutCanary {
  readonly stableService?: string;
  readonly canaryService?: string;
  readonly trafficRouting?: RolloutTrafficRouting;
  readonly dynamicStableScale?: boolean;
  readonly scaleDownDelaySeconds?: number;
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
  readonly steps?: readonly RolloutCanaryStep[];
}

export interface RolloutBlueGreen {
  readonly activeService: string;
  readonly previewService?: string;
  readonly autoPromotionEnabled: boolean;
  readonly autoPromotionSeconds?: number;
  readonly scaleDownDelaySeconds?: number;
  readonly prePromotionAnalysis?: RolloutAnalysis;
  readonly postPromotionAnalysis?: RolloutAnalysis;
}

export interface RolloutSpec {
  readonly replicas?: number;
  readonly minReadySeconds?: number;
  readonly progressDeadlineSeconds?: number;
  readonly selector?: object;
  readonly template?: object;
  readonly strategy: { readonly canary: RolloutCanary } | { readonly blueGreen: RolloutBlueGreen };
}

export class Rollout extends ApiObject {
  public static readonly GVK = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: RolloutSpec },
  ) {
    super(scope, id, { ...Rollout.GVK, ...props });
  }
}

export interface AnalysisMetric {
  readonly name: string;
  readonly initialDelay?: string;
  readonly consecutiveErrorLimit?: number | string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  readonly provider:
    | { readonly prometheus: { readonly address: string; readonly query: string } }
    | { readonly job: { readonly metadata?: object; readonly spec: object } };
}

export interface AnalysisTemplateSpec {
  readonly args?: readonly { readonly name: string }[];
  readonly metrics: readonly AnalysisMetric[];
}

export class AnalysisTemplate extends ApiObject {
  public static readonly GVK = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: AnalysisTemplateSpec },
  ) {
    super(scope, id, { ...AnalysisTemplate.GVK, ...props });
  }
}
