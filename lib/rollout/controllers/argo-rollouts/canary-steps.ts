import type { RolloutAnalysis, RolloutCanaryStep } from '../../../../imports/argoproj.io';
import { WINDOW_SECONDS } from '../../../watching/promql';
import type { ArgoRolloutsSettings } from '../release-controller';

/** What the steps of a canary are made of. */
export interface SteppedCanary {
  /** Shares in whole percent, increasing. */
  readonly weights: readonly number[];
  readonly isByRoute: boolean;
  readonly settings: ArgoRolloutsSettings;
  /** What judges each share; nothing where nobody measures. */
  readonly checks: RolloutAnalysis | undefined;
  /** The request that the canary must answer before it gets a share. */
  readonly verify: RolloutAnalysis | undefined;
  /** Requests that go to the canary from then on. */
  readonly pins: readonly PinnedHeader[];
}

/** Requests with a header that a router leads to the canary by a rule of its own. */
export interface PinnedHeader {
  readonly ruleName: string;
  readonly header: string;
  readonly value: string;
}

/** Pods of a canary that takes no requests yet. */
export const DEPLOYED_PODS = 1;

/**
 * The steps of a canary: by route it comes up without a share, is tested, and then takes share after share with the pods
 * that each needs; by replicas its pods are the shares. What comes behind the last step is the promotion.
 * https://argo-rollouts.readthedocs.io/en/stable/features/canary/
 */
export function canarySteps(canary: SteppedCanary): RolloutCanaryStep[] {
  const { weights, isByRoute } = canary;
  const [first] = weights as readonly (number | undefined)[];
  return [
    ...(isByRoute ? deployed(canary) : []),
    // By the share that comes: scaled by the present one, none, the pods that were tested would go again.
    ...(isByRoute && first !== undefined ? [{ setCanaryScale: { weight: first } }] : []),
    ...weights.flatMap((weight, index) => [
      { setWeight: weight },
      ...(isByRoute && index === 0 ? [{ setCanaryScale: { matchTrafficWeight: true } }] : []),
      ...judged(canary),
    ]),
  ];
}

function deployed(canary: SteppedCanary): RolloutCanaryStep[] {
  const { verify, pins } = canary;
  return [
    { setCanaryScale: { replicas: DEPLOYED_PODS } },
    ...(verify ? [{ analysis: verify }] : []),
    ...pins.map(pinned),
    held(canary),
  ];
}

/** https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/#traffic-routing-based-on-a-header-values-for-canary */
function pinned({ ruleName, header, value }: PinnedHeader): RolloutCanaryStep {
  return { setHeaderRoute: { name: ruleName, match: [{ headerName: header, headerValue: { exact: value } }] } };
}

/** A pause, and where somebody measures what is measured meanwhile. */
function judged(canary: SteppedCanary): RolloutCanaryStep[] {
  const { checks, settings } = canary;
  if (!checks) return [held(canary)];
  if (settings.pauseSeconds !== undefined) return [held(canary), { analysis: checks }];
  // Measured before somebody is asked, who then sees what came of it.
  return [paused(WINDOW_SECONDS), { analysis: checks }, held(canary)];
}

function held({ settings }: SteppedCanary): RolloutCanaryStep {
  return settings.pauseSeconds === undefined ? { pause: {} } : paused(settings.pauseSeconds);
}

function paused(seconds: number): RolloutCanaryStep {
  return { pause: { duration: `${seconds}s` } };
}
