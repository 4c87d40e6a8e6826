import type { PreviousRelease } from '../server/previous-release';
import type { ServerOptions } from '../server/server-options';
import type { CanaryStage } from './canary-stage';
import type { ReleaseController } from './controllers/release-controller';
import type { SmokeTest } from './smoke-test';
import type { TrafficSplit } from './traffic-split';
import type { VersionOptions } from './version-options';

/** How the plan of a release gets from one stage to the next. */
export enum StageTransition {
  /** In two applies wherever one would leave too few ready pods: grow first, shrink or move second. */
  GROW_FIRST = 'grow-first',
  /** In one apply each; one that leaves too few ready pods is an error. */
  DIRECT = 'direct',
}

/**
 * The former name of `StageTransition`.
 *
 * @deprecated use `StageTransition`
 */
export enum ReleaseWalk {
  /** In two applies wherever one would leave too few ready pods: grow first, shrink or move second. */
  GROW_FIRST = 'grow-first',
  /** In one apply each; one that leaves too few ready pods is an error. */
  DIRECT = 'direct',
}

/** A canary release: a new version that takes a growing share of the requests. */
export interface CanaryProps {
  /** What both versions share: everything but the image. `replicas` and `selector` are not for a release. */
  readonly server: ServerOptions;

  /** The version that is known to be good. */
  readonly stable: VersionOptions;

  /**
   * The new version.
   *
   * @default - none: the stable version alone
   */
  readonly canary?: VersionOptions;

  /**
   * Pods that all requests together need. By replicas stable and canary share them; by route each side gets what its
   * weight needs of them.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * The shares of the canary in whole percent from 1 to 100, increasing.
   *
   * @default - none: from nothing to everything
   */
  readonly steps?: number[];

  /**
   * How far the release has come.
   *
   * @default CanaryStage.weight(0)
   */
  readonly stage?: CanaryStage;

  /**
   * What divides the requests.
   *
   * @default TrafficSplit.byReplicas()
   */
  readonly split?: TrafficSplit;

  /**
   * Whether the stable side keeps all its pods and only the canary grows. By replicas: 50 % of 10 are 10 + 10.
   *
   * @default false
   */
  readonly keepStable?: boolean;

  /**
   * By replicas: whole percentage points by which the share may miss the weight.
   *
   * @default 0
   */
  readonly tolerance?: number;

  /**
   * Ready pods that all requests together need at any moment; by route each side needs its share of them. Where it is not
   * said, the plan raises the minimum of a side that scales by load before its share grows.
   *
   * @default - the most pods of a stable side that scales by load, or else `replicas`
   */
  readonly minCapacity?: number;

  /**
   * How the plan gets from one stage to the next.
   *
   * @default StageTransition.GROW_FIRST
   */
  readonly transition?: StageTransition;

  /**
   * The former name of `transition`.
   *
   * @default - `transition`
   * @deprecated use `transition`
   */
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- both names are former ones
  readonly walk?: ReleaseWalk;

  /**
   * The controller that carries the release out, in place of applies: it goes from step to step, shifts the weights, and
   * rolls back. `stage` is its own then: leave it out, or say `CanaryStage.rolledBack()`.
   *
   * @default - none: each stage is an apply
   */
  readonly controller?: ReleaseController;

  /**
   * A request that the canary must answer, as a Job.
   *
   * @default - no test
   */
  readonly verify?: SmokeTest;

  /**
   * What runs under the name before the release takes it over. Leave it out again once that is done.
   *
   * @default - nothing, or a Canary of the same split
   */
  readonly previously?: PreviousRelease;
}
