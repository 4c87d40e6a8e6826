import { checkWholeNumber } from '../../private/check-number';
import { checkOneOf } from '../../private/check-text';
import { checkLabelKey } from '../../private/labels';
import type { Problems } from '../../private/problems';
import { show } from '../../private/show';
import type { MultiNodeFacts } from '../../runtimes/runtime-facts';
import { ServingRuntime } from '../../runtimes/serving-runtime';
import { groupNameProblems } from './group-names';
import { type GroupOptions, GroupRestartPolicy, GroupStartupPolicy } from './group-options';
import { groupRolloutProblems } from './group-rollout';
import type { GroupedServer } from './grouped-server';

/** What makes the replicas of a server groups of pods. */
export interface GroupPlan {
  readonly size: number;
  readonly startupPolicy: GroupStartupPolicy;
  readonly restartPolicy: GroupRestartPolicy;
  /** Annotations of the LeaderWorkerSet. */
  readonly annotations: { readonly [key: string]: string };
  /** How the pods find each other; nothing of it where that has been reported. */
  readonly multiNode: MultiNodeFacts;
}

/** Label by which the controller tells pods of one version from those of another. */
export const REVISION_LABEL = 'leaderworkerset.sigs.k8s.io/template-revision-hash';

const UNKNOWN: MultiNodeFacts = { args: [], workerArgs: [], workerProbe: ['true'], leaderStartsAlone: true };
/** The version that knows to restart groups only once they have started. */
const AFTER_START_FROM = 8;

/** Pods of a group; what is no number of them is reported where the group is checked, and read as the least. */
export function groupSizeOf(group: GroupOptions | undefined): number | undefined {
  if (group === undefined) return undefined;
  return Number.isSafeInteger(group.size) && group.size >= 2 ? group.size : 2;
}

/** Checks what makes a server a group, and that everything else about it goes with that; nothing where it is none. */
export function planGroup(problems: Problems, server: GroupedServer): GroupPlan | undefined {
  const { group } = server.props;
  if (group === undefined) return undefined;
  const size = groupSizeOf(group) ?? 2;
  const startupPolicy = group.startupPolicy ?? GroupStartupPolicy.LEADER_CREATED;
  const restartPolicy = group.restartPolicy ?? GroupRestartPolicy.RECREATE_ON_POD_RESTART;
  problems.add(
    sizeProblem(group.size),
    checkOneOf('group.startupPolicy', startupPolicy, Object.values(GroupStartupPolicy)),
    checkOneOf('group.restartPolicy', restartPolicy, Object.values(GroupRestartPolicy)),
    group.exclusiveTopology === undefined
      ? undefined
      : checkLabelKey('group.exclusiveTopology', group.exclusiveTopology),
    controllerProblem(server, restartPolicy),
    runtimeProblem(server),
    startupProblem(server, startupPolicy),
    adoptionProblems(server),
    deviceProblem(server),
    groupNameProblems(server, size),
    groupRolloutProblems(server),
  );
  return {
    size,
    startupPolicy,
    restartPolicy,
    annotations: group.exclusiveTopology
      ? { 'leaderworkerset.sigs.k8s.io/exclusive-topology': group.exclusiveTopology }
      : {},
    multiNode: server.facts.multiNode ?? UNKNOWN,
  };
}

function sizeProblem(size: unknown): string | undefined {
  if (size === 1)
    return 'group.size must be 2 or more, got 1; leave group out for a model that one pod serves, which is a ModelServer';
  return checkWholeNumber('group.size', size ?? null, 2);
}

function controllerProblem({ profile }: GroupedServer, restartPolicy: GroupRestartPolicy): string | undefined {
  const minor = profile._leaderWorkerSetMinor;
  if (minor === undefined)
    return `group needs the LeaderWorkerSet controller, which the cluster profile does not declare; install it, and set leaderWorkerSet of ClusterProfile.of(...) to its version, such as '0.10'`;
  if (restartPolicy === GroupRestartPolicy.RECREATE_AFTER_START && minor < AFTER_START_FROM)
    return `group.restartPolicy '${restartPolicy}' needs version 0.${AFTER_START_FROM} of the LeaderWorkerSet controller, got 0.${minor}; use another policy, or update the controller`;
  return undefined;
}

/** What a runtime says of itself, that its version is too old or that it needs more than pods, has been reported. */
function runtimeProblem({ props: { runtime }, facts }: GroupedServer): string | undefined {
  if (!(runtime instanceof ServingRuntime) || runtime._description.problems.length > 0) return undefined;
  if (facts.multiNode || (facts.problems ?? []).length > 0) return undefined;
  return `group must be left out: nothing is known of how several pods of ${runtime._description.title} serve one model; use a runtime that can (vLLM, SGLang), or describe it with multiNode of ServingRuntime.describe(...)`;
}

function startupProblem({ props: { runtime }, facts }: GroupedServer, policy: GroupStartupPolicy): string | undefined {
  if (policy !== GroupStartupPolicy.LEADER_READY || facts.multiNode?.leaderStartsAlone !== false) return undefined;
  return `group.startupPolicy must be GroupStartupPolicy.LEADER_CREATED for ${runtime._description.title}, whose leader is ready only when its workers are there, got '${policy}': each would wait for the other`;
}

/** Pods of other workloads can become no groups, and no Service moves to groups without an outage that could be proved away. */
function adoptionProblems({ props }: GroupedServer): (string | undefined)[] {
  return [
    props.selector &&
      'selector must be left out with group: pods of a workload that is live already become no groups; give the group another name, and move the routes',
    props.previously &&
      'previously must be left out with group: give the group another name, and move the routes to it when it is ready',
  ];
}

/** Devices of one claim are on one node. */
function deviceProblem({ accelerator }: GroupedServer): string | undefined {
  const { resourceClaimName } = accelerator?.podClaim ?? {};
  if (resourceClaimName === undefined) return undefined;
  return `resources.accelerator must not be one claim for all pods of a group, which are on several nodes, got ${show(resourceClaimName)}; let each pod have a claim of its own, or use Accelerator.nvidia(...)`;
}
