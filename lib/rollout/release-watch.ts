import {
  COMPARED,
  type ComparedAtGateway,
  queryOf,
  readyShare,
  recentRestarts,
  type TwoVersions,
} from '../watching/compared';
import type { ModelServer } from '../server/model-server';
import type { WatchPlan } from '../server/watch-plan';
import { QueryComparison, type ReleaseQuery } from './release-query';
import { type ReleaseStage, ReleaseStageKind } from './release-stage';

const { AT_LEAST, AT_MOST } = QueryComparison;

/** How both versions of a release are watched; nothing where the cluster has no Prometheus operator. */
export interface ReleaseWatch {
  /** What serves the version before, and after the release. */
  readonly former: WatchPlan;
  /** What serves the new version. */
  readonly fresh: WatchPlan;
  /** What the gateway in front counts of both; nothing where that is not known, or does not tell them apart. */
  readonly gateway?: ComparedAtGateway | undefined;
}

/** The watch of two servers, where they have one. */
export function releaseWatch(former: ModelServer, fresh: ModelServer): ReleaseWatch | undefined {
  const [a, b] = [former._plan.watch, fresh._plan.watch];
  return a && b && { former: a, fresh: b };
}

/** Stages with the queries that say whether to go on from each. */
export function watchedStages(stages: readonly ReleaseStage[], watch: ReleaseWatch | undefined): ReleaseStage[] {
  return watch ? stages.map((stage) => ({ ...stage, ...queriesOf(stage, watch) })) : [...stages];
}

function queriesOf(stage: ReleaseStage, watch: ReleaseWatch): Pick<ReleaseStage, 'queries' | 'missingQueries'> {
  const [before, after] = stage.sides;
  const pods = [
    ...(after.replicas > 0 ? podQueries(watch.fresh, '', 'the new version') : []),
    // What is replaced behind the new version has to be ready before that goes.
    ...(isEnding(stage) && before.replicas > 0 ? podQueries(watch.former, 'stable-', 'the stable side') : []),
  ];
  // While the one before can take the requests back.
  if (!stage.rollback || after.weight === 0) return { queries: pods };
  const { queries, missing } = comparedQueries(watch, before.weight > 0);
  return { queries: [...pods, ...queries], ...(missing.length > 0 && { missingQueries: missing }) };
}

function isEnding({ kind, sides }: ReleaseStage): boolean {
  return kind === ReleaseStageKind.REPLACE || (sides[0].image === sides[1].image && kind !== ReleaseStageKind.DEPLOY);
}

/** What a controller judges a new version by, which waits for its pods itself: restarts, and what it is compared by. */
export function judgedQueries(watch: ReleaseWatch, isFormerServing: boolean): ReturnType<typeof comparedQueries> {
  const { queries, missing } = comparedQueries(watch, isFormerServing);
  return { queries: [...podQueries(watch.fresh, '', 'the new version').slice(1), ...queries], missing };
}

function podQueries({ server }: WatchPlan, prefix: string, whose: string): ReleaseQuery[] {
  return [
    {
      queryName: `${prefix}ready`,
      query: readyShare(server),
      comparison: AT_LEAST,
      threshold: 1,
      meaning: `share of the pods of ${whose} that are ready`,
    },
    {
      queryName: `${prefix}restarts`,
      query: recentRestarts(server),
      comparison: AT_MOST,
      threshold: 0,
      meaning: `restarts of the pods of ${whose} in 10m`,
    },
  ];
}

/** What the new version is compared by, and what it cannot be. */
export function comparedQueries(
  { former, fresh, gateway }: ReleaseWatch,
  isFormerServing: boolean,
): { readonly queries: ReleaseQuery[]; readonly missing: string[] } {
  const versions: TwoVersions = { fresh: fresh.server, former: former.server, isFormerServing, gateway };
  const [queries, missing]: [ReleaseQuery[], string[]] = [[], []];
  for (const figure of COMPARED) {
    const found = queryOf(figure, versions);
    if ('missing' in found) missing.push(`${figure.title}: ${found.missing}`);
    else
      queries.push({
        queryName: figure.title,
        query: found.query,
        comparison: figure.isAtLeast ? AT_LEAST : AT_MOST,
        threshold: fresh.settings.threshold(figure.alert.alertName) ?? figure.threshold,
        meaning: `${figure.meaning(versions, found.requests)}${found.countedBy === undefined ? '' : `, as ${found.countedBy} counts them`}`,
      });
  }
  return { queries, missing };
}
