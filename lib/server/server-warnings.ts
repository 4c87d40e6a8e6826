import type { ClusterProfile } from '../core/cluster-profile';
import type { RolloutPlan } from '../core/rolling-strategy';
import type { SecurityProfile } from '../core/security-profile';
import { show } from '../private/show';
import type { AcceleratorPlan } from './accelerator-plan';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import { joinedArguments } from './joined-arguments';
import { secretsInArgs } from './secrets-in-sight';
import type { ExtraContainer } from './extra-container';
import { about, type Place, type PlanWarning } from './plan-warning';
import type { ModelServerProps } from './server-options';
import type { ServicePlan } from './service-options';

/** What starts the server. */
export const ARGUMENTS: readonly Place[] = [
  ['container', 'command'],
  ['container', 'args'],
];

/** Arguments of any container of the pod that look like secrets, or that no server reads as they are meant. */
export function argumentWarnings(props: ModelServerProps, facts: RuntimeFacts): PlanWarning[] {
  const { initContainers = [], sidecars = [] } = props;
  const texts = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  const both = (
    property: string,
    of: { readonly command?: readonly string[]; readonly args?: readonly string[] },
  ): string[] => [
    ...secretsInArgs(`${property}args`, [...texts(of.command), ...texts(of.args)]),
    ...joinedArguments(`${property}args`, texts(of.command), texts(of.args)),
  ];
  const ofExtra = (list: string, container: ExtraContainer): PlanWarning[] =>
    about(
      both(`${list}[${show(container.name)}].`, container),
      ['pod', 'initContainers', container.name, 'command'],
      ['pod', 'initContainers', container.name, 'args'],
    );
  return [
    ...about([...both('', props), ...both('runtime ', facts)], ...ARGUMENTS),
    ...initContainers.flatMap((container) => ofExtra('initContainers', container)),
    ...sidecars.flatMap((container) => ofExtra('sidecars', container)),
  ];
}

/** Rollouts that take the server down, or that wait for an accelerator nobody frees. */
export function rolloutWarnings(
  chosen: { readonly isFallback: boolean },
  { pods }: RolloutPlan,
  replicas: number,
  profile: ClusterProfile,
  accelerator: AcceleratorPlan | undefined,
  scales: boolean,
): string[] {
  // Recreating says what it does; without pods there is nothing to lose.
  if (!pods || replicas < 1) return [];
  if (chosen.isFallback) return replicas === 1 ? [outage(accelerator, scales)] : [];
  const { maxSurge, maxUnavailable } = pods;
  const isInPlaceOfOne = maxSurge === 0 && maxUnavailable === 1 && replicas === 1;
  if (maxUnavailable >= replicas && !isInPlaceOfOne) {
    return [
      `rollout may stop all pods at once, maxUnavailable being ${maxUnavailable} of ${replicas} replicas, so that every rollout is an outage; lower maxUnavailable, or say RollingStrategy.recreate() where that is meant`,
    ];
  }
  if (accelerator?.isKept && maxUnavailable === 0 && !profile._hasSpare(accelerator.resource, accelerator.count)) {
    return [
      `rollout needs ${accelerator.count} ${accelerator.resource} on top, maxUnavailable being 0, and the cluster profile declares none to spare; use RollingStrategy.inPlace(), or declare spareAccelerators in the cluster profile`,
    ];
  }
  return [];
}

/** Images that belong to one user, where the cluster runs them as another. */
export function userWarnings(security: SecurityProfile, { uid }: RuntimeFacts): string[] {
  if (!security._isAssigned || uid === undefined) return [];
  return [
    `security leaves the user to the cluster, and the image's files belong to user ${uid}, whom no pod will be; give group 0 the rights of that user when the image is built (chgrp -R 0 and chmod -R g=u)`,
  ];
}

/** Sessions that are lost because requests of one client reach several pods. */
export function sessionWarnings(facts: RuntimeFacts, service: ServicePlan, mostReplicas: number): string[] {
  if (!facts.keepsSessions || mostReplicas < 2 || service.spec.sessionAffinity !== undefined) return [];
  return [
    `the runtime keeps sessions in the pod that opened them, and ${mostReplicas} pods share the requests: a browser that reaches another pod begins anew; set service.sessionAffinitySeconds, or run one replica`,
  ];
}

function outage(accelerator: AcceleratorPlan | undefined, scales: boolean): string {
  return `the only pod stops before the next one starts, because no spare ${accelerator?.resource ?? 'accelerator'} is declared, so that every rollout is an outage; raise ${scales ? 'autoscaling.minReplicas' : 'replicas'}, or declare spareAccelerators in the cluster profile`;
}
