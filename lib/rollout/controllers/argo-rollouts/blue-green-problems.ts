import { ClusterProfile } from '../../../core/cluster-profile';
import { MetricsMonitor } from '../../../cluster/metrics-scraper';
import type { Problems } from '../../../private/problems';
import type { ServerPlan } from '../../../server/server-plan';
import type { BlueGreenProps } from '../../blue-green-props';
import type { Release } from '../../release';
import { versionProblems } from './uncarried';

/** What Argo Rollouts would take of a blue/green release and do nothing with, or cannot do. */
export function blueGreenProblems(problems: Problems, release: Release, props: BlueGreenProps): void {
  problems.add(
    versionProblems(release, props, { blue: props.blue, green: props.green }, 'server.replicas'),
    ClusterProfile.find(release)._scraper?._operator?.monitor === MetricsMonitor.SERVICE
      ? 'controller needs MetricsMonitor.POD, since it leads both Services to the same pods between releases, so that ServiceMonitors count them twice; declare it in the scraper'
      : undefined,
  );
}

/** What the pods of a blue/green release cannot come to. */
export function capacityProblems(problems: Problems, { minCapacity }: BlueGreenProps, { replicas }: ServerPlan): void {
  problems.add(
    minCapacity !== undefined && minCapacity > replicas
      ? `minCapacity must be at most the ${replicas} pods of each version, got ${minCapacity}; raise server.replicas`
      : undefined,
    replicas === 0
      ? 'server.replicas must be 1 or more with a controller, which waits for pods of the new version before it moves the requests, got 0'
      : undefined,
  );
}
