import { configChecksums } from '../config-checksums';
import type { ServerPlan } from '../server-plan';

/** Annotations of the pods beyond the user's own: where metrics are, and what their configuration holds. */
export function podAnnotations(plan: ServerPlan): { [key: string]: string } {
  const { facts, profile, environment, extraContainers, props } = plan;
  const port = facts.ports.find(({ role }) => role === facts.metrics?.role)?.port;
  const containers = [props, ...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  const files = containers
    .flatMap((container) => container.files ?? [])
    .flatMap(({ _construct }) => (_construct ? [_construct] : []));
  return {
    ...(port !== undefined && facts.metrics ? profile._scraper?._annotations(port, facts.metrics.path) : {}),
    ...configChecksums([...environment.configMaps, ...extraContainers.configMaps, ...files]),
  };
}
