import { MAX_LABEL_LENGTH } from '../../private/check-name';
import { sortedEntries } from '../../private/json';
import { show } from '../../private/show';
import { GROUP_VARIABLES } from '../../runtimes/runtime-value';
import type { GroupedServer } from './grouped-server';

/**
 * What a StatefulSet puts behind its name in a label of its pods: the workers of group 7 are those of the StatefulSet
 * `<name>-7`, and carry `<name>-7-<ten characters>` (`controller-revision-hash`).
 */
const REVISION = '-0123456789';

/** Name of the Service of a group by itself: the controller makes one without address of the group's own name. */
export function leaderServiceName(name: string): string {
  return `${name}-leader`;
}

/** Label of the workers, which serve nobody: no Service of the server selects them. */
export function workerLabel(name: string): string {
  return `${name}-worker`;
}

/** Names of what the controller makes, and variables that it sets, which nothing else may have. */
export function groupNameProblems(server: GroupedServer, size: number): (string | undefined)[] {
  const { identity, service } = server;
  return [
    lengthProblem(identity.name, mostGroups(server), size),
    service.name === identity.name || isOneGroups(service.name, identity.name)
      ? `service.name must not be that of the group or one of its groups, under which the controller makes Services without address, got ${show(service.name)}; leave it out, or call it ${show(leaderServiceName(identity.name))}`
      : undefined,
    ...variableProblems(server),
  ];
}

function isOneGroups(serviceName: unknown, name: string): boolean {
  // What is no text has been reported.
  return (
    typeof serviceName === 'string' &&
    serviceName.startsWith(`${name}-`) &&
    /^\d+$/.test(serviceName.slice(name.length + 1))
  );
}

function mostGroups({ replicas, autoscaling, rollout }: GroupedServer): number {
  return Math.max(autoscaling?.max ?? 0, replicas, 1) + (rollout.pods?.maxSurge ?? 0);
}

function lengthProblem(name: string, groups: number, size: number): string | undefined {
  // What is too long by itself has been reported.
  if (name.length > MAX_LABEL_LENGTH) return undefined;
  const group = `${name}-${groups - 1}`;
  const longest = [`${group}${REVISION}`, `${group}-${size - 1}`, workerLabel(name), leaderServiceName(name)].reduce(
    (a, b) => (b.length > a.length ? b : a),
  );
  const over = longest.length - MAX_LABEL_LENGTH;
  if (over <= 0) return undefined;
  return `its name must be short enough for what the controller makes of it: a label such as ${show(longest)} has ${longest.length} characters of at most ${MAX_LABEL_LENGTH}, got ${show(name)}; shorten it by ${over}`;
}

/** The controller takes the place of variables that are called like its own (pkg/utils/pod of kubernetes-sigs/lws). */
function variableProblems({ props }: GroupedServer): string[] {
  const names: readonly string[] = Object.values(GROUP_VARIABLES);
  return (['env', 'envFromSecrets', 'envFromConfigMaps'] as const).flatMap((map) =>
    sortedEntries<unknown>(props[map])
      .filter(([name]) => names.includes(name))
      .map(
        ([name]) => `${map} must not name a variable that the controller of groups sets, got ${show(name)}; remove it`,
      ),
  );
}
