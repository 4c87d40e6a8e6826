import type { RolloutAnalysis } from '../../../../imports/argoproj.io';
import { ClusterProfile } from '../../../core/cluster-profile';
import { Problems } from '../../../private/problems';
import type { ServerPlan } from '../../../server/server-plan';
import type { ComparedAtGateway } from '../../../watching/compared';
import type { Release } from '../../release';
import { judgedQueries } from '../../release-watch';
import type { SmokeTest } from '../../smoke-test';
import type { ReleaseController } from '../release-controller';
import { addChecks, addVerification, versionsOf } from './analysis';
import type { Judged } from './canary-stages';
import { isAnalysed } from './uncarried';

/** How a new version is judged. */
interface JudgedRelease {
  readonly release: Release;
  readonly controller: ReleaseController;
  readonly plan: ServerPlan;
  /** Whether the version before takes requests beside it; else it is compared with what was, once it has served for a while. */
  readonly isFormerServing: boolean;
  /** What the gateway in front counts of both. */
  readonly gateway?: ComparedAtGateway | undefined;
  /** The request that it must answer, at the Service that leads to it alone. */
  readonly test?: { readonly verify: SmokeTest; readonly serviceName: string } | undefined;
}

/** What judges a new version: queries for plans, and what the controller makes of them and of the test. */
export interface Judgement {
  readonly judged: Judged;
  /** Nothing where nobody measures. */
  readonly checks: RolloutAnalysis | undefined;
  /** Nothing without a test. */
  readonly verification: RolloutAnalysis | undefined;
}

/** Adds what judges a new version. */
export function addJudgement({ release, controller, plan, isFormerServing, gateway, test }: JudgedRelease): Judgement {
  const watch = versionsOf(plan);
  const found = watch && judgedQueries({ ...watch, gateway }, isFormerServing);
  const { queries = [], missing: missingQueries = [] } = found ?? {};
  const url = ClusterProfile.find(release)._argoRollouts?.prometheusUrl;
  return {
    judged: found ? { queries, missingQueries } : {},
    checks:
      url !== undefined && queries.length > 0 && isAnalysed(release, controller)
        ? addChecks(release, plan, queries, url, !isFormerServing)
        : undefined,
    verification: test && addVerification(release, plan, test.verify._plan(new Problems('')), test.serviceName),
  };
}
