import {
  type AnalysisMetric,
  AnalysisTemplate,
  type AnalysisTemplateSpec,
  type RolloutAnalysis,
  type RolloutAnalysisArgument,
} from '../../../../imports/argoproj.io';
import { addApiObject } from '../../../core/api-object';
import { sortedMap } from '../../../private/json';
import { metadata } from '../../../server/manifests/metadata';
import type { ServerPlan } from '../../../server/server-plan';
import { WINDOW_SECONDS } from '../../../watching/promql';
import type { Release } from '../../release';
import { QueryComparison, type ReleaseQuery } from '../../release-query';
import type { ReleaseWatch } from '../../release-watch';
import type { SmokeTestPlan } from '../../smoke-test';
import { smokeTestJob } from '../../smoke-test-job';

/** Until all nodes lead a Service to the pods that the controller has pointed it to: what it waits itself before old pods go. */
const SWITCH_SECONDS = 30;

/** Prometheus is asked again every ten seconds: a restart of it must not roll a release back. */
const ERRORS_IN_A_ROW = 30;

/** Arguments by which queries tell the versions apart: hashes that the controller knows when it asks. */
const HASHES: { readonly [name: string]: 'Latest' | 'Stable' } = { 'latest-hash': 'Latest', 'stable-hash': 'Stable' };

/** Both versions of a Rollout as queries of its analysis see them. */
export function versionsOf({ watch }: ServerPlan): ReleaseWatch | undefined {
  if (!watch) return undefined;
  const ofHash = (name: string): typeof watch => ({
    ...watch,
    server: { ...watch.server, templateHash: `{{args.${name}}}` },
  });
  return { former: ofHash('stable-hash'), fresh: ofHash('latest-hash') };
}

/** Adds what judges a share of the requests: the queries of the release's plan. */
export function addChecks(
  release: Release,
  plan: ServerPlan,
  queries: readonly ReleaseQuery[],
  address: string,
  isDelayed: boolean,
): RolloutAnalysis {
  const metrics = queries.map((query) => metricOf(query, address, isDelayed));
  const used = Object.keys(HASHES).filter((name) => queries.some(({ query }) => query.includes(`{{args.${name}}}`)));
  addTemplate(release, plan, 'Checks', checksName(release), {
    ...(used.length > 0 && { args: used.map((name) => ({ name })) }),
    metrics,
  });
  const args = used.map((name): RolloutAnalysisArgument => ({
    name,
    valueFrom: { podTemplateHashValue: HASHES[name] },
  }));
  return { templates: [{ templateName: checksName(release) }], ...(args.length > 0 && { args }) };
}

/** Name of the template of the queries. */
export function checksName({ name }: Release): string {
  return `${name}-checks`;
}

/** Adds the request that a new version must answer, as a Job of the controller. */
export function addVerification(
  release: Release,
  plan: ServerPlan,
  test: SmokeTestPlan,
  serviceName: string,
): RolloutAnalysis {
  const templateName = `${release.name}-verify`;
  const { labels, spec } = smokeTestJob(release, test, plan, serviceName);
  addTemplate(release, plan, 'Verify', templateName, {
    metrics: [
      {
        name: 'verify',
        initialDelay: `${SWITCH_SECONDS}s`,
        provider: { job: { metadata: { labels: sortedMap(labels) }, spec } },
      },
    ],
  });
  return { templates: [{ templateName }] };
}

/**
 * One measurement. It fails by the opposite of what it passes by, so that one without a result, or with a result that is
 * no number, does neither: then the release is paused, and somebody decides. With few requests it says little, and never fails.
 */
function metricOf(
  { queryName, query, comparison, threshold }: ReleaseQuery,
  address: string,
  isDelayed: boolean,
): AnalysisMetric {
  const passes = `len(result) > 0 && result[0] ${comparison} ${threshold}`;
  const opposite = comparison === QueryComparison.AT_LEAST ? '<' : '>';
  return {
    name: queryName,
    ...(isDelayed && { initialDelay: `${WINDOW_SECONDS}s` }),
    successCondition: passes,
    consecutiveErrorLimit: ERRORS_IN_A_ROW,
    failureCondition: queryName === 'requests' ? 'false' : `len(result) > 0 && result[0] ${opposite} ${threshold}`,
    provider: { prometheus: { address, query } },
  };
}

function addTemplate(
  release: Release,
  { identity, props }: ServerPlan,
  id: string,
  name: string,
  spec: AnalysisTemplateSpec,
): void {
  addApiObject(release, id, {
    ...AnalysisTemplate.GVK,
    metadata: metadata(name, identity.labels, props.annotations),
    spec: () => ({ ...spec }),
  });
}
