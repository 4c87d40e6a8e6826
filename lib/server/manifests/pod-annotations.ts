import { configChecksums } from '../config-checksums';
import type { ServerPlan } from '../server-plan';

/**
 * Annotations of the pods beyond the user's own: where metrics are, and what their configuration holds.
 *
 * @param isWorker whether they work for the leader of a group, which has the metrics
 */
export function podAnnotations(plan: ServerPlan, isWorker = false): { [key: string]: string } {
  const { facts, profile, environment, extraContainers, props } = plan;
  const port = facts.ports.find(({ role }) => role === facts.metrics?.role)?.port;
  const containers = [props, ...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  const files = containers
    .flatMap((container) => container.files ?? [])
    .flatMap(({ _construct }) => (_construct ? [_construct] : []));
  return {
    ...(port !== undefined && facts.metrics && !isWorker
      ? profile._scraper?._annotations(port, facts.metrics.path)
      : {}),
    ...configChecksums([...environment.configMaps, ...extraContainers.configMaps, ...files]),
  };
}
