import { ClusterProfile } from '../../../core/cluster-profile';
import { WINDOW_SECONDS } from '../../../watching/promql';
import type { PreviousRelease } from '../../../server/previous-release';
import type { ServerOptions } from '../../../server/server-options';
import { removalsOf } from '../../../server/server-overrides';
import type { ReleaseController } from '../release-controller';
import type { Release } from '../../release';
import { SmokeTest } from '../../smoke-test';
import { Problems } from '../../../private/problems';
import type { VersionOptions } from '../../version-options';

/** What Canary and BlueGreen ask of a controller alike. */
interface ControlledProps {
  readonly server: ServerOptions;
  readonly previously?: PreviousRelease;
  readonly verify?: SmokeTest;
  readonly controller?: ReleaseController;
}

/** Options of a version that are the Rollout's own, which has one of each for both versions. */
const SHARED = ['replicas', 'autoscaling', 'rollout'] as const;

/** What one Rollout for both versions cannot be, and what a controller has no use for. */
export function versionProblems(
  release: Release,
  { server, previously, verify, controller }: ControlledProps,
  versions: { readonly [property: string]: Partial<VersionOptions> | undefined },
  replicas: string,
): (string | undefined)[] {
  const facts = ClusterProfile.find(release)._argoRollouts;
  return [
    facts
      ? undefined
      : 'controller needs Argo Rollouts in the cluster; declare its version in the cluster profile: argoRollouts: { version }',
    previously === undefined
      ? undefined
      : 'previously must be left out with a controller, which takes a Service over when its pods are ready; see docs/argo-rollouts.md',
    server?.group
      ? 'server.group must be left out with a controller, which makes no groups of pods; leave controller out'
      : undefined,
    ...Object.entries(versions).flatMap(([property, version]) => ownOptions(property, version, replicas)),
    verify instanceof SmokeTest && verify._plan(new Problems('')).hook !== undefined
      ? 'verify.argoCdHook must be left out with a controller, which starts the Job of the test itself'
      : undefined,
    ...analysisProblems(release, controller),
  ];
}

function ownOptions(property: string, version: Partial<VersionOptions> | undefined, replicas: string): string[] {
  if (!version) return [];
  const changed = Object.entries(version.overrides ?? {}).filter(([, fields]) => fields !== undefined);
  const objects = [...changed.map(([object]) => object), ...removalsOf(version.overrides).map(({ object }) => object)];
  const isForeign = objects.some((object) => object !== 'rollout' && object !== 'removals');
  return [
    ...SHARED.filter((option) => version[option] !== undefined).map(
      (option) =>
        `${property}.${option} must be left out with a controller, whose Rollout has one for both versions; use ${option === 'replicas' ? replicas : `server.${option}`}`,
    ),
    ...(isForeign
      ? [
          `${property}.overrides must be for rollout with a controller, since the other objects are those of both versions; use server.overrides`,
        ]
      : []),
  ];
}

function analysisProblems(release: Release, controller: ReleaseController | undefined): (string | undefined)[] {
  if (!controller) return [];
  const { analysis, pauseSeconds } = controller._argoRollouts;
  const missing = missingForAnalysis(release);
  return [
    analysis === true && missing !== undefined ? `controller.analysis needs ${missing}` : undefined,
    isAnalysed(release, controller) && pauseSeconds !== undefined && pauseSeconds < WINDOW_SECONDS
      ? `controller.pause must be at least ${WINDOW_SECONDS} s with analysis, whose queries look back on as much, got ${pauseSeconds} s; make it longer, or set analysis: false`
      : undefined,
  ];
}

/** Whether queries judge the stages. */
export function isAnalysed(release: Release, { _argoRollouts: { analysis } }: ReleaseController): boolean {
  return analysis !== false && missingForAnalysis(release) === undefined;
}

function missingForAnalysis(release: Release): string | undefined {
  const { _scraper, _argoRollouts } = ClusterProfile.find(release);
  if (!_scraper?._operator)
    return 'a Prometheus that knows the pods; declare it in the cluster profile: scraper: MetricsScraper.prometheusOperator(...)';
  return _argoRollouts?.prometheusUrl === undefined
    ? 'the URL of Prometheus; declare it in the cluster profile: argoRollouts.prometheusUrl'
    : undefined;
}
