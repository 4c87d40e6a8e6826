import { ClusterProfile } from '../../../core/cluster-profile';
import { MetricsMonitor } from '../../../cluster/metrics-scraper';
import { argoCanaryCounts } from '../../../model/rollout/argo-canary-counts';
import type { Problems } from '../../../private/problems';
import { show } from '../../../private/show';
import type { ServerPlan } from '../../../server/server-plan';
import type { CanaryInput } from '../../canary-rules';
import type { Release } from '../../release';
import { versionProblems } from './uncarried';

/** What Argo Rollouts would take of a canary and do nothing with, or cannot do. */
export function canaryProblems(problems: Problems, release: Release, input: CanaryInput): void {
  const { props, split, stage } = input;
  const isByRoute = split._isByRoute;
  problems.add(
    versionProblems(release, props, { stable: props.stable, canary: props.canary }, 'replicas'),
    props.stage !== undefined && !stage._isRolledBack
      ? 'stage must be left out with a controller, which goes from stage to stage itself, or be CanaryStage.rolledBack(); promote with kubectl argo rollouts promote'
      : undefined,
    props.transition === undefined
      ? undefined
      : 'transition must be left out with a controller, which grows one version before it shrinks the other',
    !isByRoute && props.keepStable === true
      ? 'keepStable must be left out with a controller that splits by replicas, which keeps as many pods as replicas in all; split by route'
      : undefined,
    !isByRoute && props.verify !== undefined
      ? 'verify must be left out with a controller that splits by replicas, where no Service leads to the new version alone; split by route'
      : undefined,
    split._pins.map((pin, index) =>
      pin._matcher().cookie === undefined
        ? undefined
        : `split.pins[${index}] must be made by CanaryPin.header(...) with a controller: no router of Argo Rollouts knows cookies`,
    ),
    input.controller?._argoRollouts.scaleDownDelaySeconds !== undefined && !(isByRoute && props.keepStable)
      ? 'controller.scaleDownDelay needs a version before that keeps its pods; set keepStable and split by route, or leave it out'
      : undefined,
    isByRoute && ClusterProfile.find(release)._scraper?._operator?.monitor === MetricsMonitor.SERVICE
      ? 'split by route needs MetricsMonitor.POD with a controller, which leads both Services to the same pods between releases, so that ServiceMonitors count them twice; declare it in the scraper'
      : undefined,
  );
}

/** What the pods of a canary cannot come to at its steps. */
export function countProblems(problems: Problems, input: CanaryInput, { rollout }: ServerPlan): void {
  const { rules, props } = input;
  const { replicas, tolerance, isByRoute, steps } = rules;
  const { maxSurge = 0, maxUnavailable = 0 } = rollout.pods ?? {};
  if (!rollout.pods)
    problems.add(
      'server.rollout must not be RollingStrategy.recreate() with a controller, which always replaces pods little by little; use zeroDowntime() or inPlace()',
    );
  const least = isByRoute ? replicas : replicas - maxUnavailable;
  if (props.minCapacity !== undefined && props.minCapacity > least)
    problems.add(
      `minCapacity must be at most the ${least} pods that are ready while a controller releases, got ${props.minCapacity}; raise replicas${isByRoute ? '' : ', or lower maxUnavailable of server.rollout'}`,
    );
  if (isByRoute) return;
  let before = 0;
  for (const [index, weight] of steps.entries()) {
    const { canary, stable } = argoCanaryCounts(replicas, weight, maxSurge);
    const share = (canary * 100) / (canary + stable);
    const got = `${canary} of ${canary + stable} pods, ${Math.round(share * 10) / 10} %`;
    if (Math.abs(share - weight) > tolerance)
      problems.add(
        `steps[${index}] must be a share that pods can have, got ${weight} %, for which Argo Rollouts takes ${got}; raise replicas or tolerance, or split by route`,
      );
    else if (canary <= before)
      problems.add(
        `steps[${index}] must come to more pods than the step before, got ${show(weight)}, for which Argo Rollouts takes ${got}; leave one out, or raise replicas`,
      );
    before = canary;
  }
}
